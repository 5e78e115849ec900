"""What `timer` prints starts the night where it should, whatever the folders are called."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.cli import main
from pipeline.errors import PipelineError
from pipeline.settings import Settings
from pipeline.timer import Start, cron_line, start_of, units

THREE = dt.time(3)
NOW = dt.datetime(2026, 1, 1, 12, tzinfo=ZoneInfo("UTC"))
SAYS = f"""#!{sys.executable}
import json, os, sys
said = {{name: value for name, value in os.environ.items() if name.startswith("SHINGIKAI_")}}
print(json.dumps([os.getcwd(), sys.argv[1:], said]))
"""


def start_in(folder: Path) -> Start:
    """A night whose program says how it was called."""
    folder.mkdir()
    program = folder / "shingikai"
    program.write_text(SAYS, encoding="utf-8")
    program.chmod(0o755)
    said = {"SHINGIKAI_CONTACT": "夜の係 <night@example.org>", "SHINGIKAI_HOME": str(folder / "data")}
    return Start(program=program, folder=folder, report=folder / "night.md", user="root", environment=said)


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return start_in(tmp_path / "審議 会 100% $HOME")


def as_cron_does(line: str, away: Path) -> str:
    """Run the command of a line as cron does: by sh, in another folder, with next to no variables, an escaped % being one."""
    command = line.split(" ", 5)[5].replace("\\%", "%")
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(away), "SHELL": "/bin/sh"}
    done = subprocess.run(["/bin/sh", "-c", command], cwd=away, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def test_cron_starts_the_night_in_its_folder_with_its_variables(tmp_path: Path) -> None:
    start = start_in(tmp_path / '審議 会\'s 100% "$HOME"')
    comment, line = cron_line(start, THREE, NOW).splitlines()
    assert comment.startswith("# 03:00 in Tokyo by this machine's clock (UTC)")
    assert line.startswith("0 18 * * * cd ")
    assert line.count("%") == line.count("\\%") > 0, "a bare % is a line break to cron"
    where, arguments, said = json.loads(as_cron_does(line, tmp_path))
    assert where == str(start.folder)
    assert arguments == ["nightly", "--quiet", "--report", str(start.report)]
    assert said == start.environment


@pytest.mark.parametrize(
    ("zone", "begins"), [("Asia/Tokyo", "30 2 * * *"), ("UTC", "30 17 * * *"), ("Asia/Kolkata", "0 23 * * *")]
)
def test_cron_gets_the_time_of_this_machine(zone: str, begins: str, start: Start) -> None:
    assert cron_line(start, dt.time(2, 30), NOW.astimezone(ZoneInfo(zone))).splitlines()[1].startswith(begins)


def test_units_carry_what_the_night_needs(start: Start) -> None:
    made = units(start, THREE)
    assert "OnCalendar=*-*-* 03:00:00 Asia/Tokyo\nPersistent=true\n" in made["shingikai.timer"]
    lines = made["shingikai.service"].splitlines()
    assert f"WorkingDirectory={str(start.folder).replace('%', '%%')}" in lines
    assert 'Environment="SHINGIKAI_CONTACT=夜の係 <night@example.org>"' in lines
    (started,) = [line for line in lines if line.startswith("ExecStart=")]
    assert '100%% $HOME/shingikai" "nightly" "--quiet" "--report" "' in started
    assert started.endswith('100%% $$HOME/night.md"')


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_the_units(start: Start, tmp_path: Path) -> None:
    for name, text in units(start, THREE).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    places = [str(tmp_path / name) for name in ("shingikai.service", "shingikai.timer")]
    done = subprocess.run(["systemd-analyze", "verify", *places], check=False, capture_output=True, text=True)
    assert [line for line in done.stderr.splitlines() if "shingikai." in line] == []


def test_the_timer_is_about_this_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SHINGIKAI_CONFIG", "SHINGIKAI_LOOPBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHINGIKAI_HOME", "somewhere")
    monkeypatch.setenv("SHINGIKAI_KEEP", "3")
    made = start_of(Settings(data=tmp_path, contact="a@example.org"))
    assert made.environment == {"SHINGIKAI_CONTACT": "a@example.org", "SHINGIKAI_HOME": str(tmp_path), "SHINGIKAI_KEEP": "3"}
    assert made.user == tmp_path.owner()
    with pytest.raises(PipelineError, match="how the sites can reach you"):
        start_of(Settings(data=tmp_path))


def test_the_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SHINGIKAI_CONTACT", "a@example.org")
    assert main(["timer", "systemd", "--at", "04:15", "--into", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["shingikai.service", "shingikai.timer"]
    assert "systemctl enable --now shingikai.timer" in capsys.readouterr().out
    assert main(["timer", "cron", "--at", "04:15"]) == 0
    assert " nightly --quiet --report " in capsys.readouterr().out
    assert main(["timer", "cron", "--at", "late"]) == 2
