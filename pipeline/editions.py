"""The warehouses that stand: the newest and the older ones beside it. Which there are, which stood when, and how to go back."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from pipeline.changes import Counts, compared, counted
from pipeline.errors import NotAWarehouseError, PipelineError
from pipeline.files import only_writer, put_in_place
from pipeline.older import older, settle, spare
from pipeline.warehouse import connect, ledger
from schemas.rows import RunRow


class Edition(Struct, frozen=True, kw_only=True):
    """A warehouse with the run that made it (`run`) and the last that found nothing new to say (`last`)."""

    path: Path
    current: bool
    run: RunRow
    last: RunRow
    runs: tuple[RunRow, ...]
    items: int
    findings: int
    byte_size: int


def editions(target: Path) -> list[Edition]:
    """The newest warehouse and the older ones, the newest first. Raises NotAWarehouseError where there is none."""
    if not target.exists():
        raise NotAWarehouseError(f"there is no warehouse {target}; make one with: shingikai ingest FOLDER")
    return [_edition(path, current=path == target) for path in (target, *older(target))]


def _edition(path: Path, *, current: bool) -> Edition:
    runs = sorted(ledger(path).runs, key=lambda run: (run.started_at, run.run_id))
    made = next(n for n in range(len(runs)) if all(run.content_hash == runs[-1].content_hash for run in runs[n:]))
    connection = connect(path, any_version=True)
    try:
        ((items, findings),) = connection.execute(
            "SELECT (SELECT count(*) FROM items), (SELECT count(*) FROM findings)"
        ).fetchall()
    finally:
        connection.close()
    return Edition(
        path=path,
        current=current,
        run=runs[made],
        last=runs[-1],
        runs=tuple(runs),
        items=items,
        findings=findings,
        byte_size=path.stat().st_size,
    )


def stood(target: Path, when: str) -> Path:
    """The warehouse that stood at a run (its id or the beginning of it), at the beginning of a day (2024-06-01, by this machine's
    clock), or that a path names. Raises PipelineError where it is not kept."""
    if Path(when).is_file():
        return Path(when)
    kept = editions(target)
    runs = sorted({run.run_id: run for one in kept for run in one.runs}.values(), key=lambda run: (run.started_at, run.run_id))
    run = _run(runs, when)
    found = next((one.path for one in kept if one.last.content_hash == run.content_hash), None)
    if found is None:
        raise PipelineError(f"the warehouse of run {run.run_id} is not kept any more; those that are: shingikai warehouses")
    return found


def _run(runs: Sequence[RunRow], when: str) -> RunRow:
    try:
        day = dt.datetime.combine(dt.date.fromisoformat(when), dt.time()).astimezone(dt.UTC).replace(tzinfo=None)
    except ValueError:
        fitting = [run for run in runs if run.run_id.startswith(when)]
        if len(fitting) != 1:
            many = f"{len(fitting)} runs begin with {when}" if fitting else f"{when} is no day, no run and no file"
            raise PipelineError(f"{many}; runs are listed by: shingikai warehouses") from None
        return fitting[0]
    before = [run for run in runs if run.started_at < day]
    if not before:
        raise PipelineError(f"there was no warehouse before {when}; the first run was on {runs[0].started_at:%Y-%m-%d}")
    return before[-1]


def restore_edition(target: Path, run: str, keep: int, *, dry_run: bool = False) -> tuple[Edition, Counts]:
    """Put an older warehouse back in place; the one that is replaced goes among the older ones. Gives back which it was and what it
    says otherwise than the newest. With `dry_run` nothing is done. Raises PipelineError."""
    with only_writer(target):
        kept = editions(target)
        found = [one for one in kept if not one.current and one.last.run_id.startswith(run)]
        if len(found) != 1:
            many = "several older warehouses have" if found else "no older warehouse has"
            raise PipelineError(f"{many} a run that begins with {run}; they are listed by: shingikai warehouses")
        (chosen,) = found
        connect(chosen.path).close()  # one of another version could not be read
        with compared(target, chosen.path) as connection:
            counts = counted(connection)
        if not dry_run:
            new = target.with_name(f"{target.name}.new")
            try:
                shutil.copyfile(chosen.path, new)
                held = spare(target)
                put_in_place(new, target)
                if held:
                    settle(held, target, [one.run_id for one in kept[0].runs], max(keep, 1))
                chosen.path.unlink(missing_ok=True)
            finally:
                new.unlink(missing_ok=True)
        return chosen, counts
