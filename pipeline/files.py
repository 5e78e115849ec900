"""Files written as a whole or not at all, folders for passing files, and locks between runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import BusyError

SCRATCH = "shingikai-"


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that is written beside, flushed to disk and put in place: a reader sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all."""
    with written_whole(path) as file:
        file.write(content)


def put_in_place(new: Path, target: Path) -> None:
    """Flush a finished file to disk and put it in the place of the old one; open readers keep the old one."""
    for place in (new, None):
        handle = os.open(place or target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if place:
            place.replace(target)


@contextmanager
def only_writer(target: Path) -> Iterator[None]:
    """Hold the lock on a file that is about to be replaced. Raises BusyError where another run holds it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / f".{target.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"another run is writing {target}; wait until it has ended") from error
        yield


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for files that nobody needs afterwards. Its name tells whose it is, so that `clear_scratch` can find those that
    killed processes have left."""
    with tempfile.TemporaryDirectory(prefix=f"{SCRATCH}{os.getpid()}-") as folder:
        yield Path(folder)


def clear_scratch() -> int:
    """Remove the scratch folders of this user whose processes are gone; gives back how many."""
    count = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*-*"):
        owner = folder.name.removeprefix(SCRATCH).partition("-")[0]
        if owner.isdigit() and folder.stat().st_uid == os.getuid() and not _alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        return True
    return True
