"""Other matters and meetings that a text names."""

from __future__ import annotations

import datetime as dt

import pytest

from parsers.grammar.followup import ENOUGH, share
from parsers.grammar.references import digits, references


def seen(text: str) -> list[tuple[object, ...]]:
    return [(r.kind, r.number, r.relation, r.when, r.year) for r in references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和2年度 諮問第12号で承認済", ("consultation", "諮問第12号", "approved", "令和2年度", 2020)),
        (
            "封筒の印刷は諮問番号第7号で平成25年3月28日了承済み。",
            ("consultation", "諮問番号第7号", "approved", "平成25年3月28日", 2012),
        ),
        ("前回の諮問第3号について", ("consultation", "諮問第3号", "named", "前回の", None)),
        ("報告No.4により報告済み", ("report", "報告No.4", "reported", None, None)),
        ("諮問第十二号「花の種の配布」に封筒の印刷を追加する", ("consultation", "諮問第十二号", "changed", None, None)),
        ("審議会 令和元年9月2日 諮問第 6 号", ("consultation", "諮問第6号", "named", "令和元年9月2日", 2019)),
    ],
)
def test_a_matter_with_what_is_said_of_it(text: str, expected: tuple[object, ...]) -> None:
    assert seen(text) == [expected]


def test_numbers_in_a_row_are_matters_of_their_own() -> None:
    assert [r.number for r in references("諮問第5号及び第6号、第8号で承認を得た")] == ["諮問第5号", "第6号", "第8号"]
    assert {r.relation for r in references("諮問第5号及び第6号で承認を得た")} == {"approved"}


@pytest.mark.parametrize(
    "text", ["諮問第 号", "審議会 年 月 日 諮問第 号", "条例第16条第2号", "諮問事項が5件", "第3回目の通知"]
)
def test_blank_templates_and_articles_name_no_matter(text: str) -> None:
    assert seen(text) == []


def test_a_meeting_is_named_by_term_and_session_or_by_year_and_session() -> None:
    (one,) = references("第三期・第14回見本審議会要録(案)の確認")
    assert (one.kind, one.term, one.session, one.relation) == (None, 3, 14, "confirmed")
    (other,) = references("令和4年度第2回審議会において説明した")
    assert (other.term, other.session, other.year) == (None, 2, 2022)


def test_a_day_is_a_day() -> None:
    text = "(審議会 令和4年1月24日 諮問第6号)"
    (found,) = references(text)
    assert found.cited_on == dt.date(2022, 1, 24)
    assert found.clause == (0, len(text))


def test_the_date_of_another_clause_is_not_that_of_the_matter() -> None:
    (found,) = references("令和4年6月現在、花壇は三つある。諮問第9号で承認を得た。")
    assert (found.when, found.year) == (None, None)


def test_digits_tell_numbers_apart() -> None:
    assert digits("第三百六十五号") == digits("諮問No. 365") == "365"
    assert digits(None) == digits("諮問") == ""


def test_a_report_is_like_what_it_answers() -> None:
    assert share("朝顔の苗の配布に関する葉書による案内について", "朝顔の苗の配布について葉書で案内すること") >= ENOUGH
    assert share("年次の集計の報告", "朝顔の苗の配布について葉書で案内すること") < ENOUGH
    assert share("案内", "案内") == 0.0
