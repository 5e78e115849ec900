"""The child's side of `pipeline.isolate`: sets the limits, calls the function, writes its frames.

The job comes as msgpack on standard input. A frame is four bytes of length (big-endian; `ERROR_FLAG` may be
set) and as many bytes of msgpack.
"""

from __future__ import annotations

import importlib
import inspect
import os
import resource
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pipeline.isolate import ERROR_FLAG, FAILED, FRAME_HEAD, OUT_OF_MEMORY, Job

DEEP = 3000
"""Nested structures deeper than this are an attack; pdfminer follows them with Python's own stack."""
WATCH = 0.5
"""Seconds between two looks whether the parent is there."""


def main() -> int:
    """Does the job on standard input; the exit code says how it ended."""
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    _limit(job)
    threading.Thread(target=_end_with, args=(job.parent,), daemon=True).start()
    with Path(job.output).open("ab", buffering=0) as stream:
        try:
            _work(job, stream)
        except MemoryError:
            return OUT_OF_MEMORY
        except Exception as error:  # the parent must hear of any error, whatever its kind
            _write(stream, f"{type(error).__name__}: {error}"[:300], ERROR_FLAG)
            return FAILED
    return 0


def _work(job: Job, stream: BinaryIO) -> None:
    module, _, name = job.target.partition(":")
    result = getattr(importlib.import_module(module), name)(*job.args)
    if inspect.isgenerator(result):
        for item in result:
            _write(stream, item)
    else:
        _write(stream, result)


def _write(stream: BinaryIO, item: Any, flag: int = 0) -> None:
    content = msgspec.msgpack.encode(item)
    stream.write((len(content) | flag).to_bytes(FRAME_HEAD, "big"))
    stream.write(content)


def _end_with(parent: int) -> None:
    """Ends this process when the one that waits for it is gone: work for nobody would go on beside the next run."""
    while os.getppid() == parent:
        time.sleep(WATCH)
    os._exit(FAILED)


def _limit(job: Job) -> None:
    sys.setrecursionlimit(DEEP)
    for kind, most in ((resource.RLIMIT_AS, job.memory), (resource.RLIMIT_CPU, job.cpu_seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    sys.exit(main())
