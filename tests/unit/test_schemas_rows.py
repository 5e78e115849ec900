import datetime as dt

import pytest

from schemas import ids
from schemas.codes import CODES, FINDINGS
from schemas.rows import ROWS, Opinion, ProvenanceError, Read
from schemas.text import Region


def test_a_row_without_a_place_does_not_exist() -> None:
    with pytest.raises(ProvenanceError):
        Opinion(document_id="0" * 16, regions=(), item_id="x/consultation-1", seq=1, text="見本")
    row = Opinion(document_id="0" * 16, regions=(Region(1, 0, 0, 1, 1),), item_id="x/consultation-1", seq=1, text="見本")
    assert row.key() == ("item_id", "seq")


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.TABLE.name)
def test_every_table_says_what_it_is(row: type) -> None:
    assert row.TABLE.ja  # type: ignore[attr-defined]
    assert row.TABLE.en  # type: ignore[attr-defined]
    assert row.key()  # type: ignore[attr-defined]
    for column in row.columns():  # type: ignore[attr-defined]
        assert column.col.ja
        assert column.col.en
        assert column.col.code is None or column.col.code in CODES


def test_every_code_has_one_row_with_both_labels() -> None:
    for name, codes in CODES.items():
        assert len({c.code for c in codes}) == len(codes), name
        assert all(c.ja and c.en for c in codes), name
    assert {c.code for c in CODES["code"]} == {f.code for f in FINDINGS}


def test_rows_read_from_documents_say_where() -> None:
    without = {r.TABLE.name for r in ROWS if not issubclass(r, Read)}
    assert without == {"documents", "pages", "qa_links", "entities", "findings", "runs", "id_history"}


def test_ids_are_readable() -> None:
    meeting = ids.meeting_id("minato", dt.date(2022, 6, 1))
    assert meeting == "minato-2022-06-01"
    assert ids.meeting_id("minato", None, "12", "14") == "minato-t12-s14"
    assert ids.meeting_id("minato", dt.date(2022, 6, 1), council="ethics") == "minato-ethics-2022-06-01"
    assert ids.item_id(meeting, "consultation", "諮問第４５７号") == "minato-2022-06-01/consultation-457"
    assert ids.item_id(meeting, "confirmation", None, 1) == "minato-2022-06-01/confirmation-u1"
    assert ids.turn_id(meeting, 12) == "minato-2022-06-01/turn-012"
    with pytest.raises(ValueError, match="day or a session"):
        ids.meeting_id("minato", None)
