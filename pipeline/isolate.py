"""One document's work in a child process of its own, with limits on memory and time.

A hostile PDF can hang a reader, eat all memory or kill the process; none of that may reach the others. The child gets the name
of a function and its arguments, and hands back frames: one for each item that the function yields, or one for its result.
What had been handed back when a child died is kept.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from pipeline.extract.advice import ErrorCode, advice
from pipeline.files import scratch
from pipeline.settings import ROOT

POLL = 0.02
"""Seconds between two looks at a child."""
OUT_OF_MEMORY, FAILED = 77, 78
"""Exit codes of a child that ran out of memory, or whose function raised an error (its words come in a flagged frame)."""
NEAR = 0.7
"""A child that dies with this share of its memory limit in use has died of it."""
GIVE_BACK = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""For the GNU C library: without these it keeps what it once took, and a child has for ever what one page with pictures needed."""
FRAME_HEAD = 4
ERROR_FLAG = 1 << 31
"""Set in the length of the frame that holds the words of an error."""


class Limits(Struct, frozen=True, kw_only=True):
    """What a document may cost. `seconds` for all its children together, `stall` without a new frame, `memory` in bytes for
    each child. A document with more `pages` is refused; one that makes good progress (`pace` pages a second) may take longer.
    """

    seconds: float = 50.0
    stall: float = 12.0
    memory: int = 1 << 30
    pages: int = 3000
    pace: float = 5.0


class Job(Struct, frozen=True):
    """What a child is asked to do: `target` is `module:function`, `output` the file for its frames, `memory` in bytes, `parent`
    the process that waits for it."""

    target: str
    args: list[Any]
    output: str
    memory: int
    cpu_seconds: int
    parent: int


class Outcome(Struct):
    """What a child gave: its frames (msgpack; none where each was handed on as it came), and an error where it did not end well."""

    frames: list[bytes]
    error_code: ErrorCode | None = None
    error_message: str | None = None
    seconds: float = 0.0
    rss_mb: float = 0.0

    @property
    def value(self) -> Any:
        """The decoded result of a function that returns one; raises IndexError where there is none."""
        return msgspec.msgpack.decode(self.frames[0])


def run_isolated(
    target: str,
    args: list[Any],
    *,
    seconds: float = 60.0,
    memory: int = 1 << 30,
    stall: float | None = None,
    pace: float | None = None,
    on_frame: Callable[[bytes], None] | None = None,
) -> Outcome:
    """Calls `module:function` with msgpack-able arguments in a child process.

    The child is killed, with all it started, after `seconds` (longer while it hands back `pace` frames a second), or after
    `stall` seconds without a new frame. With `on_frame` each frame is handed to it as it arrives, and not kept.
    """
    with scratch() as folder:
        output = folder / "frames"
        output.touch()
        job = Job(target, args, str(output), memory, int(seconds) * 4 + 30, os.getpid())
        return _Child(job, on_frame).run(seconds, stall or seconds, pace)


class _Child:
    """A running child; reads its frames while it works."""

    def __init__(self, job: Job, on_frame: Callable[[bytes], None] | None) -> None:
        self.job, self.on_frame = job, on_frame
        self.frames: list[bytes] = []
        self.count = 0
        self.rest = b""
        self.error = ""
        self.top_memory = self.top_resident = 0
        self.started = self.last_frame = time.monotonic()

    def run(self, seconds: float, stall: float, pace: float | None) -> Outcome:
        command = [sys.executable, "-m", "pipeline.extract.child"]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(), cwd=ROOT,
            start_new_session=True,
        )  # fmt: skip
        try:
            self._send(process)
            with Path(self.job.output).open("rb") as stream:
                late = self._watch(process, stream, seconds, stall, pace)
                _kill_group(process)
                status, usage = self._wait(process)
                self._collect(stream)
        finally:
            _kill_group(process)
        spent = time.monotonic() - self.started
        # where the system tells no peak while the child lives: its last account, which may count the parent's memory before exec
        rss = self.top_resident / (1 << 20) or usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)
        code, message = self._verdict(status, late, rss, spent)
        return Outcome(self.frames, code, message, spent, rss)

    def _send(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(msgspec.msgpack.encode(self.job))
            process.stdin.close()
        except BrokenPipeError:
            return  # the child died at once; its exit status says why

    def _watch(
        self, process: subprocess.Popen[bytes], stream: BinaryIO, seconds: float, stall: float, pace: float | None
    ) -> str | None:
        """Waits for the end; says which limit was passed, if one was."""
        while True:
            ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is not None:
                return None
            self._collect(stream)
            space, resident = _memory_of(process.pid)
            self.top_memory, self.top_resident = max(self.top_memory, space), max(self.top_resident, resident)
            now = time.monotonic()
            spent = now - self.started
            if spent > seconds and (pace is None or self.count < pace * spent):
                return f"{seconds:.0f} s"
            if now - self.last_frame > stall:
                return f"{stall:.0f} s"
            time.sleep(POLL)

    def _wait(self, process: subprocess.Popen[bytes]) -> tuple[int, Any]:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, usage

    def _collect(self, stream: BinaryIO) -> None:
        """Takes the frames that are complete."""
        self.rest += stream.read()
        while len(self.rest) >= FRAME_HEAD:
            head = int.from_bytes(self.rest[:FRAME_HEAD], "big")
            end = FRAME_HEAD + head % ERROR_FLAG
            if len(self.rest) < end:
                return
            frame, self.rest = self.rest[FRAME_HEAD:end], self.rest[end:]
            if head >= ERROR_FLAG:
                self.error = str(msgspec.msgpack.decode(frame))
                continue
            self.count += 1
            self.last_frame = time.monotonic()
            if self.on_frame:
                self.on_frame(frame)
            else:
                self.frames.append(frame)

    def _verdict(self, status: int, late: str | None, rss: float, spent: float) -> tuple[ErrorCode | None, str | None]:
        limit = self.job.memory
        full = f"{limit / (1 << 20):.0f} MiB"
        if late:
            return "timeout", advice("timeout", late)
        if status == 0:
            return None, None
        if status == OUT_OF_MEMORY or (status < 0 and max(rss * (1 << 20), self.top_memory) > NEAR * limit):
            return "memory", advice("memory", full)
        if status == FAILED:
            return "crashed", advice("crashed", self.error)
        return "crashed", advice("crashed", f"signal {-status}" if status < 0 else f"exit code {status}")


def _environment() -> dict[str, str]:
    """The child finds our packages wherever the parent was started, keeps to one thread, and gives large pieces of memory back."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return os.environ | single | GIVE_BACK | {"PYTHONPATH": os.pathsep.join(p for p in paths if p), "PYTHONHASHSEED": "0"}


def _memory_of(pid: int) -> tuple[int, int]:
    """Address space and peak resident memory of a process in bytes; zeros where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0, 0
    kib = {
        name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines) if name in ("VmPeak", "VmHWM")
    }
    return kib.get("VmPeak", 0) << 10, kib.get("VmHWM", 0) << 10


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Ends the child and everything it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
