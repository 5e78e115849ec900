"""Values render back to what is read as the same value; no offset lies outside its text."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.tagging import Facts, Span, Tagger, Tight, settle

PIECES = st.sampled_from(
    [
        "令和",
        "4年",
        "度",
        "第",
        "12",
        "条",
        "項",
        "（",
        "）",
        "、",
        "。",
        "法",
        "条例",
        "課",
        "長",
        "部会",
        "審議会",
        "株式会社",
        "システム",
        "者",
        "た",
        "患者",
        "約",
        "万",
        "件",
        "～",
        "円",
        "\n",
        "\t",
        "㈱",
        "ﾃﾞｰﾀ",
        "Ａ",
        "b",
        "１",
        "０",
        "の",
        "を",
        "に",
        "を怠った",
        "氏名",
        "・",
        "…",
        "「",
        "」",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


def only(text: str, label: str) -> Span:
    spans = [s for s in Tagger(Facts(year=2020)).tag(text) if s.label == label]
    assert len(spans) == 1, (text, spans)
    return spans[0]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_offsets_stand_in_the_text(text: str) -> None:
    spans = Tagger(Facts(year=2021, ward="見本区")).tag(text, mishap=True)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    flat = [s for s in spans if s.label not in ("SAFEGUARD", "POPULATION")]
    assert all(a.end <= b.start for a, b in zip(flat, flat[1:], strict=False))


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_tight_text_knows_where_it_was_printed(text: str) -> None:
    tight = Tight(text)
    assert len(tight.origin) == len(tight.s)
    assert tight.origin == sorted(tight.origin)
    assert all(0 <= at < len(text) for at in tight.origin)


@given(st.dates(dt.date(2019, 5, 1), dt.date(2050, 12, 31)))
@settings(max_examples=80, deadline=None)
def test_a_date_is_read_as_it_was_written(day: dt.date) -> None:
    year = "元" if day.year == 2019 else str(day.year - 2018)
    assert only(f"令和{year}年{day.month}月{day.day}日に行う", "DATE").value == day.isoformat()
    assert only(f"{day:%Y}年{day.month}月に行う", "DATE").value == f"{day:%Y-%m}"


@given(st.integers(1, 99_999_999))
@settings(max_examples=80, deadline=None)
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    myriads, rest = divmod(number, 10_000)
    mixed = (f"{myriads}万" if myriads else "") + (f"{rest:,}" if rest else "")
    for words in (f"{number:,}", str(number), mixed):
        assert only(f"全部で{words}件となる", "QUANTITY").value == str(number)
        assert only(f"代金は{words}円となる", "MONEY").value == str(number)


@given(st.integers(1, 300), st.integers(1, 30) | st.none(), st.integers(1, 30) | st.none())
@settings(max_examples=80, deadline=None)
def test_a_citation_is_read_as_it_was_written(article: int, paragraph: int | None, subitem: int | None) -> None:
    words = f"地方自治法第{article}条" + (f"第{paragraph}項" if paragraph else "") + (f"第{subitem}号" if subitem else "")
    value = "|".join(str(v or "") for v in ("地方自治法", article, paragraph, subitem)).rstrip("|")
    span = only(f"{words}により", "LAW")
    assert (span.end, span.value) == (len(words), value)


@given(st.lists(st.builds(Span, st.integers(0, 20), st.integers(21, 40), st.sampled_from(["LAW", "DATE", "SAFEGUARD"]))))
@settings(max_examples=50, deadline=None)
def test_settling_twice_changes_nothing(spans: list[Span]) -> None:
    assert settle(settle(spans)) == settle(spans)
