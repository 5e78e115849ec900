"""Nights that are killed, that meet another night, or that find the disk full: what is there stays whole, the next one mends it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.backup import backup, restore
from pipeline.errors import PipelineError
from pipeline.files import clear_scratch, only_writer
from pipeline.nightly import alone
from pipeline.verify import verify
from pipeline.warehouse import connect

NIGHT = Path(__file__).with_name("one_night.py")
ROOT = Path(__file__).resolve().parents[2]
PAPERS = 12
BUSY = 75


def day_of(meeting: int) -> str:
    return str(dt.date(2020, 1, 6) + dt.timedelta(weeks=meeting))


@pytest.fixture
def papers(site: Any, kit: Any) -> int:
    names = [f"/kaigi/{n}.pdf" for n in range(PAPERS)]
    for n, name in enumerate(names):
        turns = [f"第{n}回の発言{k}。" for k in range(30)]
        site.paper(name, kit.pdf(held_on=day_of(n), items=[{"title": f"案件{n}"}], turns=turns))
    site.index(*[(name, "会議録") for name in names])
    return PAPERS


class Nights:
    """The process that forks the nights of these tests."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count, self.scratch = folder, 0, folder / "scratch"
        self.scratch.mkdir()
        # a scratch of their own, for what killed nights leave is cleared away by any other on the machine
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self.scratch)}
        command = [sys.executable, str(NIGHT)]
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line: object) -> int:
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(line), file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


class Run:
    """One night in a process of its own."""

    def __init__(self, nights: Nights, settings: Any, arguments: tuple[str, ...]) -> None:
        nights.count += 1
        self.nights, self.output = nights, nights.folder / f"{nights.count}.txt"
        self.pid = nights.ask([str(self.output), str(settings.data), str(settings.config), *arguments])

    def end(self, kill: bool = False) -> tuple[int, str]:
        """Its exit code, and what it said."""
        if kill:
            os.kill(self.pid, signal.SIGKILL)
        return self.nights.ask({"wait": self.pid}), self.output.read_text()


Begin = Callable[..., Run]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    made = Nights(tmp_path_factory.mktemp("nights"))
    yield made
    made.process.communicate(timeout=60)


@pytest.fixture
def begin(nights: Nights, settings: Any) -> Begin:
    """Starts a night, or what the arguments say (see one_night.py)."""
    return lambda *arguments, own=settings: Run(nights, own, arguments)


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


def whole(settings: Any) -> None:
    """Nothing half-written lies about, and everything that is kept is what it was."""
    names = [
        p.name for p in settings.data.rglob("*") if p.is_file() and not p.name.endswith((".lock", ".sqlite-wal", ".sqlite-shm"))
    ]
    assert [name for name in names if name.startswith(".") or name.endswith((".new", ".wal"))] == []
    assert verify(settings, settings.warehouse, ()) == []


def change(site: Any, kit: Any, n: int) -> set[str]:
    """One paper says something else, and one is new; gives back the titles of their items."""
    for day, path, words in (
        (day_of(n), f"/kaigi/{n}.pdf", "改めた案件"),
        (day_of(n + 100), f"/kaigi/new-{n}.pdf", "新しい案件"),
    ):
        site.paper(path, kit.pdf(held_on=day, items=[{"title": f"{words}{n}"}]))
    site.index(*[(path, "会議録") for path in site.pages if path.endswith(".pdf")])
    return {f"改めた案件{n}", f"新しい案件{n}"}


def titles(settings: Any) -> set[str]:
    reader = connect(settings.warehouse)
    found = {title for (title,) in reader.execute("SELECT title FROM items").fetchall()}
    reader.close()
    return found


STAGES = {
    "while a page is read": "pipeline.fetch.survey:read_page:1",
    "while a paper is fetched": "pipeline.fetch.client:_save:3",
    "before a paper is in the archive": "pipeline.fetch.papers:put_in_place:1",
    "before the ledger knows the paper": "pipeline.fetch.papers:put_in_place:1+",
    "when the ledger knows the paper": "pipeline.fetch.ledger:FetchLedger.keep:1+",
    "before reading": "pipeline.process:Workshop.process:2",
    "before a stage is written": "pipeline.stages:write_whole:1",
    "while rows are put together": "pipeline.ingest:assembled:1",
    "while the warehouse is built": "pipeline.warehouse:insert:6",
    "before the checks": "pipeline.warehouse:failures:1",
    "between build and swap": "pipeline.warehouse:put_in_place:1",
    "after the swap": "pipeline.warehouse:put_in_place:1+",
    "before the old one is kept": "pipeline.older:os.link:1+",
}


def test_a_night_killed_at_a_stage_is_made_good_by_the_next(
    site: Any, kit: Any, papers: int, settings: Any, night: Any, begin: Begin
) -> None:
    wanted = {f"案件{n}" for n in range(PAPERS)}
    night(keep=100)
    for n, (stage, point) in enumerate(STAGES.items()):
        wanted = wanted - {f"案件{n}"} | change(site, kit, n)
        code, said = begin("nightly", point).end()
        assert code == -signal.SIGKILL, f"{stage}: {said}"
        assert stands(settings) >= papers, stage
        assert night(keep=100).fetched[0].failed == (), stage
        whole(settings)
        assert titles(settings) == wanted, stage
        older = list((settings.warehouse.parent / "older").iterdir())
        assert len(older) == n + 1, f"{stage}: each warehouse that was replaced is kept once"


