"""Requests of members and promises of officials: which sentence is one, and which words name the deed."""

from __future__ import annotations

import pytest

from parsers.grammar.acts import Said
from parsers.grammar.discussion import points
from schemas.text import Text


def said(words: str, group: str, act: str, before: str = "") -> list[str]:
    turns = [Said("speech", "member", "i-1", before or "鈴について。"), Said("speech", group, "i-1", words)]
    found = points(turns, ["request", act], [Text(t.text) for t in turns])
    return [p.text.s for p in found if p.turn == 1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("鈴を磨いていただきたい。", ["鈴を磨いていただきたい"]),
        ("鈴の紐が古いと思いますので、併せて直していただければと思います。", ["併せて直していただければと思います"]),
        ("鈴の数え方は事前に決められたほうがよいのではないか。また、袋も替えたほうがよいと思う。", ["鈴の数え方は事前に決められたほうがよいのではないか", "また、袋も替えたほうがよいと思う"]),
        ("鈴を磨いたほうがよい。袋も替えたほうがよい。", ["袋も替えたほうがよい"]),
        ("教えていただきたい。", []),
        (
            "鈴の数え方をきっちり決めていただいて、鈴の番をする人がその決まりのとおりに数えているかを年に一度は部屋の長が見て回ることが要ると思えますので、ぜひ検討していただきたい。",
            ["鈴の番をする人がその決まりのとおりに数えているかを年に一度は部屋の長が見て回ることが要ると思えますので、ぜひ検討していただきたい"],
        ),
    ],
)  # fmt: skip
def test_requests(words: str, expected: list[str]) -> None:
    assert said(words, "member", "request") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("承知しました。ありがとうございます。", ["承知しました"]),
        ("鈴の紐は検討させていただきます。", ["鈴の紐は検討させていただきます"]),
        ("鈴を触らないことを都度お伝えしていくというところを想定しています。", ["鈴を触らないことを都度お伝えしていく"]),
        ("新しいうちに対応させていただいているので、古い鈴はありません。", []),
        ("鈴は二つの部屋で取ることができる体制になる予定です。", []),
        ("鈴は昨年、報告させていただきました。", []),
        ("数え方の整理は要りますので、そこは私たちもやらせていただきたい。", ["数え方の整理は要りますので、そこは私たちもやらせていただきたい"]),
    ],
)  # fmt: skip
def test_promises(words: str, expected: list[str]) -> None:
    assert said(words, "official", "answer") == expected
