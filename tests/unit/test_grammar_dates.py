import datetime as dt

import pytest

from parsers.grammar import dates, numbers
from schemas.text import fold


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("令和４年６月１日（水）", "2022-06-01"),
        ("令和元年 5 月 31 日", "2019-05-31"),
        ("平成二十五年四月", "2013-04"),
        ("令和4年度", "FY2022"),
        ("R5.12.19", "2023-12-19"),
        ("2023年10月", "2023-10"),
        ("令和4年8月中旬", "2022-08-中旬"),
        ("2022/07/28", "2022-07-28"),
        ("昭和40年", "1965"),
    ],
)
def test_reads_dates_of_every_shape(printed: str, value: str) -> None:
    found = dates.first_date(fold(printed))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("printed", ["令和4年13月1日", "第4年", "1.2.3", "令和4年2月30日"])
def test_no_calendar_no_date(printed: str) -> None:
    assert all(f.date is None and "-" not in f.value for f in dates.find_dates(fold(printed)))


def test_elided_years_are_carried_on() -> None:
    found = dates.elided_dates("令和3年11月19日、11月30日。12月3日に、4年1月に", 2021)
    assert [f.value for f in found] == ["2021-11-19", "2021-11-30", "2021-12-03", "2022-01"]


@pytest.mark.parametrize(
    ("printed", "time"),
    [
        ("午前9時59分", dt.time(9, 59)),
        ("午後２時半", dt.time(14, 30)),
        ("午後0時5分", dt.time(12, 5)),
        ("13:30", dt.time(13, 30)),
    ],
)
def test_times(printed: str, time: dt.time) -> None:
    assert [t for _, _, t in dates.find_times(fold(printed))] == [time]


def test_a_length_of_time_is_no_time_of_day() -> None:
    assert dates.find_times("3時間") == []


def test_regimes_and_fiscal_years_turn_in_april() -> None:
    assert dates.legal_regime(dt.date(2023, 3, 31)) == "ordinance"
    assert dates.legal_regime(dt.date(2023, 4, 1)) == "act"
    assert (dates.fiscal_year(dt.date(2022, 3, 31)), dates.fiscal_year(dt.date(2022, 4, 1))) == (2021, 2022)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2,199", 2199), ("３８．５％", 0.385), ("△12", -12), ("（3）", 3), ("350人", 350), ("－", None), ("1-2", None),
        ("令和4年", None), ("1,23", None), ("", None),
    ],
)  # fmt: skip
def test_cell_numbers(printed: str, value: float | None) -> None:
    assert numbers.cell_number(printed) == value


@pytest.mark.parametrize(("printed", "value"), [("約7万9,000件", 79000), ("69.8%", 0.698), ("25万件", 250000), ("なし", None)])
def test_quantities(printed: str, value: float | None) -> None:
    assert numbers.quantity(printed) == value


@pytest.mark.parametrize(
    ("printed", "value"), [("十三", 13), ("二〇二三", 2023), ("二千五", 2005), ("百", 100), ("元", 1), ("犬", None)]
)
def test_kanji_numbers(printed: str, value: int | None) -> None:
    assert numbers.kanji_to_int(printed) == value
