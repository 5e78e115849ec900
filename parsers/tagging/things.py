"""Vendors, systems and products, places. Offsets are into tight text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.grammar.parties import ADDRESS
from parsers.tagging.facts import Facts
from parsers.tagging.people import STEM
from parsers.tagging.spans import Span

_FORM = (
    r"(?:株式会社|有限会社|合同会社|合資会社|\(株\)|\(有\)|特定非営利活動法人|NPO法人|社会福祉法人|医療法人(?:社団|財団)?|学校法人|宗教法人|税理士法人|弁護士法人|行政書士法人"
    r"|(?:一般|公益)(?:社団|財団)法人|社団法人|財団法人|協同組合|企業組合)"
)
_VENDOR_BEFORE = re.compile(
    rf"{_FORM}[ \n]?(?P<name>(?:[一-鿿々〆ヶァ-ヺーA-Za-z0-9&]|[・.'’-](?=[一-鿿ァ-ヺーA-Za-z])|[ ](?=[ァ-ヺA-Za-z])|(?<=[一-鿿ァ-ヺー])(?!である|です|とする|との|から|まで|など|により)[ぁ-ん]{{2,10}}(?=$|[\t\n(])"
    r"|^[ぁ-ん]|(?<=人)[ ]?[ぁ-ん]{2,12}(?=$|[\t\n、。(」])|(?<=ート|ービ|ンタ)ス)+)"
)
_VENDOR_BEHIND = re.compile(
    r"(?P<name>(?:[一-鿿々ヶァ-ヺーA-Za-z0-9&]|・(?=[一-鿿ァ-ヺーA-Za-z])){2,24})(?:株式会社|有限会社|合同会社|\(株\)|\(有\))(?:[一-鿿]{1,8}(?:支店|支社|営業所|事業所|本社|センター))?"
)
_BRANCH = re.compile(r"[ ]?[一-鿿ァ-ヺー]{1,10}(?:支店|支社|営業所|事業所|事業部|本部|本店)")
_CUT_VENDOR = re.compile(
    r"(?:代表|取締役|理事長|代表者|個人情報|プライバシー|東京都|(?:[一-鿿]{2,3}[都道府県])|[一-鿿]{1,5}[区市](?=[一-鿿]+\d)).*$"
)
_LIST_BEFORE = re.compile(r"^(?:.*(?:及び|並びに|委託先|委託事業者|受託者|事業者|者))+(?=.{2,})")

_SYSTEM = re.compile(
    rf"(?:{STEM}|等(?=[一-鿿])|把握・|及び(?=[一-鿿ァ-ヺー])|[りい](?=[一-鿿])|預かり|気づき){{2,28}}?(?:ネットワークシステム|システム|認証サービス|ポータルサイト|ポータル|アプリ(?:ケーション)?|サーバー?(?=$|[のがはにで、。)]))"
)
_TRIM_SYSTEM = re.compile(
    r"^(?:新たな|新しい|新規|新(?!型|宿|潟)|専用|本|当該|当|同|各|他|旧|現行|現|既存|既|独自|別|区|国|都|庁内|等|者|の|第\d+|\d+|上記|及び|導入|開発|委託|利用|使用|平成|令和|市販|次期|以下|月|年|日|回)+(?=.*(?:システム|サービス|サイト|ポータル|アプリ))"
)
_KIND_OF_SYSTEM = re.compile(
    r"(?:マネジメント|準拠|困難|対応|済み?|予定|関連|類似|同様|可能|不要|非対応|稼働中|更改後|移行後|移行前)システム$"
)
_GENERIC_SYSTEM = re.compile(
    r"^(?:情報|電算|電子|コンピュータ|コンピューター|業務|基幹|外部|内部|関連|関係|パッケージ|無償|無償提供|通報|事業者|標準|汎用|クラウド|Web|WEB|ウェブ|Web会議|Web会議の|オンライン|サブ|全|自動|個別|開発|対象|管理|運用|統合|予約|データベース|ファイル|サーバ|サーバー"
    r"|ASP|SaaS|画面|操作|受付|庁|社内|専用|新|本|法人|事業|スマートフォン|スマホ|モバイル|専門|端末|共通|住民|区民|職員|委員会|情報管理|各種|業務用|基盤|会議|支援|連携|機能|監視|認証|空調|防犯|防火|警報|入退室管理|入退管理|保存|検索|メール|社会|教育|経済|地方公共団体情報|データ|一括入力|ファイル転送|政府情報|クラウドサービス|コミュニケーション|ユーザー?|本人|電話|通知|申請|申込)?(?:システム|アプリ|アプリケーション|サーバー?|ポータル|ポータルサイト|認証サービス)$"
)
_TERMINAL = re.compile(r"(?:統合|文書|住基|個人番号)(?:端末|パソコン|PC)|Windows\s?PC")

_ROOM = re.compile(
    rf"(?:{STEM}{{1,12}}?(?:館|庁舎|ビル|プラザ|センター|区役所|役所))?[ ]?(?:\d{{1,2}}階)?[ ]?(?:第\d+|[一-鿿A-Z]{{1,5}})(?:会議室|委員会室|議場|研修室|ホール)(?:[A-Z\d]|[一二三四五])?"
)
_FACILITY = re.compile(
    rf"(?:区立|市立|都立)?(?:{STEM}|(?<=区立)[ぁ-ん]{{2,8}}(?=[一-鿿])|(?<=[)」、。 \n\t])(?!また|なお|この|その|ただ|から|まで|およ|すべ|さら|もし|もう|それ|では|しか|どの|いう|これ|ここ|より|あと|ため|こと|もの|とこ)[ぁ-ん]{{3,4}}(?=[一-鿿])|(?<=子育て)の){{1,20}}?(?:区民センター|地域集会所|会館|図書館|体育館|児童館|学童クラブ|保育園|保育所|幼稚園|小学校|中学校|区役所|庁舎|分庁舎|分室|生活園|福祉園|出張所|震災救援所"
    rf"|区民事務所|ひろば(?:[ァ-ヺー]+|(?![のでをにはがともやへ])[ぁ-ん]{{2,6}}?(?=$|[のでをにはがと、。)]))?|センター|サポートステーション|公園|美術館|博物館|文化館|敬老館|救護所|地域包括支援センター)(?:分室|分館|別館|本庁舎)?(?![一-鿿]{{0,3}}[課係]|[長員])"
)
_ALONE = re.compile(
    r"(?<![一-鿿ァ-ヺー])(?:学童クラブ|区民事務所|震災救援所|児童館|区役所(?:本庁舎)?|図書館|出張所|医療救護所|避難所)(?![一-鿿ァ-ヺー])"
)
_GENERIC_PLACE = re.compile(
    r"^(?:[①-⑳]|保健|国内|小|中|小中|道路|・|認可|区内|データ|コール|サービス|各|本|当該|同|他|区立|市立|公立|私立|民間|データ管理|管理|情報|事務|センター|オペレーション|コンタクト|バックアップ|運用|監視)*(?:センター|施設|保育園|保育所|幼稚園|小学校|中学校|公園|会館|庁舎|分室|ひろば)$|デイサービスセンター$"
)
_ADDRESS_TAIL = re.compile(
    r"(?:[一-鿿ァ-ヶぁ-んー]{0,14}[ ]?(?:[一二三四五六七八九十]+|\d+)(?:丁目)?[ ]?(?:\d+(?:番地?|号)?|[-ー−‐の番号地丁目 ]|\d)*)(?:[ ]?[一-鿿ァ-ヺーA-Za-z0-9]{1,20}(?:ビル|タワー|センター|プラザ|館)?(?:[ ]?\d{1,3}(?:階|F|号室))?)?"
)
_STREET = re.compile(
    r"(?<![一-鿿])(?!別紙|別表|別添|資料|様式|図表|付表|項目|番号|参考)[一-鿿ヶが]{2,6}[ ]?\d{1,2}-\d{1,3}(?:-\d{1,3})?(?:[ \n]?[一-鿿々ァ-ヺーA-Za-zがヶ]{2,14}[ ]?\d{1,2}階|[ ][一-鿿ァ-ヺーA-Za-z0-9]{2,16}(?:[ ]?\d{1,2}階)?)?"
)


def vendors(text: str, facts: Facts) -> Iterator[Span]:
    """Bodies with the name of their legal form; cut before an address or a title."""
    for match in _VENDOR_BEFORE.finditer(text):
        end = match.end()
        if cut := _CUT_VENDOR.search(text[match.start("name") : end]):
            end = match.start("name") + cut.start()
        if end - match.start("name") < 2:
            continue
        if branch := _BRANCH.match(text, end):
            end = branch.end()
        words = text[match.start() : end].rstrip()
        yield Span(match.start(), match.start() + len(words), "ORG_VENDOR", words.replace(" ", ""), 3)
    for match in _VENDOR_BEHIND.finditer(text):
        start = match.start()
        if before := _LIST_BEFORE.match(match["name"]):
            start += before.end()
        yield Span(start, match.end(), "ORG_VENDOR", text[start : match.end()], 2)


def systems(text: str, facts: Facts) -> Iterator[Span]:
    """Named systems and terminals; 新システム, 専用システム and the like are none."""
    for match in _SYSTEM.finditer(text):
        start, end = match.span()
        if trimmed := _TRIM_SYSTEM.match(text[start:end]):
            start += trimmed.end()
        words = text[start:end]
        if _GENERIC_SYSTEM.match(words) or _KIND_OF_SYSTEM.search(words) or len(words) < 6:
            continue
        yield Span(start, end, "SYSTEM", words, 1)
    for match in facts.systems.finditer(text):
        yield Span(*match.span(), "SYSTEM", match[0], 2)
    for match in _TERMINAL.finditer(text):
        yield Span(*match.span(), "SYSTEM", match[0], 1)


def places(text: str, facts: Facts) -> Iterator[Span]:
    """Addresses, rooms, and facilities by their names."""
    for match in ADDRESS.finditer(text):
        tail = _ADDRESS_TAIL.match(text, match.end())
        if tail and re.search(r"\d|[一二三四五六七八九十]+丁目", tail[0]):
            words = text[match.start() : tail.end()].rstrip(" 、。")
            yield Span(match.start(), match.start() + len(words), "PLACE", words, 2)
    for pattern, weight in ((_STREET, 1), (_ROOM, 1), (_FACILITY, 0), (_ALONE, 0)):
        for match in pattern.finditer(text):
            start = match.start()
            if trimmed := re.match(r"^(?:の|各|本|当該|同|他|旧|区内|等|及び)+(?=.{3,})", match[0]):
                start += trimmed.end()
            if not _GENERIC_PLACE.match(text[start : match.end()]) and match.end() - start > 2:
                yield Span(start, match.end(), "PLACE", text[start : match.end()], weight)
