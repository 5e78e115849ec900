"""Sentences of an invented council, made from a small vocabulary: as many as a page needs, the same for the same seed."""

from __future__ import annotations

from random import Random

_WHO = (
    "見本課",
    "受付係",
    "仮の委員会",
    "担当の職員",
    "見本株式会社",
    "申込みをした人",
    "窓口の係長",
    "点検する者",
    "第3分室",
    "中央の倉庫",
)
_WHEN = ("毎月5日に", "年度の初めに", "雨の日には", "令和5年4月から", "受け取った翌日に", "午後3時までに", "三か月ごとに", "")
_WHAT = (
    "名簿",
    "申請書の控え",
    "台帳",
    "鍵の番号",
    "封筒",
    "記録の写し",
    "一覧表",
    "利用者の電話番号",
    "PCの設定",
    "予約の取消し",
)
_HOW = ("二人で", "暗号をかけて", "目で見て", "別の部屋で", "番号の順に", "紙と画面で", "残らず", "もう一度")
_DO = (
    "確かめる",
    "書き写す",
    "棚に戻す",
    "数え直す",
    "区へ知らせる",
    "消しておく",
    "見せ合う",
    "まとめて送る",
    "保管する",
    "照らし合わせる",
)
_TAIL = (
    "。",
    "ことにした。",
    "必要がある。",
    "わけではない。",
    "ように求めた。",
    "という意見があった。",
    "ことは、まだ決まっていない。",
)
_LINK = ("なお、", "ただし、", "また、", "", "", "", "", "")
_HEAD = ("仕事のあらまし", "見直しの理由", "守りの手だて", "これからの日程", "かかる費用", "残された宿題", "前回の宿題への答え")


def sentence(random: Random) -> str:
    """A sentence of 15 to 45 characters."""
    core = f"{random.choice(_WHO)}は、{random.choice(_WHEN)}{random.choice(_WHAT)}を{random.choice(_HOW)}{random.choice(_DO)}"
    return random.choice(_LINK) + core + random.choice(_TAIL)


def paragraph(random: Random) -> str:
    """Two to five sentences."""
    return "".join(sentence(random) for _ in range(random.randint(2, 5)))


def heading(random: Random, number: int) -> str:
    """A numbered heading."""
    return f"{number}　{random.choice(_HEAD)}"


def item(random: Random) -> str:
    """Words for a cell."""
    return f"{random.choice(_WHAT)}の{random.choice(('点検', '受付', '発送', '保管', '更新'))}"


def exception(number: int) -> str:
    """Words for a note, other ones for every number up to ten."""
    return f"{_WHAT[number % len(_WHAT)]}を除く。"


def bullet(random: Random) -> str:
    """A point of a list, one sentence."""
    return "・" + sentence(random)
