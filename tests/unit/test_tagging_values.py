"""Dates, amounts and numbers with their values."""

from __future__ import annotations

import pytest

from parsers.tagging import Facts, Tagger


def values(text: str, label: str, year: int | None = None) -> list[tuple[str, str | None]]:
    spans = Tagger(Facts(year=year)).tag(text)
    return [(text[s.start : s.end], s.value) for s in spans if s.label == label]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("令和 6 年 4 月 1 日（月）に始める", "令和 6 年 4 月 1 日（月）", "2024-04-01"),
        ("R3.9.30現在", "R3.9.30", "2021-09-30"),
        ("令和元年度の実績", "令和元年度", "FY2019"),
        ("毎年10月1日に調べる", "10月1日", "--10-01"),
        ("平成30年2月下旬", "平成30年2月下旬", "2018-02-下旬"),
    ],
)
def test_dates(text: str, words: str, value: str) -> None:
    assert values(text, "DATE", 2024) == [(words, value)]


def test_years_are_inherited() -> None:
    assert values("令和5年12月から翌年3月まで、5月に中間報告", "DATE") == [
        ("令和5年12月", "2023-12"), ("翌年3月", "2024-03"), ("5月", "2024-05"),
    ]  # fmt: skip
    assert values("【5年2月】", "DATE", 2022) == [("5年2月", "2023-02")]
    assert values("今年の6月", "DATE", 2021) == [("今年の6月", "2021-06")]


def test_january_of_a_fiscal_year_is_in_the_next_year() -> None:
    assert values("令和4年度の予定は、6月と1月", "DATE")[1:] == [("6月", "2022-06"), ("1月", "2023-01")]


def test_the_date_of_a_law_is_no_date() -> None:
    assert values("見本法（平成11年法律第200号）", "DATE") == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("約4万2,000人に送る", "約4万2,000人", "42000"),
        ("15～20万件の照会", "15～20万件", "150000/200000"),
        ("回答は62.5%だった", "62.5%", "0.625"),
        ("月に2回行う", "月に2回", "2"),
        ("紛失（7名分）", "7名分", "7"),
        ("対象…30件", "30件", "30"),
    ],
)
def test_quantities(text: str, words: str, value: str) -> None:
    assert values(text, "QUANTITY") == [(words, value)]


@pytest.mark.parametrize(
    "text", ["第4回", "2つ目の論点", "1人ひとり", "5個人情報の保護", "12 業務の登録", "3歳児健診", "第5号"]
)
def test_ordinals_and_headings_are_no_quantities(text: str) -> None:
    assert values(text, "QUANTITY") == []


def test_money() -> None:
    assert values("費用は3億2,000万円、手数料300円", "MONEY") == [("3億2,000万円", "320000000"), ("300円", "300")]


def test_times() -> None:
    assert values("午後2時30分～16:05、24時間、一時預かり", "TIME") == [("午後2時30分", "14:30"), ("16:05", "16:05")]


def test_consultation_numbers() -> None:
    assert values("諮問第 12 号について", "CONSULTATION_NO") == [("諮問第 12 号", "諮問第12号")]
    assert values("【報告】見本の業務（見本課）…（31）", "CONSULTATION_NO") == [("（31）", "(31)")]
    assert values("諮問第  号", "CONSULTATION_NO") == []
