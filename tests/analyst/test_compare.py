"""The views that compare the wards: on invented items whose answers are known, and on the specimens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from pipeline.classify import classify
from pipeline.ddl import statements, views
from pipeline.tally import tally
from pipeline.warehouse import insert
from schemas.rows import (
    Attendance,
    Commitment,
    Condition,
    DocumentRow,
    Form,
    FormField,
    Incident,
    Item,
    ItemCounterparty,
    ItemHandling,
    ItemPersonalInformation,
    ItemSafeguard,
    Meeting,
    NotPublishedRow,
    Paper,
    QaLink,
    Row,
    Statistic,
    Turn,
)  # fmt: skip
from schemas.text import Region

Connection = duckdb.DuckDBPyConnection
WHERE: dict[str, Any] = {"document_id": "d" * 16, "regions": (Region(3, 0.0, 0.0, 1.0, 1.0),)}
EARLY, LATE = dt.date(2022, 5, 1), dt.date(2023, 5, 1)


def item(name: str, ward: str, outcome: str, **more: Any) -> Item:
    return Item(
        **WHERE,
        item_id=name,
        meeting_id=more.pop("meeting", f"m-{ward}"),
        ward=ward,
        kind="consultation",
        title=f"見本の{name}",
        outcome=outcome,
        fiscal_year=2022,
        legal_regime="ordinance",
        procedure="consultation",
        **more,
    )


def rows() -> list[Row]:
    return [
        DocumentRow(document_id="d" * 16, ward="east"),
        Meeting(**WHERE, meeting_id="m-east", ward="east", council="東審議会", term="1", session="3", held_on=EARLY, fiscal_year=2022),
        Meeting(**WHERE, meeting_id="m-west", ward="west", council="西審議会", session="1", held_on=EARLY, fiscal_year=2022),
        Meeting(**WHERE, meeting_id="m-late", ward="west", council="西審議会", session="2", held_on=LATE, fiscal_year=2023),
        Paper(**WHERE, paper_id="p-1", seq=1, kind="paper", page_first=1, page_last=2, meeting_id="m-east"),
        item("e-1", "east", "conditional"), item("e-2", "east", "no_objection"), item("e-3", "east", "pending"),
        item("e-4", "east", "blanket_approval"),
        item("w-1", "west", "approved"), item("w-2", "west", "approved", meeting="m-late"),
        ItemHandling(**WHERE, item_id="e-1", handling="entrustment", ward_term="委託"),
        ItemHandling(**WHERE, item_id="e-1", handling="external_link", ward_term="結合"),
        ItemHandling(**WHERE, item_id="w-1", handling="entrustment", ward_term="外部委託"),
        ItemSafeguard(**WHERE, item_id="e-1", seq=1, text="ＩＳＯ ２７００１の認証を持つ者に任せる。", measure="certification", party="contractor"),
        ItemSafeguard(**WHERE, item_id="e-1", seq=2, text="サーバは国内に置き、通信は暗号にする。", measure="encryption", handling="external_link"),
        ItemSafeguard(**WHERE, item_id="e-1", seq=3, text="見本の棚に置く。クラウドサービスは使わない。", measure="other"),
        ItemSafeguard(**WHERE, item_id="e-1", seq=4, text="見本社のデータセンターに置く。", measure="other"),
        ItemSafeguard(**WHERE, item_id="w-1", seq=1, text="予告なしに立ち入って検査する。", measure="supervision"),
        ItemSafeguard(**WHERE, item_id="w-1", seq=2, text="ログインの記録を残す。", measure="logging"),
        Condition(**WHERE, item_id="e-1", seq=1, text="消した証明書を出させること。"),
        ItemPersonalInformation(**WHERE, item_id="e-1", seq=1, name="住 所"),
        ItemPersonalInformation(**WHERE, item_id="e-1", seq=2, name="氏名", handling="external_link"), ItemPersonalInformation(**WHERE, item_id="e-1", seq=3, name="氏 名", handling="entrustment"),
        ItemPersonalInformation(**WHERE, item_id="w-1", seq=1, name="住所"),
        ItemCounterparty(**WHERE, item_id="e-1", name="株式会社 見本", role="contractor"), ItemCounterparty(**WHERE, item_id="w-1", name="㈱見本", role="link_partner"),
        ItemCounterparty(**WHERE, item_id="w-2", name="Ｍｉｈｏｎ　Ｗｅｂ　Ｗｏｒｋｓ 合同会社"),
        Form(**WHERE, form_id="f-1", item_id="w-1", kind="概要", title="見本"), FormField(**WHERE, form_id="f-1", seq=1, label="概要", value="見本社のＡＷＳに置く。"),
        Turn(**WHERE, turn_id="t-1", meeting_id="m-east", item_id="e-1", seq=1, kind="speech", act="question", text="委託の費用はいくらですか。"),
        Turn(**WHERE, turn_id="t-2", meeting_id="m-east", item_id="e-1", seq=2, kind="speech", act="answer", text="見本です。"),
        Turn(**WHERE, turn_id="t-3", meeting_id="m-east", seq=3, kind="speech", act="opening", text="開きます。", speaker_name="見本太郎", speaker_role="会長", speaker_class="chair"),
        Turn(**WHERE, turn_id="t-4", meeting_id="m-late", item_id="w-2", seq=1, kind="summary", act="question", text="周知の方法について"),
        QaLink(question_turn_id="t-1", answer_turn_id="t-2", score=0.9, method="next_official_turn"),
        Commitment(**WHERE, commitment_id="c-1", item_id="w-1", kind="promise", text="報告する。", followed_up_by_item_id="w-2"),
        Incident(**WHERE, incident_id="i-1", fiscal_year=2022, kind="誤送付", description="見本", cause="宛名の確認を怠った。", people_affected=3),
        Incident(**WHERE, incident_id="i-2", fiscal_year=2022, kind="誤送付", description="見本", cause="宛名を確かめなかった。"),
        Statistic(**WHERE, statistic_id="s-1", fiscal_year=2022, caption="表1 開示請求", category="計", value=5.0, is_total=True),
        Statistic(**WHERE, statistic_id="s-2", fiscal_year=2022, section="2 公文書の公開", caption="表2 方法", category="郵送", value=4.0),
        Statistic(**WHERE, statistic_id="s-10", fiscal_year=2022, caption="表3 方法", category="窓口", value=3.0),
        Attendance(**WHERE, meeting_id="m-east", person_name="見本太郎", role="委員"),
        Attendance(**WHERE, meeting_id="m-west", person_name="見本花子", role="委員"),
        Attendance(**WHERE, meeting_id="m-late", person_name="見本花子", role="会長", status="absent"),
        NotPublishedRow(ward="west", held_on=EARLY, part="minutes", reason="見本の告示"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Iterator[Connection]:
    connection = duckdb.connect()
    for sql in statements():
        connection.execute(sql)
    for row in rows():
        insert(connection, type(row), [row])
    classify(connection)
    tally(connection)
    yield connection
    connection.close()


def ask(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


def test_items_are_counted_by_class(small: Connection) -> None:
    found = ask(small, "SELECT ward, handling, outcome, items FROM compare.items_by_class ORDER BY ALL")
    assert ("east", "entrustment", "conditional", 1) in found
    assert ("east", None, "no_objection", 1) in found
    assert ("west", "entrustment", "approved", 1) in found
    assert len(found) == 7


def test_what_is_still_before_the_council_or_approved_in_advance_is_not_decided(small: Connection) -> None:
    assert ask(small, "SELECT ward, decided, with_conditions, share FROM compare.condition_shares WHERE handling = 'all'") == [
        ("east", 2, 1, 0.5),
        ("west", 2, 0, 0.0),
    ]


def test_requirements_are_recognised_in_safeguards_and_conditions(small: Connection) -> None:
    found = ask(small, "SELECT item_id, requirement, source FROM compare.requirements ORDER BY ALL")
    assert found == [
        ("e-1", "deletion", "conditions"),
        ("e-1", "deletion_certificate", "conditions"),
        ("e-1", "domestic_data_centre", "item_safeguards"),
        ("e-1", "encryption", "item_safeguards"),
        ("e-1", "iso27001", "item_safeguards"),
        ("w-1", "inspection", "item_safeguards"),
        ("w-1", "unannounced_inspection", "item_safeguards"),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("見本の操作ログを一年残す。", ["logging"]),
        ("他のプログラムへの影響を防ぐため、ログイン画面を分ける。", []),
        ("見本データのバックアップは、毎日二回実施する。", ["backup"]),
        ("バックアップデータも翌日に消去する。", ["deletion"]),
        ("有害の有無を検査実行する仮想の箱を用いる。", []),
        ("区の職員が抜き打ちで調査する。", ["inspection", "unannounced_inspection"]),
        ("見本係の職員のみが入力する。", ["access_control"]),
        ("不正アクセスが起きたときは、区に報告する。", ["incident_report"]),
        ("従業者に教育及び訓練を行う。", ["training"]),
        ("番号を使うことを本人に周知されたい。", ["notice"]),
        ("暗号鍵は見本係が持つ。", ["encryption"]),
    ],
)
def test_what_a_text_requires(small: Connection, words: str, expected: list[str]) -> None:
    patterns = ask(small, "SELECT requirement, pattern FROM compare.requirement_patterns ORDER BY requirement")
    found = [
        name
        for name, pattern in patterns
        if ask(small, f"SELECT regexp_matches(compare.folded('{words}'), '{pattern}')") == [(True,)]
    ]
    assert found == expected


def test_items_whose_data_go_to_a_cloud_or_a_data_centre(small: Connection) -> None:
    found = ask(small, "SELECT item_id, hosting, said_in FROM compare.hosted_items")
    assert found == [("e-1", "data_centre", ["e-1/4"]), ("w-1", "cloud", ["f-1/1"])]


def test_the_matrix_counts_items_by_handling(small: Connection) -> None:
    asked = "SELECT ward, handling, items, iso27001, unannounced_inspection, encryption FROM compare.requirements_by_handling"
    assert ask(small, asked) == [
        ("east", "entrustment", 1, 1, 0, 0),
        ("west", "entrustment", 1, 0, 1, 0),
        ("east", "external_link", 1, 1, 0, 1),
    ]
    asked = "SELECT handling, measure FROM compare.measures_by_handling WHERE ward = 'east' ORDER BY ALL"
    assert ask(small, asked) == [
        ("entrustment", "certification"),
        ("entrustment", "other"),
        ("external_link", "certification"),
        ("external_link", "encryption"),
        ("external_link", "other"),
    ]


def test_the_matrix_has_a_column_for_each_pattern(small: Connection) -> None:
    patterns = [name for (name,) in ask(small, "SELECT requirement FROM compare.requirement_patterns")]
    (matrix,) = (view for view in views() if view.name == "compare.requirements_by_handling")
    assert [name for name, _ in matrix.columns][4:] == patterns


def test_names_are_equal_whatever_their_blanks(small: Connection) -> None:
    assert ask(small, "SELECT name, roles, items, wards FROM compare.contractors") == [
        ("株式会社見本", ["contractor", "link_partner"], 2, ["east", "west"]),
        ("Mihon Web Works合同会社", None, 1, ["west"]),
    ]
    asked = "SELECT name, items, ward_count FROM compare.personal_information_by_handling WHERE handling = 'entrustment'"
    assert ask(small, asked) == [("住所", 2, 2), ("氏名", 1, 1)]
    assert ask(small, "SELECT personal_information FROM compare.item_facts WHERE item_id = 'e-1'") == [(2,)]


def test_alike_items_of_two_wards_are_paired(small: Connection) -> None:
    asked = "SELECT item_a, item_b, same_contractors, same_systems, same_handlings, same_personal_information FROM compare.matters_side_by_side"
    assert ask(small, asked) == [("e-1", "w-1", 1, 0, 1, 1)]


def test_no_turns_is_not_the_same_as_no_questions(small: Connection) -> None:
    found = ask(small, "SELECT item_id, questions, answered FROM compare.questions_per_item ORDER BY item_id")
    assert found == [("e-1", 1, 1), ("e-2", 0, 0), ("e-3", 0, 0), ("e-4", 0, 0), ("w-1", None, None), ("w-2", 1, 0)]


def test_a_question_may_have_several_themes(small: Connection) -> None:
    assert ask(small, "SELECT turn_id, theme FROM compare.question_themes ORDER BY ALL") == [
        ("t-1", "contractor"),
        ("t-1", "cost"),
        ("t-4", "consent"),
    ]


def test_days_until_a_promise_was_kept(small: Connection) -> None:
    assert ask(small, "SELECT commitment_id, days FROM compare.condition_answers") == [("c-1", 365)]


def test_before_and_after_the_act(small: Connection) -> None:
    asked = "SELECT ward, side, items, decided, with_conditions FROM compare.before_after ORDER BY ALL"
    assert ask(small, asked) == [("east", "before", 4, 2, 1), ("west", "after", 1, 1, 0), ("west", "before", 1, 1, 0)]


def test_incidents_statistics_and_memberships(small: Connection) -> None:
    assert ask(small, "SELECT kind, cause_class, incidents, people FROM compare.incident_classes") == [
        ("誤送付", "no_check", 2, 3)
    ]
    assert ask(small, "SELECT subject, value FROM compare.statistics_long") == [
        ("self_disclosure", 5.0),
        ("information_disclosure", 4.0),
        ("other", 3.0),
    ]
    asked = "SELECT roles, first_on, last_on, present, absent FROM compare.memberships"
    assert ask(small, asked) == [(["会長", "委員"], EARLY, EARLY, 1, 0), (["会長", "委員"], EARLY, LATE, 1, 1)]


def test_missing_unknown_and_not_published_are_told_apart(small: Connection) -> None:
    found = ask(small, "SELECT ward, fiscal_year, session, papers, minutes, reason FROM compare.coverage")
    assert found == [
        ("east", None, 1, "unknown", "missing", "the number stands below one that is known"),
        ("east", None, 2, "unknown", "missing", "the number stands below one that is known"),
        ("east", 2022, 3, "held", "held", None),
        ("west", 2022, 1, "unknown", "not_published", "見本の告示"),
        ("west", 2023, 1, "unknown", "missing", "the number stands below one that is known"),
        ("west", 2023, 2, "unknown", "missing", None),
    ]


@pytest.mark.parametrize("view", views(), ids=lambda view: str(view.name))
def test_every_view_answers_on_the_specimens_and_describes_its_columns(specimens: Connection, view: Any) -> None:
    found = specimens.execute(f"SELECT * FROM {view.name}")
    assert [column[0] for column in found.description or ()] == [name for name, _ in view.columns]
    assert found.fetchall() or view.name in ("compare.matters_side_by_side", "compare.condition_answers")
    assert " / " in view.about
    assert all(" / " in about for _, about in view.columns)
