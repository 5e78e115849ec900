"""Progress of a run on the terminal: papers asked for, documents, pages, and what was rejected as it happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.output import harmless
from pipeline.plan import Given
from pipeline.process import Summary


class Meter:
    """A bar that counts papers asked for, then documents and pages. On no terminal it prints one line per document."""

    def __init__(self, bar: Progress, out: Console) -> None:
        self._bar, self._out, self._pages, self._done, self._total = bar, out, 0, 0, 0
        self._task = bar.add_task("reading", total=None, count="0 pages", name="", visible=False)
        self._asking = bar.add_task("asking", total=None, count="papers", name="", visible=False)

    def asking(self, source: str, done: int, of: int) -> None:
        """So many papers of a source were asked for."""
        self._bar.update(self._asking, completed=done, total=of, name=harmless(source), visible=True)
        self._bar.start()

    def pause(self) -> None:
        """Make room for what is printed."""
        self._bar.update(self._asking, visible=False)
        self._bar.stop()

    def planned(self, documents: Sequence[Given]) -> None:
        """The run is about these documents."""
        self._total = len(documents)
        self._bar.update(self._task, total=self._total, visible=True)
        self._bar.start()

    def done(self, given: Given, summary: Summary) -> None:
        """A document has been dealt with."""
        self._pages += summary.pages
        self._done += 1
        name = harmless(given.file_name)
        self._bar.update(self._task, advance=1, count=f"{self._pages} pages", name=name)
        if summary.status == "rejected":
            self._out.print(f"rejected  {name}: {summary.error_code}: {harmless(summary.error_message or '')}")
        elif not self._out.is_terminal:
            how = "unchanged" if summary.reused else "read"
            self._out.print(f"[{self._done}/{self._total}] {how:9} {name} ({summary.pages} pages, {summary.status})")


@contextmanager
def meter(quiet: bool = False) -> Iterator[Meter]:
    """A progress bar on standard error while the body runs; none where it is to be `quiet`."""
    out = Console(stderr=True, highlight=False, markup=False, soft_wrap=True, quiet=quiet)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    bar = Progress(*columns, console=out, transient=True, disable=quiet or not out.is_terminal)
    try:
        yield Meter(bar, out)
    finally:
        bar.stop()
