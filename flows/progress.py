"""Progress of a run on the terminal: documents, pages, and what was rejected as it happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.output import harmless
from pipeline.plan import Given
from pipeline.process import Summary


class Meter:
    """A bar that counts documents and pages. On no terminal it prints one line per document."""

    def __init__(self, bar: Progress, out: Console) -> None:
        self._bar, self._out, self._pages, self._done, self._total = bar, out, 0, 0, 0
        self._task = bar.add_task("reading", total=None, pages=0, name="")

    def planned(self, documents: Sequence[Given]) -> None:
        """The run is about these documents."""
        self._total = len(documents)
        self._bar.update(self._task, total=self._total)

    def done(self, given: Given, summary: Summary) -> None:
        """A document has been dealt with."""
        self._pages += summary.pages
        self._done += 1
        name = harmless(given.file_name)
        self._bar.update(self._task, advance=1, pages=self._pages, name=name)
        if summary.status == "rejected":
            self._out.print(f"rejected  {name}: {summary.error_code}: {harmless(summary.error_message or '')}")
        elif not self._out.is_terminal:
            how = "unchanged" if summary.reused else "read"
            self._out.print(f"[{self._done}/{self._total}] {how:9} {name} ({summary.pages} pages, {summary.status})")


@contextmanager
def meter() -> Iterator[Meter]:
    """A progress bar on standard error while the body runs."""
    out = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pages]} pages"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        yield Meter(bar, out)
