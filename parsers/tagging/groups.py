"""Groups of persons that papers speak of (POPULATION), with the words that define them. Offsets are into tight text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.tagging.spans import Span

_HEAD = re.compile(
    r"(?P<own>(?:[一-鿿々〆ヶァ-ヺーA-Z]|(?<=[者徒童民児員])・|子ども|こども|ひとり親)*?"
    r"(?:患者|家族|児童|生徒|園児|幼児|乳幼児|乳児|妊婦|妊産婦|産婦|区民|住民|市民|都民|外国人|相続人|代理人|世帯員|世帯主|遺族|親族|学生|子ども|こども|子供|若者|高齢者|老人"
    r"|(?:非課税|未購読|受給|該当|対象|低所得|子育て|ひとり親|生活困窮)世帯|(?<=お)子さん|お子さん|お子様|[一-鿿ァ-ヺー]者)|方々?|人々?|者)"
    r"(?=$|[のはがをにでともや、。，)）」』\s]|等|など|及び|および|又は|または|並びに|ごと|全員|から|以外|あて|宛|向け|へ|本人)"
)
_NOT = re.compile(
    r"(?:事業|業|受託|受注|委託|管理|責任|担当|従事|従業|第三|当事|経験|有識|前|後|両|記|学|医|提供|開発|作業|監督|発言|質問|説明|運営|設置|出席|欠席|指定管理|労働|技術|権限"
    r"|関係|保有|派遣|再委託|使用|操作|契約|発注|受任|委任|編集|聴取|訪問|搬送|配送|配達|審査|点検|立案|策定|作成|送信|受信|侵入|攻撃|勤務|実施|履行|取扱|信頼|消費|役|識|更新|入力|閲覧|入札|落札|応札|発注|検査|支援関係)者$"
    r"|^(?:本人|別人|他人|個人|法人|職員|大人|一人|何人|夫人|求人|番人|同|当|住民|個)$|^[\d一二三四五六七八九十]+人$|(?:仕|行き|やり|考え|あり|在り|使い|書き|見|夕|双|両|地|他|一|の|先|貴|当|味|遠|朝|処|平|読み|進め|持ち|捉え|とらえ)方$"
    r"|(?:本|法|個|別|他|名|玄|求|現地|証|商|新|同|主|軍|成|当)人$|(?:経|行政|学識)経験者$|世帯住民$"
)
_BARE = frozenset(("方", "方々", "人", "人々", "者"))
_VERBAL = re.compile(r"(?:た|だ|る|ない|な|う|く|す|ぬ|つ|む|たい|しい)(?:予定の)?$")
_DEFINING = re.compile(
    r"(?:(?:[一-鿿ァ-ヺーA-Za-z0-9]|から|まで|[～~])*(?:以上|未満|以下|前|住所|中|在住|在学|在勤|居住|世帯|歳|年生|以外|予定|区外|区内|国外|国内|海外|対象|該当|高校生相当|全て|要介護|ひとり暮らし|重度|以内|施設))の$"
)
_BOUND = re.compile(
    r"[。「」『』()（）【】<>＜＞\n\t…:：;]|(?<![がも])、|(?:^|(?<=[、。]))(?:また|なお|ただし|さらに|及び)、?|(?<=[員長])[ ]|[①-⑳]|・|○|(?<=[、。])\d+[.、)]"
)
_LEAD = re.compile(
    r"^(?:\d{1,2} |第\d+条(?:の\d+)? |\(\d+\) ?|[をにがはでと、](?=[一-鿿])|等|・|また|なお|ただし|さらに|別の|当該|各|その|この|本|全ての|すべての|他の|同じ|現在、?|今後、?|特に|主に|既に|まだ|そういった|こういった|このような|そのような|必要な|区が|ついては、?|例えば、?|もう|ぜひ|やはり)+"
)
_SUFFICIENT = re.compile(r"(?:対象|利用|申請|参加|希望|該当|登録|受給|請求|届出)者$")  # say themselves who they are
_POINTING = re.compile(
    r"(?:そういった|こういった|そういう|こういう|どういう|といった|このような|そのような|という|その|この|別の|いろいろな|色々な|多くの|次の)$"
)


def populations(text: str) -> Iterator[Span]:
    """Nouns for groups of persons; clauses and defining words before them belong to them. Officials, contractors and single
    persons (本人, 別人) are none, nor parts of compounds (利用者情報)."""
    for match in _HEAD.finditer(text):
        own = match["own"]
        if _NOT.search(own):
            continue
        start = match.start()
        before = text[:start]
        modified = None if _SUFFICIENT.search(own) else _clause(before)
        if modified is None and own in _BARE:
            continue
        if modified is not None:
            start = modified
        elif defining := _DEFINING.search(before[-24:]):
            start -= len(defining[0])
        if lead := _LEAD.match(text[start : match.end()]):
            start += lead.end()
        if match.end() - start >= 2 and own not in ("等",):
            yield Span(start, match.end(), "POPULATION", text[start : match.end()], 0)


def _clause(before: str) -> int | None:
    """Where the clause begins that ends directly before a noun; None where no clause does."""
    if not _VERBAL.search(before) or _POINTING.search(before):
        return None
    window = before[-70:]
    base = len(before) - len(window)
    at = 0
    for bound in _BOUND.finditer(window):
        if bound.end() < len(window):
            at = bound.end()
    clause = window[at:]
    topic = re.match(
        r"^.{0,30}?(?:については|につきましては|においては|としては|場合は|には|では|(?<![でにと])は(?=[一-鿿ァ-ヺー]))、?(?=.{4,})",
        clause,
    )
    if topic and "可能だ" not in clause:
        at += topic.end()
    return base + at if len(before) - (base + at) >= 2 else None
