"""What starts a night without a Prefect server: a line for cron, or a service and a timer for systemd, for this machine."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from pipeline.doctor import ZONE
from pipeline.errors import PipelineError
from pipeline.settings import CONFIG_VARIABLE, HOME_VARIABLE, ROOT, Settings

TAKEN_OVER = ("SHINGIKAI_KEEP", "SHINGIKAI_LOOPBACK")  # as they are

SERVICE = """\
# Made by `shingikai timer systemd`.
[Unit]
Description=shingikai: what is new on the wards' sites into the warehouse
Wants=network-online.target
After=network-online.target
# A night that needs a look (exit code 3) or left the old warehouse (1) counts as failed: name here what tells you.
#OnFailure=

[Service]
Type=oneshot
User={user}
WorkingDirectory={folder}
{environment}
ExecStart={command}
Nice=10
"""

TIMER = """\
# Made by `shingikai timer systemd`.
[Unit]
Description=shingikai every night at {at:%H:%M} in Tokyo

[Timer]
OnCalendar=*-*-* {at:%H:%M:%S} {zone}
Persistent=true

[Install]
WantedBy=timers.target
"""

CRON = """\
# {at:%H:%M} in Tokyo by this machine's clock ({here}); a letter comes when something needs a look. Made by `shingikai timer cron`.
{minute} {hour} * * * cd {folder} && {command}
"""


class Start(Struct, frozen=True, kw_only=True):
    """What is to be started: the program, the folder it is started in, as whom, and the variables it needs."""

    program: Path
    folder: Path
    report: Path
    user: str
    environment: Mapping[str, str]

    @property
    def command(self) -> list[str]:
        """The night as timers start it: silent where nothing needs a look."""
        return [str(self.program), "nightly", "--quiet", "--report", str(self.report)]


def start_of(settings: Settings) -> Start:
    """The night of this installation, as the owner of its data. Raises PipelineError where it could not run."""
    program = Path(sys.executable).with_name("shingikai")
    if not program.exists():
        raise PipelineError(f"there is no {program}; run make setup")
    if not settings.contact:
        raise PipelineError("say how the sites can reach you: SHINGIKAI_CONTACT=you@example.org shingikai timer …")
    folders = {HOME_VARIABLE: settings.data, CONFIG_VARIABLE: settings.config}
    environment = {"SHINGIKAI_CONTACT": settings.contact}
    environment |= {name: str(folder) for name, folder in folders.items() if os.environ.get(name)}
    environment |= {name: os.environ[name] for name in TAKEN_OVER if os.environ.get(name)}
    owner = (settings.data if settings.data.exists() else ROOT).owner()
    return Start(program=program, folder=ROOT, report=settings.data / "night.md", user=owner, environment=environment)


def units(start: Start, at: dt.time) -> dict[str, str]:
    """The files for systemd, by name; `at` is a time in Tokyo."""
    program, *arguments = start.command
    lines = "\n".join(f"Environment={_word(f'{name}={value}')}" for name, value in start.environment.items())
    service = SERVICE.format(
        user=start.user,
        folder=str(start.folder).replace("%", "%%"),
        environment=lines,
        command=" ".join([_word(program), *(_word(part).replace("$", "$$") for part in arguments)]),
    )
    return {"shingikai.service": service, "shingikai.timer": TIMER.format(at=at, zone=ZONE)}


def _word(text: str) -> str:
    """A word of a unit: quoted, and without what systemd would replace."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def cron_line(start: Start, at: dt.time, now: dt.datetime) -> str:
    """The line for a user's crontab; `at` is a time in Tokyo, `now` knows the zone of this machine. Cron itself knows no other zone
    on many machines, so the time is that of this machine's clock."""
    here = dt.datetime.combine(now.date(), at, ZoneInfo(ZONE)).astimezone(now.tzinfo)
    said = [*(f"{name}={shlex.quote(value)}" for name, value in start.environment.items()), *map(shlex.quote, start.command)]
    return CRON.format(
        at=at,
        here=here.tzname(),
        minute=here.minute,
        hour=here.hour,
        folder=shlex.quote(str(start.folder)).replace("%", "\\%"),
        command=" ".join(said).replace("%", "\\%"),
    )
