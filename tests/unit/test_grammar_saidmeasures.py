"""Measures that are spoken of: counted off, named in plain words, quoted from the paper."""

from __future__ import annotations

import pytest

from parsers.grammar.saidmeasures import measures, quoted
from schemas.text import Text


def said(words: str) -> list[str]:
    return [c.text.s for c in measures(Text(words))]


def test_what_is_counted_off_behind_two_leads_is_told_once() -> None:
    words = (
        "個人情報の保護措置等につきましては、鈴の会社に対する保護措置といたしまして、1は先ほど申しました鈴の印を持つ会社に限ります。"
        "2、鈴は一日に三度数えることとします。3、鈴を磨く部屋には札を下げます。"
    )
    assert said(words) == ["鈴の印を持つ会社に限ります", "鈴は一日に三度数えることとします", "鈴を磨く部屋には札を下げます"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("鈴の会社はISO27001の認証を取得しているところに限ります。", ["ISO27001の認証を取得している"]),
        ("作業は区の職員が必ず立会いの下、行います。", ["区の職員が必ず立会いの下"]),
        ("なお、鈴の名簿は鍵のかかる棚で保管する予定です。", ["鈴の名簿は鍵のかかる棚で保管する"]),
        ("鈴の利用には二要素認証を導入する予定です。", ["鈴の利用には二要素認証を導入する"]),
        ("送信後のデータ削除まで行います。", ["送信後のデータ削除"]),
        ("見本区鈴管理要領に従い、扱います。", ["見本区鈴管理要領に従い"]),
        ("鈴の歌を歌う会でございます。三百人を見込んでおります。", []),
    ],
)
def test_measures_named_in_plain_words(words: str, expected: list[str]) -> None:
    assert said(words) == expected


def test_a_count_leaves_no_room_for_plain_words() -> None:
    words = "保護対策は、1、鈴を三重の袋に包むこととします。2、鈴を返すときに数えます。データの暗号化もいたします。"
    assert said(words) == ["鈴を三重の袋に包むこととします", "鈴を返すときに数えます"]


def test_measures_quoted_from_the_paper() -> None:
    turns = [Text("保護措置の3に「鈴の番号を暗号にする」と書かれていますが。"), Text("「鈴が鳴る」という歌がありますが。")]
    assert [c.text.s for c in quoted(turns, {"暗号": "encryption"})] == ["鈴の番号を暗号にする"]
