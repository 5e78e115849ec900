"""Minutes of this council, alone and behind an agenda, in our own wording (見本)."""

from __future__ import annotations

import datetime as dt

from parsers.wards.suginami import parse
from schemas.rows import (
    Item,
    ItemHandling,
    Meeting,
    Paper,
    Turn,
)
from tests.golden.suginami.texts import COVER, MEETING, REPORT

MINUTES = """
令和６年度第２回杉並区情報公開・個人情報保護審議会　会議録（要旨）
会議名称 | 令和６年度第２回情報公開・個人情報保護審議会
日時 | 令和６年９月４日（水）午後２時00分～午後３時12分
場所 | 見本棟６階　第５会議室
出席者 | 委員　新庄、蓮田、八木沢
１　開会
会長：定刻になりましたので始めます。
２　議事
諮問第13号　見本の宅配に関する個人番号の利用について
見本課長：手帳の有無を個人番号で確かめたいというものです。
八木沢委員：写しを見せてもらえば済むのではないか。
見本課長：写しを撮れない方もおいでです。
３　閉会
会長：本日はこれで閉じます。
"""


def test_minutes_go_through_the_shared_grammar(document, source):
    parsed = parse(document(MINUTES), source)
    (meeting,) = parsed.of(Meeting)
    assert (meeting.meeting_id, meeting.session, meeting.held_on) == ("suginami-2024-09-04", "2", dt.date(2024, 9, 4))
    assert parsed.document_kind == "minutes"
    assert [p.kind for p in parsed.of(Paper)] == ["minutes"]
    assert [(r.item_id, r.kind) for r in parsed.of(Item)] == [("suginami-2024-09-04/consultation-13", "consultation")]
    assert [r.handling for r in parsed.of(ItemHandling)] == ["number_use"]
    on_item = [t.text for t in parsed.of(Turn) if t.item_id]
    assert on_item == [
        "手帳の有無を個人番号で確かめたいというものです。",
        "写しを見せてもらえば済むのではないか。",
        "写しを撮れない方もおいでです。",
    ]


def test_a_pack_that_ends_with_minutes_has_two_meetings(document, source):
    parsed = parse(document(COVER + "===\n" + MINUTES), source)
    assert {m.meeting_id for m in parsed.of(Meeting)} == {MEETING, "suginami-2024-09-04"}
    assert parsed.document_kind == "agenda_with_minutes"
    assert [p.kind for p in parsed.of(Paper)] == ["agenda", "minutes"]


def test_a_matter_called_minutes_is_no_minutes(document, source):
    parsed = parse(document(COVER.replace("見本点検の取組状況について", "前回の会議録") + REPORT), source)
    assert parsed.document_kind == "papers"
