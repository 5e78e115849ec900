"""Words told from fluent-looking garbage, by counting."""

from __future__ import annotations

import pytest

from pipeline.extract.language import is_garbled

MINUTES = (
    "見本審議会の会議を始めます。本日の案件は、見本システムの更新に伴う委託の取扱いについてです。担当の課長から説明をお願いします。"
    "はい、資料の二枚目をご覧ください。対象となる情報は氏名と住所であり、委託先の事業者には契約で守秘の義務を課しています。"
    "委員から意見はありませんか。特にないようですので、原案のとおり承認することに決定しました。"
)
FIGURES = "令和４年度 1,234 56.7% 2,345 0.1 △12 345 678 901 234,567 8,901 合計 12,345 " * 3
TRAINS = "The council approved the sample system and asked the office to report on its operation at the next meeting. " * 2


def shifted(text: str, by: int) -> str:
    """What a character map that is off by some places makes of a text: other characters of the same script."""

    def move(char: str) -> str:
        for first, last in (("ぁ", "ん"), ("一", "龠")):
            if first <= char <= last:
                span = ord(last) - ord(first) + 1
                return chr(ord(first) + (ord(char) - ord(first) + by) % span)
        return char

    return "".join(map(move, text))


def jis_shifted(text: str, by: int) -> str:
    """The same in the order of JIS X 0208, as glyph numbers of a font run."""

    def move(char: str) -> str:
        code = char.encode("euc_jp")
        if len(code) != 2:
            return char
        row, cell = code[0] - 0xA1, code[1] - 0xA1
        place = row * 94 + cell + by
        return bytes((0xA1 + place // 94 % 84, 0xA1 + place % 94)).decode("euc_jp", "replace")

    return "".join(map(move, text))


@pytest.mark.parametrize(
    "text", [MINUTES, FIGURES, TRAINS, "見本" * 30, "1 2 3 4 5", "", "・・・・・・・・" * 20, "ABC-123 " * 20]
)
def test_real_text_passes(text: str) -> None:
    assert not is_garbled(text)


def test_lists_of_names_and_contents_pages_pass() -> None:
    names = "阿部 一郎 伊藤 花子 鵜飼 三郎 榎本 四郎 小野寺 五郎 柿沼 六子 熊谷 七海 齋藤 八重 篠原 九十九 諏訪 十和子"
    assert not is_garbled(names)
    assert not is_garbled("１ 会議の概要 " + "·" * 60 + " 1 ２ 諮問事項 " + "·" * 60 + " 12")


@pytest.mark.parametrize(
    "words",
    [
        "鷺宮 鷺沼 椥辻 蓼科 蕨 潮来 匝瑳 鋸南 睦沢 茨城 栃木 埼玉 葛飾 荒川 豊島 " * 3,
        "薔薇 紫陽花 躑躅 向日葵 蒲公英 菫 椿 欅 檜 樟 楠 櫟 楢 槐 柊 榊 橘 柚 檸檬 蜜柑 葡萄 苺 茄子 " * 3,
        "くらしのてびき ごみのだしかた おやすみのひ もうしこみ おといあわせ こどもひろば " * 3,
        "ソフトウェア サービス センター ネットワーク データベース サーバー プリンター " * 4,
        "HTTP TLS SSH VPN LGWAN SSL DNS XKCD-99 TCP NTP SMTP XML CSV " * 6,
    ],
)
def test_lists_of_places_plants_titles_and_abbreviations_pass(words: str) -> None:
    assert not is_garbled(words)


def test_large_pages_of_rare_kanji_are_garbage_without_hiragana_too() -> None:
    moved = "".join(chr(0x5B00 + (ord(c) * 7) % 4000) if c > "\u3040" else c for c in MINUTES * 4)
    assert is_garbled(moved)


def test_hiragana_that_never_follow_one_another_so_are_garbage() -> None:
    kana = [chr(code) for code in range(ord("ぁ"), ord("ん") + 1)]
    assert is_garbled((MINUTES * 3).translate(str.maketrans("".join(kana), "".join(kana[40:] + kana[:40]))))


@pytest.mark.parametrize("by", [3, 31, 200, 1500])
def test_shifted_characters_are_garbage(by: int) -> None:
    assert is_garbled(shifted(MINUTES, by))


@pytest.mark.parametrize("by", [7, 95, 400])
def test_characters_shifted_in_the_order_of_a_font_are_garbage(by: int) -> None:
    assert is_garbled(jis_shifted(MINUTES, by))


def test_shifted_latin_is_garbage() -> None:
    assert is_garbled("".join(chr(ord(c) - 29) if c != " " else c for c in TRAINS))


def test_bytes_read_in_the_wrong_encoding_are_garbage() -> None:
    assert is_garbled(MINUTES.encode().decode("latin-1"))
    assert is_garbled(MINUTES.encode("cp932").decode("latin-1"))


def test_many_unknown_glyphs_are_garbage_and_few_are_not() -> None:
    assert is_garbled(MINUTES[:80] + "\ufffd" * 40)
    assert not is_garbled(MINUTES + "\ufffd" * 3)


def test_symbols_in_place_of_words_are_garbage() -> None:
    assert is_garbled("!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~" * 3)
