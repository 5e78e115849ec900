"""Commands about what persons have put right and decided: `corrections check`."""

from __future__ import annotations

import sys

import typer

from flows.look_commands import File, Form, opened
from flows.output import Format, harmless, write
from pipeline.handcheck import check as checked
from pipeline.handwork import folder_of, read_handwork
from pipeline.settings import load

WRONG, OPEN = 1, 3

corrections_app = typer.Typer(
    help="What persons have put right, and decided on findings (data/corrections).", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(corrections_app, name="corrections")


@corrections_app.command()
def check(warehouse: File = None, form: Form = Format.table) -> None:
    """Say of each entry of data/corrections what it would do to the warehouse. Nothing is changed.

    A correction `applies`; or the papers `agree` with it by now; or it is `stale`: the papers say something else than when it was
    made; or its row is an `unknown row`. Of a decision on findings it is said how many there are. Then run reprocess (or ingest) to apply them.

    An entry puts one column of one row right, or decides on findings (accepted, muted, closed):

        - table: items
          row: mihon-2024-05-01/report-1
          column: title
          value: 窓口業務の委託
          was: 窓ロの委託
          who: 見本花子
          when: 2024-06-01
          why: 印刷を見て直した
        - decision: muted
          code: radicals_folded
          document: minutes.pdf
          who: 見本花子
          when: 2024-06-01
          why: 影響なし

    Exit codes: 0 all fit · 1 an entry is wrong (no run starts with it) · 3 somebody should look at an entry again.
    """
    settings = load()
    work = read_handwork(folder_of(settings.config))
    if not (warehouse or settings.warehouse).exists():
        print("there is no warehouse yet: only how the entries are written is checked", file=sys.stderr)
        signs = []
    else:
        with opened(warehouse) as connection:
            signs = checked(connection, work)
    if signs:
        write(("entry", "state", "about", "words"), [(s.entry, s.state, s.about, s.words) for s in signs], form)
    for words in work.wrong:
        print(harmless(words), file=sys.stderr)
    if form is Format.table:
        count = len(work.corrections) + len(work.decisions) + len(work.wrong)
        looks = sum(not sign.ready for sign in signs)
        print(f"{count} entries, {looks} to look at, {len(work.wrong)} wrong")
    if work.wrong:
        raise typer.Exit(WRONG)
    if any(not sign.ready for sign in signs):
        raise typer.Exit(OPEN)