def test_a_night_killed_while_nothing_changes_leaves_the_same(papers: int, settings: Any, night: Any, begin: Begin) -> None:
    night()
    for point in ("pipeline.repeat:shutil.copyfile:1+", "pipeline.repeat:put_in_place:1", "pipeline.repeat:put_in_place:1+"):
        assert begin("nightly", point).end()[0] == -signal.SIGKILL
        assert stands(settings) == papers
    assert night().report.unchanged
    whole(settings)


# A longer trial: SHINGIKAI_KILLS=300 SHINGIKAI_SEED=7 pytest tests/faults/test_faults_killing.py -k any_moment
KILLS, SEED = int(os.environ.get("SHINGIKAI_KILLS", "6")), int(os.environ.get("SHINGIKAI_SEED", "1"))


def test_a_night_killed_at_any_moment_is_made_good_by_the_next(
    site: Any, kit: Any, papers: int, settings: Any, night: Any, begin: Begin
) -> None:
    """At the n-th opening, renaming, linking, removing, connecting of a night; n by chance, from a seed."""
    dice = random.Random(SEED)
    code, said = begin().end()
    assert code == 0, said
    events, killed = int(said.split("events ")[1]), 0
    for n in range(1, KILLS + 1):
        wanted = change(site, kit, n % PAPERS)
        point = f"io:{dice.randrange(1, events)}"
        where = f"seed {SEED}, kill {n}, {point}"
        code, said = begin("nightly", point).end()
        assert code in (0, -signal.SIGKILL), f"{where}: {said}"
        killed += code != 0
        assert stands(settings) >= papers, where
        if dice.random() < 0.4:
            assert night().fetched[0].failed == (), where
            whole(settings)
            assert wanted <= titles(settings), where
    assert killed >= KILLS // 2
    night()
    assert night().report.unchanged
    whole(settings)


def test_a_child_does_not_outlive_the_night_that_was_killed(site: Any, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real reader, killed while a child reads: its work for nobody ends, and so do its files."""
    site.paper("/kaigi/a.pdf", (ROOT / "data" / "samples" / "nerima_annual.pdf").read_bytes())
    site.index(("a.pdf", "会議録"))
    run = begin("real")
    deadline, children = time.monotonic() + 60, set[int]()
    while not children and time.monotonic() < deadline:
        for place in Path(f"/proc/{run.pid}/task").glob("*/children"):
            children |= {int(number) for number in place.read_text().split()}
    run.end(kill=True)
    monkeypatch.setattr(tempfile, "tempdir", str(run.nights.scratch))
    assert children
    while any(alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [child for child in children if alive(child)] == []
    assert clear_scratch() >= 1
    assert clear_scratch() == 0


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


BACKUPS = ["pipeline.backup:_copied:1", "tarfile:TarFile.add:4", "pipeline.backup:put_in_place:1"]
RESTORES = [
    "tarfile:TarFile._extract_member:5",
    "pipeline.backup:_move:1",
    "pipeline.backup:_move:1+",
    "pipeline.backup:_move:3+",
]


def test_a_backup_or_restore_that_is_killed_can_be_made_again(papers: int, settings: Any, night: Any, begin: Begin) -> None:
    night()
    tar = settings.data.parent / "kept.tar"
    for point in BACKUPS:
        assert begin("backup", point).end()[0] == -signal.SIGKILL
        assert not tar.exists()
    assert backup(settings, tar) == papers
    assert list(tar.parent.glob(".backup-*")) == []
    whole(settings)
    for n, point in enumerate(RESTORES):
        fresh = msgspec.structs.replace(settings, data=settings.data.parent / f"fresh{n}")
        assert begin("restore", point, own=fresh).end()[0] == -signal.SIGKILL, point
        with pytest.raises(PipelineError, match="ended halfway"), alone(fresh):
            pass
        restore(fresh, tar)
        whole(fresh)
        assert stands(fresh) == papers


def test_of_many_nights_at_once_one_is_made(papers: int, settings: Any, begin: Begin) -> None:
    many = [begin() for _ in range(4)]
    codes = sorted(run.end()[0] for run in many)
    assert codes[0] == 0
    assert set(codes) <= {0, BUSY}
    assert stands(settings) == papers
    whole(settings)


def test_of_two_nights_at_once_one_does_nothing(site: Any, papers: int, settings: Any, begin: Begin) -> None:
    with only_writer(settings.data / "nightly"):
        assert begin().end()[0] == BUSY
    assert site.asked == []
    assert begin().end()[0] == 0
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


@pytest.mark.parametrize("free", [20_000, 300_000])
def test_a_full_disk_ends_the_night_and_breaks_nothing(
    free: int, small_disk: Path, papers: int, settings: Any, begin: Begin
) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"0" * (6 * 1024 * 1024 - free))
    code, said = begin().end()
    assert code == 1, said
    assert re.search("disk is full|disk I/O error|No space left", said)
    assert stands(settings) == 0
    filler.unlink()
    assert begin().end()[0] == 0
    assert stands(settings) == papers


@pytest.mark.parametrize("most", [3_000, 400_000])
def test_no_file_may_grow_ends_the_night_and_breaks_nothing(
    most: int, papers: int, site: Any, kit: Any, settings: Any, night: Any, begin: Begin
) -> None:
    """The same where nothing can be mounted: no file may have more than so many bytes."""
    night()
    wanted = change(site, kit, 0)
    code, said = begin("nightly", f"size:{most}").end()
    assert code == 1, said
    assert stands(settings) >= papers
    assert night().fetched[0].failed == ()
    whole(settings)
    assert wanted <= titles(settings)
