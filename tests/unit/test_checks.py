from parsers.checks import check
from schemas.document import Block, Cell, Document, FlowTable, Paragraph, Table
from schemas.parsed import Parsed
from schemas.rows import Attendance, Incident, Meeting, Turn
from schemas.text import Glyph, Region, Text

PLACE = (Region(1, 0, 0, 10, 10),)


def words(s: str, x: float, y: float) -> Text:
    return Text(s, [Glyph(1, x + 5 * n, y, x + 5 * n + 5, y + 10) for n in range(len(s))])


def document(*rows: tuple[str, ...]) -> Document:
    cells = [
        Cell(r, c, lines=(words(s, 100 * c, 20 * r),) if s else (), box=Region(1, 100 * c, 20 * r, 100 * c + 100, 20 * r + 20))
        for r, row in enumerate(rows)
        for c, s in enumerate(row)
    ]
    table = Table(cells, (Region(1, 0, 0, 100 * len(rows[0]), 20 * len(rows)),))
    return Document("d" * 16, "見本.pdf", [], [FlowTable([Block("table", 1, 1, table=table)], table)], [])


def findings(doc: Document, parsed: Parsed | None = None) -> list[str]:
    parsed = parsed or Parsed()
    check(doc, parsed)
    return [f.code for f in parsed.findings]


def test_a_total_that_adds_up_is_no_finding() -> None:
    assert (
        findings(
            document(("区分", "窓口", "郵送", "計"), ("見本の届", "12人", "30人", "42人"), ("別の届", "1人", "2人", "3人"))
        )
        == []
    )
    assert findings(document(("区分", "件数"), ("甲", "12"), ("乙", "30"), ("合計", "42"))) == []


def test_a_total_that_does_not_add_up_is_one() -> None:
    assert findings(
        document(("区分", "窓口", "郵送", "計"), ("見本の届", "12人", "30人", "43人"), ("別の届", "1人", "2人", "3人"))
    ) == ["sum_differs"]
    assert findings(document(("区分", "件数"), ("甲", "12"), ("乙", "30"), ("合計", "41"))) == ["sum_differs"]


def meeting(stated: str) -> Parsed:
    parsed = Parsed()
    parsed.add(Meeting(document_id="d" * 16, regions=PLACE, meeting_id="x-2024-05-01", ward="x"))
    for name in ("見本一郎", "見本二郎", "見本三郎"):
        parsed.add(Attendance(document_id="d" * 16, regions=PLACE, meeting_id="x-2024-05-01", person_name=name))
    parsed.add(
        Turn(
            document_id="d" * 16,
            regions=PLACE,
            turn_id="x-2024-05-01/turn-001",
            meeting_id="x-2024-05-01",
            seq=1,
            kind="speech",
            text=stated,
        )
    )
    return parsed


def test_the_stated_attendance_is_held_against_the_list() -> None:
    empty = Document("d" * 16, "見本.pdf", [], [], [])
    assert findings(empty, meeting("本日は委員3名のうち2名が会場におります。")) == []
    assert findings(empty, meeting("本日は委員５名のうち２名が会場におります。")) == ["attendance_differs"]


def test_the_stated_number_of_those_present_is_held_against_the_list() -> None:
    empty = Document("d" * 16, "見本.pdf", [], [], [])
    assert findings(empty, meeting("本日の出席委員は３名です。過半数の出席が必要です。")) == []
    assert findings(empty, meeting("本日の出席委員は二名です。")) == ["attendance_differs"]


def test_a_stated_total_of_mishaps_is_held_against_the_rows() -> None:
    def told(sentence: str) -> list[str]:
        parsed = Parsed()
        for n in (1, 2):
            parsed.add(
                Incident(document_id="d" * 16, regions=PLACE, incident_id=f"x/incident-{n}", description="葉書を取り違えた。")
            )
        paragraph = Paragraph([Block("paragraph", 1, 1, (words(sentence, 10, 10),))])
        return findings(Document("d" * 16, "見本.pdf", [], [paragraph], []), parsed)

    assert told("今年度の事務処理ミスは、2件でした。") == []
    assert told("今年度の事務処理ミスは、合計３件でした。") == ["count_differs"]
    assert told("今年度の届出は、9件でした。") == []


def test_rates_do_not_add_up() -> None:
    assert (
        findings(document(("区分", "窓口", "郵送", "計"), ("利用率", "0.2", "0.3", "0.25"), ("見本の届", "1人", "2人", "3人")))
        == []
    )
