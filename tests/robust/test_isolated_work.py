"""A child that hangs, eats memory or dies is a value; what it gave before is kept."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.isolate import run_isolated

MINE = "isolated_jobs"
JOBS = """
import os, time
def double(n): return n * 2
def count(n):
    yield from range(n)
def hang_after(n):
    yield from range(n)
    while True: time.sleep(0.01)
def eat():
    hoard = []
    while True: hoard.append(bytearray(16 << 20))
def die(): os.kill(os.getpid(), 11)
def fail(): raise ValueError("no such thing")
def start_another():
    import subprocess, sys
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield child.pid
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Functions of a module that only the child imports."""
    (tmp_path / f"{MINE}.py").write_text(JOBS)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def test_a_result_comes_back() -> None:
    outcome = run_isolated(f"{MINE}:double", [21])
    assert (outcome.value, outcome.error_code) == (42, None)
    assert outcome.rss_mb > 0


def test_items_come_back_one_by_one() -> None:
    seen: list[bytes] = []
    outcome = run_isolated(f"{MINE}:count", [5], on_frame=seen.append)
    assert outcome.frames == []
    assert [frame[0] for frame in seen] == [0, 1, 2, 3, 4]


def test_a_hanging_child_is_ended_and_its_items_kept() -> None:
    outcome = run_isolated(f"{MINE}:hang_after", [3], seconds=1.5)
    assert (outcome.error_code, len(outcome.frames)) == ("timeout", 3)
    assert outcome.error_message
    assert outcome.seconds < 10


def test_a_child_without_progress_is_ended() -> None:
    outcome = run_isolated(f"{MINE}:hang_after", [2], seconds=60, stall=1.0)
    assert (outcome.error_code, len(outcome.frames)) == ("timeout", 2)


def test_memory_is_limited() -> None:
    outcome = run_isolated(f"{MINE}:eat", [], memory=256 << 20)
    assert outcome.error_code == "memory"
    assert outcome.rss_mb <= 256


def test_a_dying_child_is_a_value() -> None:
    assert run_isolated(f"{MINE}:die", []).error_code == "crashed"


def test_an_error_of_the_function_is_told() -> None:
    outcome = run_isolated(f"{MINE}:fail", [])
    assert outcome.error_code == "crashed"
    assert "no such thing" in (outcome.error_message or "")
    assert outcome.frames == []


def test_a_childs_own_children_end_with_it() -> None:
    outcome = run_isolated(f"{MINE}:start_another", [], seconds=1.5)
    pid = int.from_bytes(outcome.frames[0][1:], "big")
    deadline = time.monotonic() + 10  # a signal takes effect when the machine gets to it
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _alive(pid)


def _alive(pid: int) -> bool:
    """Whether a process runs; one that has ended may wait to be collected."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
