"""Names: offices, posts, people, bodies, systems, laws, measures, groups of persons."""

from __future__ import annotations

import pytest

from parsers.tagging import DataItem, Entry, Facts, Lexicon, Span, Tagger, settle
from parsers.tagging.people import PersonTagger


def found(text: str, label: str, facts: Facts | None = None, *, mishap: bool = False) -> list[str]:
    spans = Tagger(facts or Facts()).tag(text, mishap=mishap)
    return [text[s.start : s.end] for s in spans if s.label == label]


def test_an_office_and_its_head() -> None:
    assert found("みどり環境部 公園管理課 計画係が担当する", "DEPARTMENT") == ["みどり環境部 公園管理課 計画係"]
    assert found("公園管理課長が説明した", "ROLE") == ["公園管理課長"]
    assert found("公園管理課長が説明した", "DEPARTMENT") == []
    assert found("所管課と各課、課題、一部、内部", "DEPARTMENT") == []


def test_a_person_is_cut_off_the_post() -> None:
    facts = Facts()
    facts.know_people(["見本太郎", "例野"], "見本委員 例野防災見本課長")
    text = "○例野防災見本課長　見本委員のご質問に答えます。"
    assert found(text, "PERSON", facts) == ["例野", "見本"]
    assert found(text, "ROLE", facts) == ["防災見本課長", "委員"]
    assert {s.value for s in PersonTagger(facts).find("見本委員")} == {"見本太郎"}


def test_someone_who_introduces_himself() -> None:
    assert found("係長の例川でございます。", "PERSON") == ["例川"]
    assert found("主査の例川係長でございます。", "PERSON") == ["例川"]


def test_common_surnames_count_only_before_a_post() -> None:
    facts = Facts(Lexicon([Entry(label="SURNAME", surface="架空", canonical="架空")]))
    assert found("架空委員から、架空の話", "PERSON", facts) == ["架空"]


def test_bodies() -> None:
    assert found("見本市個人情報保護審議会と個人情報保護委員会、厚生労働省", "ORG_PUBLIC") == [
        "見本市個人情報保護審議会", "個人情報保護委員会", "厚生労働省",
    ]  # fmt: skip
    facts = Facts(ward="見本区", body="見本区審議会")
    assert found("見本区の方針。見本区内に住む。", "ORG_PUBLIC", facts) == ["見本区"]
    assert found("見本区の方針。見本区内に住む。", "PLACE", facts) == ["見本区"]
    assert found("本審議会の資料", "ORG_PUBLIC", facts) == ["審議会"]


def test_vendors() -> None:
    assert found("委託先は株式会社見本データである", "ORG_VENDOR") == ["株式会社見本データ"]
    assert found("見本ソフト株式会社 東京都見本市中央1-2-3", "ORG_VENDOR") == ["見本ソフト株式会社"]
    assert found("委託事業者と受託者", "ORG_VENDOR") == []
    assert found("社会福祉法人\n見本会", "ORG_VENDOR") == ["社会福祉法人\n見本会"]


def test_systems() -> None:
    assert found("図書館予約管理システムと新システム、専用システム", "SYSTEM") == ["図書館予約管理システム"]
    assert found("ファイル転送システム、ユーザ認証サービス、クラウドサービスアプリ", "SYSTEM") == []
    lexicon = Lexicon([Entry(label="SYSTEM", surface="Mihon Cloud", canonical="見本クラウド")])
    spans = Tagger(Facts(lexicon)).tag("Mihon Cloudを使う")
    assert [(s.label, s.value) for s in spans] == [("SYSTEM", "見本クラウド")]


def test_names_that_a_text_quotes() -> None:
    facts = Facts()
    facts.know_text("転送システム「SampleDrop」と連絡アプリ「Sample Bell & Co」を使う。")
    assert found("SampleDropに置く", "SYSTEM", facts) == ["SampleDrop"]
    assert found("Sample Bell & Coで知らせる", "SYSTEM", facts) == ["Sample Bell & Co"]


def test_standards_by_number_and_by_name() -> None:
    assert found("JIS規格「見本の管理-要求事項」とJIS Q 27001に従う", "STANDARD") == [
        "JIS規格「見本の管理-要求事項」",
        "JIS Q 27001",
    ]


def test_places_with_a_kana_in_their_name_and_on_a_floor() -> None:
    assert found("見本が丘図書館の掲示", "PLACE") == ["見本が丘図書館"]
    assert found("見本1-2-3ミホンビル4階で", "PLACE") == ["見本1-2-3ミホンビル4階"]


def test_laws() -> None:
    facts = Facts(laws={"条例": "見本市個人情報保護条例"})
    text = "条例第 8 条第1項及び地方自治法第244条による。条例の改正、前項、第2号。"
    spans = [s for s in Tagger(facts).tag(text) if s.label == "LAW"]
    assert [s.value for s in spans] == ["見本市個人情報保護条例|8|1", "地方自治法|244"]


def test_a_law_holds_no_other_names() -> None:
    text = "見本区情報公開・個人情報保護審議会条例第3条"
    assert {s.label for s in Tagger(Facts(ward="見本区", body="見本区情報公開・個人情報保護審議会")).tag(text)} == {"LAW"}


def test_handling() -> None:
    assert found("外部委託と目的外利用する場合、外部提供記録票、委託先", "HANDLING") == ["外部委託", "目的外利用"]


def test_groups_of_persons() -> None:
    assert found("貸出券を無くした方に知らせる。", "POPULATION") == ["貸出券を無くした方"]
    assert found("図書館利用者の登録と利用者情報、事業者、本人、担当者", "POPULATION") == ["図書館利用者"]


def test_measures() -> None:
    assert found("封入物の二重チェックが不十分であったため", "SAFEGUARD") == ["封入物の二重チェック"]
    text = "(1) 端末は、利用者ごとに暗証番号を設定する。"
    spans = Tagger(Facts(measures={"暗証": "access_control"})).tag(text, (Span(0, len(text), "SAFEGUARD"),))
    measure = next(s for s in spans if s.label == "SAFEGUARD")
    assert "暗証番号を設定" in text[measure.start : measure.end]
    assert measure.value == "access_control"


def test_data_items_of_a_list() -> None:
    lexicon = Lexicon((), [DataItem(term=t, preferred=t) for t in ("氏名", "住所", "電話番号")])
    assert found("氏名、住所及び電話番号を送る。", "PERSONAL_INFO_ITEM", Facts(lexicon)) == ["氏名", "住所", "電話番号"]
    assert found("住所が変わった", "PERSONAL_INFO_ITEM", Facts(lexicon)) == []


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("窓口で見本証の申込書を別人に交付（1名分）", ["見本証の申込書"]),
        ("図書館で受け付けた貸出申込書を強風で飛ばされ紛失", ["貸出申込書"]),
        ("見本券を送付する際、別人の利用者名簿を送付", ["利用者名簿"]),
    ],
)
def test_records_of_a_mishap(text: str, records: list[str]) -> None:
    assert found(text, "PERSONAL_INFO_ITEM", mishap=True) == records


def test_overlaps_are_settled() -> None:
    law, office = Span(0, 9, "LAW", weight=1), Span(2, 5, "DEPARTMENT", weight=1)
    measure, group = Span(0, 12, "SAFEGUARD"), Span(10, 12, "POPULATION")
    assert settle([office, group, law, measure]) == [measure, law, group]
    assert settle([Span(0, 3, "DATE"), Span(1, 5, "DATE", weight=2)]) == [Span(1, 5, "DATE", None, 2)]
