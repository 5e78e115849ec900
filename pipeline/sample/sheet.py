"""The sheet of a sample as CSV: one line for each field of each row drawn, for a person to fill in; and the same read back.

Every line names its stratum and the stratum's size, so that the sheet alone is enough to weigh what was found. The columns that
a person fills in: `verdict` (right, wrong, unclear; also 正, 誤, 不明 and ○, ×), `should_be`, `remark`. On a blind sheet `value` is
empty and the person writes what the page says into `should_be`, `-` where it says nothing.
"""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from pipeline.errors import PipelineError
from pipeline.files import write_whole
from pipeline.harmless import guarded

COLUMNS = (
    "table", "row_id", "stratum", "stratum_size", "field", "value", "verdict", "should_be", "remark", "drawn_on", "content_hash",
)  # fmt: skip
RIGHT, WRONG, UNCLEAR, OPEN = "right", "wrong", "unclear", ""
VERDICTS = {
    OPEN: OPEN,
    **dict.fromkeys(("right", "r", "ok", "1", "正", "○", "〇", "◯"), RIGHT),
    **dict.fromkeys(("wrong", "w", "0", "誤", "×", "✕", "x"), WRONG),
    **dict.fromkeys(("unclear", "?", "？", "不明", "△"), UNCLEAR),
}
NOTHING = "-"
"""What a person writes where the page says nothing."""
BLIND = "(blind)"


class Line(Struct, frozen=True, kw_only=True):
    """A field of a row drawn, and what a person says of it. `value` None: the sheet is blind."""

    table: str
    row_id: str
    stratum: str
    stratum_size: int
    field: str
    value: str | None
    verdict: str = OPEN
    should_be: str = ""
    remark: str = ""
    drawn_on: str = ""
    content_hash: str = ""

    def said(self) -> str | None:
        """What stands on the page in the person's eyes; None where the person has not said it."""
        if self.value is None or self.verdict == WRONG:
            if not self.should_be:
                return None if self.value is None else f"({WRONG})"
            return "" if self.should_be == NOTHING else even(self.should_be)
        return even(self.value) if self.verdict == RIGHT else None


def even(words: str) -> str:
    """Words with the differences of width and blanks taken out that two persons' keyboards make."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def written(lines: Iterable[Line]) -> bytes:
    """The sheet, for Excel: UTF-8 with a byte order mark, and no cell that is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        values = [BLIND if name == "value" and line.value is None else str(getattr(line, name)) for name in COLUMNS]
        writer.writerow([guarded(value) for value in values])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def keep(lines: Sequence[Line], folder: Path) -> Path:
    """Put a checked sheet among those that the next load reads; gives back where it is. The same sheet is kept once."""
    data = written(lines)
    path = folder / f"{lines[0].table}-{hashlib.sha256(data).hexdigest()[:8]}.csv"
    write_whole(path, data)
    return path


def read(path: Path) -> tuple[Line, ...]:
    """A sheet, as a spreadsheet has saved it: UTF-8 or Shift_JIS, parted by commas, semicolons or tabs.

    Raises PipelineError with the line and what is wrong with it.
    """
    try:
        text = _text(path.read_bytes())
        head = text.partition("\n")[0]
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
        header = [name.strip() for name in next(rows, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise PipelineError(f"{path.name}: this is no sheet of shingikai sample: there is no column {', '.join(missing)}")
        lines = [_line(path, rows.line_num, dict(zip(header, row, strict=False))) for row in rows if any(row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise PipelineError(f"{path.name}: save it as CSV (UTF-8): {error}") from error
    if not lines:
        raise PipelineError(f"{path.name}: there is no line in it")
    _check(path, lines)
    return tuple(lines)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")


def _line(path: Path, number: int, cells: dict[str, str]) -> Line:
    cells = {name: _unguarded(value) for name, value in cells.items()}
    short = [name for name in COLUMNS if name not in cells]
    if short:
        raise PipelineError(f"{path.name}, line {number}: the line ends before {short[0]}")
    verdict = unicodedata.normalize("NFKC", cells["verdict"]).strip().lower()
    verdict = VERDICTS.get(verdict, VERDICTS.get(cells["verdict"].strip(), "no"))
    if verdict == "no":
        raise PipelineError(
            f"{path.name}, line {number}: the verdict {cells['verdict']!r} must be right, wrong or unclear (正, 誤, 不明)"
        )
    if not cells["stratum_size"].strip().isdigit():
        raise PipelineError(
            f"{path.name}, line {number}: stratum_size {cells['stratum_size']!r} is no number; leave it as it was"
        )
    known = {name: cells[name] for name in COLUMNS if name not in ("verdict", "stratum_size", "value")}
    value = None if cells["value"] == BLIND else cells["value"]
    should_be = cells["should_be"].strip()
    return Line(**(known | {"should_be": should_be}), stratum_size=int(cells["stratum_size"]), value=value, verdict=verdict)


def _unguarded(value: str) -> str:
    """A cell without the apostrophe that kept the spreadsheet from taking it for a formula."""
    return value[1:] if value.startswith("'") and guarded(value[1:]) == value else value


def _check(path: Path, lines: list[Line]) -> None:
    seen = set()
    sizes: dict[str, int] = {}
    for line in lines:
        if (line.row_id, line.field) in seen:
            raise PipelineError(f"{path.name}: {line.field} of {line.row_id} stands in it twice")
        seen.add((line.row_id, line.field))
        if sizes.setdefault(line.stratum, line.stratum_size) != line.stratum_size:
            raise PipelineError(f"{path.name}: the stratum {line.stratum} has two sizes; leave stratum_size as it was")
    if len({line.table for line in lines}) > 1:
        raise PipelineError(f"{path.name}: rows of several tables; read each sheet by itself")
    if len({line.value is None for line in lines}) > 1:
        raise PipelineError(f"{path.name}: some values were written over {BLIND}; write them into should_be")
