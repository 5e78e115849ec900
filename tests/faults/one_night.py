"""Nights, backups and restores in processes of their own, for tests that kill them.

This process has everything imported and forks one that works for each line of its input, a JSON list: the file for what it
prints, then DATA CONFIG [nightly|real|backup|restore] [POINT]. It answers with the process's number; to a line `{"wait": NUMBER}`
with its exit code, when it has ended.

`real` is a night with the real reader. POINT is where the process dies by SIGKILL: `MODULE:NAME:N` before the N-th call of a function, `MODULE:NAME:N+` after it,
`io:N` at the N-th of the events of `EVENTS` (files, sockets and processes, as Python's audit hooks see them). `size:N` lets no file
grow beyond N bytes. Without a point the process prints how many of these events there were.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from pipeline.attempt import attempt
from pipeline.backup import backup, restore
from pipeline.errors import BusyError, PipelineError
from pipeline.fetch.client import Client
from pipeline.nightly import alone, nightly
from pipeline.process import Workshop
from pipeline.settings import Settings

BUSY = 75
EVENTS = {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.truncate", "socket.connect", "subprocess.Popen"}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def watch_events(last: int | None) -> Callable[[], int]:
    """Count events, and die at the `last`; gives back a function that says how many there were."""
    count = 0

    def hook(event: str, _arguments: object) -> None:
        nonlocal count
        if event in EVENTS:
            count += 1
            if count == last:
                die()

    sys.addaudithook(hook)
    return lambda: count


def set_trap(point: str) -> None:
    module, name, number = point.split(":")
    holder: Any = importlib.import_module(module)
    *path, last = name.split(".")
    for part in path:
        holder = getattr(holder, part)
    work, calls = getattr(holder, last), 0

    def trapped(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if f"{calls}" == number:
            die()
        result = work(*given, **named)
        if f"{calls}+" == number:
            die()
        return result

    setattr(holder, last, trapped)


def main(data: str, config: str, what: str = "nightly", point: str = "") -> int:
    settings = Settings(data=Path(data), config=Path(config), contact="test@example.org", loopback=True, keep=2)
    reader = attempt if what == "real" else KIT.understand

    def client(s: Settings, c: object) -> Client:
        return Client(s.contact or "", limits=KIT.LIMITS, loopback=True)

    events = watch_events(int(point.removeprefix("io:")) if point.startswith("io:") else None)
    if point.startswith("size:"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(point.removeprefix("size:")), resource.RLIM_INFINITY))
    elif point and not point.startswith("io:"):
        set_trap(point)
    try:
        if what in ("nightly", "real"):
            done = nightly(Workshop(settings, reader), settings.warehouse, client=client)
            if done.refused:
                print(done.refused)
                return 1
        else:
            with alone(settings, restoring=what == "restore"):
                (backup if what == "backup" else restore)(settings, settings.data.parent / "kept.tar")
    except BusyError:
        return BUSY
    except (OSError, PipelineError, duckdb.Error) as error:
        print(error)
        return 1
    print(f"events {events()}")
    return 0


def work(output: str, arguments: list[str]) -> None:
    """What a forked process does; it does not come back."""
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    code = 2
    try:
        code = main(*arguments)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, dict):
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
        else:
            answer = os.fork()
            if not answer:
                work(asked[0], asked[1:])
        print(answer, flush=True)


if __name__ == "__main__":
    spec = importlib.util.spec_from_file_location("kit", Path(__file__).with_name("conftest.py"))
    assert spec
    assert spec.loader
    KIT = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(KIT)
    KIT.stand_in()
    serve()
