"""Official titles of national laws that wards' councils cite, the short names in common use, and what names mean in a text.

A title is a name, not a text: the list may grow freely. Names that it lacks are still found by their form (see `citations`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemas.text import fold

NUMBER_ACT = "行政手続における特定の個人を識別するための番号の利用等に関する法律"
TITLES: tuple[str, ...] = (
    "日本国憲法", "個人情報の保護に関する法律", "行政機関の保有する個人情報の保護に関する法律",
    "独立行政法人等の保有する個人情報の保護に関する法律", "行政機関の保有する情報の公開に関する法律",
    "独立行政法人等の保有する情報の公開に関する法律", "公文書等の管理に関する法律",
    NUMBER_ACT,
    "デジタル社会の形成を図るための関係法律の整備に関する法律", "デジタル社会形成基本法", "官民データ活用推進基本法",
    "情報通信技術を活用した行政の推進等に関する法律", "地方公共団体情報システムの標準化に関する法律",
    "電子署名等に係る地方公共団体情報システム機構の認証業務に関する法律", "電子署名及び認証業務に関する法律",
    "不正アクセス行為の禁止等に関する法律", "サイバーセキュリティ基本法", "特定電子メールの送信の適正化等に関する法律",
    "住民基本台帳法", "戸籍法", "地方自治法", "地方公務員法", "地方税法", "地方教育行政の組織及び運営に関する法律",
    "行政不服審査法", "行政事件訴訟法", "行政手続法", "国家賠償法", "公職選挙法", "統計法", "著作権法", "民法", "刑法", "刑事訴訟法",
    "民事訴訟法", "弁護士法", "会社法", "国税徴収法", "所得税法", "国税通則法", "印鑑登録法", "住居表示に関する法律",
    "労働者派遣事業の適正な運営の確保及び派遣労働者の保護等に関する法律", "労働基準法", "労働安全衛生法",
    "雇用保険法", "健康保険法", "厚生年金保険法", "国民年金法", "国民健康保険法", "介護保険法", "高齢者の医療の確保に関する法律",
    "生活保護法", "生活困窮者自立支援法", "児童福祉法", "児童手当法", "児童扶養手当法", "児童虐待の防止等に関する法律",
    "特別児童扶養手当等の支給に関する法律", "母子保健法", "母子及び父子並びに寡婦福祉法", "子ども・子育て支援法",
    "子ども・若者育成支援推進法", "こども基本法", "少年法", "学校教育法", "学校保健安全法", "教育基本法", "社会教育法",
    "図書館法", "いじめ防止対策推進法", "就学前の子どもに関する教育、保育等の総合的な提供の推進に関する法律",
    "障害者基本法", "身体障害者福祉法", "知的障害者福祉法", "精神保健及び精神障害者福祉に関する法律",
    "障害者の日常生活及び社会生活を総合的に支援するための法律", "障害を理由とする差別の解消の推進に関する法律",
    "障害者虐待の防止、障害者の養護者に対する支援等に関する法律", "発達障害者支援法", "老人福祉法", "社会福祉法", "民生委員法",
    "高齢者虐待の防止、高齢者の養護者に対する支援等に関する法律", "配偶者からの暴力の防止及び被害者の保護等に関する法律",
    "ストーカー行為等の規制等に関する法律", "成年後見制度の利用の促進に関する法律", "再犯の防止等の推進に関する法律",
    "感染症の予防及び感染症の患者に対する医療に関する法律", "予防接種法", "新型インフルエンザ等対策特別措置法", "健康増進法",
    "地域保健法", "医療法", "医師法", "難病の患者に対する医療等に関する法律", "がん対策基本法", "がん登録等の推進に関する法律",
    "自殺対策基本法", "食品衛生法", "狂犬病予防法", "動物の愛護及び管理に関する法律",
    "公的給付の支給等の迅速かつ確実な実施のための預貯金口座の登録等に関する法律",
    "災害対策基本法", "災害救助法", "消防法", "水防法", "建築基準法", "都市計画法", "道路法", "道路交通法", "公営住宅法",
    "空家等対策の推進に関する特別措置法", "廃棄物の処理及び清掃に関する法律", "都市公園法", "墓地、埋葬等に関する法律",
    "民間事業者による信書の送達に関する法律", "犯罪被害者等基本法", "暴力団員による不当な行為の防止等に関する法律",
    "公共サービス改革法", "競争の導入による公共サービスの改革に関する法律", "中小企業等経営強化法", "消費者安全法",
)  # fmt: skip

SHORT: dict[str, str] = {
    "憲法": "日本国憲法",
    "個人情報保護法": "個人情報の保護に関する法律",
    "個情法": "個人情報の保護に関する法律",
    "行政機関個人情報保護法": "行政機関の保有する個人情報の保護に関する法律",
    "独立行政法人等個人情報保護法": "独立行政法人等の保有する個人情報の保護に関する法律",
    "情報公開法": "行政機関の保有する情報の公開に関する法律",
    "公文書管理法": "公文書等の管理に関する法律",
    "番号法": NUMBER_ACT,
    "番号利用法": NUMBER_ACT,
    "マイナンバー法": NUMBER_ACT,
    "デジタル社会形成整備法": "デジタル社会の形成を図るための関係法律の整備に関する法律",
    "デジタル手続法": "情報通信技術を活用した行政の推進等に関する法律",
    "標準化法": "地方公共団体情報システムの標準化に関する法律",
    "公的個人認証法": "電子署名等に係る地方公共団体情報システム機構の認証業務に関する法律",
    "不正アクセス禁止法": "不正アクセス行為の禁止等に関する法律",
    "住基法": "住民基本台帳法",
    "労働者派遣法": "労働者派遣事業の適正な運営の確保及び派遣労働者の保護等に関する法律",
    "児童虐待防止法": "児童虐待の防止等に関する法律",
    "精神保健福祉法": "精神保健及び精神障害者福祉に関する法律",
    "障害者総合支援法": "障害者の日常生活及び社会生活を総合的に支援するための法律",
    "障害者差別解消法": "障害を理由とする差別の解消の推進に関する法律",
    "高齢者医療確保法": "高齢者の医療の確保に関する法律",
    "感染症法": "感染症の予防及び感染症の患者に対する医療に関する法律",
    "新型インフルエンザ等特措法": "新型インフルエンザ等対策特別措置法",
    "公金受取口座登録法": "公的給付の支給等の迅速かつ確実な実施のための預貯金口座の登録等に関する法律",
    "廃棄物処理法": "廃棄物の処理及び清掃に関する法律",
    "空家対策特別措置法": "空家等対策の推進に関する特別措置法",
    "DV防止法": "配偶者からの暴力の防止及び被害者の保護等に関する法律",
}
_DERIVED = re.compile(r"(?:施行令|施行規則|施行細則)$")


class LawContext:
    """What names of laws mean at a point of a text: short names, the laws cited so far, and the article cited last.

    `defined` holds the short names that the text itself defined, `names` all of them.
    """

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self.names: dict[str, str] = {}
        self.defined: dict[str, str] = {}
        self.last_article: str | None = None
        self._cited: list[str] = []
        self._tails: dict[str, list[str]] = {}
        for short, full in (*((t, t) for t in TITLES), *SHORT.items(), *(names or {}).items()):
            self._name(short, full)

    def define(self, short: str, full: str) -> None:
        """From here on `short` means the law `full`, because the text says so."""
        self.defined[fold(short)] = full
        self._name(short, full)

    def _name(self, short: str, full: str) -> None:
        name = fold(short)
        if name not in self.names:
            tail = self._tails.setdefault(name[-1:], [])
            tail.append(name)
            tail.sort(key=len, reverse=True)
        self.names[name] = full

    def known(self, folded: str, end: int) -> str:
        """The longest known name that ends at the offset; empty where there is none."""
        return next((n for n in self._tails.get(folded[end - 1 : end], ()) if folded.endswith(n, 0, end)), "")

    def full(self, name: str) -> str:
        """The full name behind a printed one, of `番号法施行令` too."""
        derived = _DERIVED.search(name)
        if name in self.names or not derived:
            return self.names.get(name, name)
        base = name[: derived.start()]
        return self.names.get(base, base) + derived[0]

    def same(self, kind: str) -> str | None:
        """What 同法 (kind 法), 同条例 … stand for: the law cited last whose name ends alike."""
        ends = ("法", "法律") if kind in ("法", "法律") else (kind,)
        return next((law for law in reversed(self._cited) if law.endswith(ends)), None)

    @property
    def last(self) -> str | None:
        """The law cited last."""
        return self._cited[-1] if self._cited else None

    def cite(self, law: str) -> None:
        """Remember a law as the one cited last."""
        if law in self._cited:
            self._cited.remove(law)
        self._cited.append(law)
