"""Nights that are killed, that meet another night, or that find the disk full: what is there stays whole, the next one mends it."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.files import only_writer
from pipeline.verify import verify
from pipeline.warehouse import connect

NIGHT = Path(__file__).with_name("one_night.py")
ROOT = Path(__file__).resolve().parents[2]
PAPERS = 12
BUSY = 75


@pytest.fixture
def papers(site: Any, kit: Any) -> int:
    names = [f"/kaigi/{n}.pdf" for n in range(PAPERS)]
    for n, name in enumerate(names):
        turns = [f"第{n}回の発言{k}。" for k in range(30)]
        site.paper(name, kit.pdf(held_on=f"2024-{n + 1:02d}-01", items=[{"title": f"案件{n}"}], turns=turns))
    site.index(*[(name, "会議録") for name in names])
    return PAPERS


def begin(settings: Any) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(NIGHT), str(settings.data), str(settings.config)]
    night = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert night.stdout
    assert night.stdout.readline() == "begun\n"
    return night


def stands(settings: Any) -> int:
    """How many papers the warehouse has; everything that is kept is whole."""
    for path in settings.archive.glob("??/*.pdf"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    if not settings.warehouse.exists():
        return 0
    reader = connect(settings.warehouse)
    count = int(reader.execute("SELECT count(*) FROM documents WHERE status = 'loaded'").fetchall()[0][0])
    reader.close()
    return count


def test_a_night_that_is_killed_leaves_nothing_broken(site: Any, kit: Any, papers: int, settings: Any, night: Any) -> None:
    start = time.monotonic()
    whole = begin(settings)
    whole.communicate(timeout=120)
    length = time.monotonic() - start
    assert whole.returncode == 0
    assert stands(settings) == papers
    shutil.rmtree(settings.data)
    dice, before = random.Random(), 0
    for attempt in range(8):
        killed = begin(settings)
        time.sleep(dice.uniform(0, length))
        killed.send_signal(signal.SIGKILL)
        killed.communicate(timeout=30)
        now = stands(settings)
        assert now >= before
        before = now
        site.paper(
            f"/kaigi/{attempt}.pdf", kit.pdf(held_on=f"2024-{attempt + 1:02d}-01", items=[{"title": f"改めた案件{attempt}"}])
        )
    done = night()
    assert done.fetched[0].failed == ()
    assert done.report.run.documents_loaded >= papers
    assert verify(settings, settings.warehouse, ()) == []
    left = [
        p for p in settings.data.rglob("*") if p.is_file() and (".fetching-" in p.name or p.name.endswith((".new", ".spare")))
    ]
    assert left == []
    assert night().report.unchanged


def test_of_two_nights_at_once_one_does_nothing(site: Any, papers: int, settings: Any) -> None:
    with only_writer(settings.data / "nightly"):
        second = begin(settings)
        second.communicate(timeout=120)
    assert second.returncode == BUSY
    assert site.asked == []
    third = begin(settings)
    third.communicate(timeout=120)
    assert third.returncode == 0
    assert stands(settings) == papers


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    place = tmp_path / "data"
    place.mkdir()
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("needs the right to mount")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("a tmpfs cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("free", [20_000, 60_000, 300_000])
def test_a_full_disk_ends_the_night_and_breaks_nothing(
    free: int, small_disk: Path, site: Any, papers: int, settings: Any
) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"0" * (6 * 1024 * 1024 - free))
    night = begin(settings)
    said, _ = night.communicate(timeout=120)
    assert night.returncode == 1, said
    assert re.search("disk is full|disk I/O error|No space left", said)
    assert stands(settings) == 0
    filler.unlink()
    again = begin(settings)
    again.communicate(timeout=120)
    assert again.returncode == 0
    assert stands(settings) == papers
