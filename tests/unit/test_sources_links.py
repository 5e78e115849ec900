"""What the wards' sites are known to be like, and their traps: which links are papers, which are left, which are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.fetch.links import Link
from pipeline.fetch.survey import Rules
from pipeline.settings import ROOT
from pipeline.sources import load_sources, read_source

N, A, S = (f"https://www.city.{ward}.tokyo.jp" for ward in ("nerima", "adachi", "suginami"))
KNOWN = [
    ("nerima", "会議資料（PDF：240KB）", f"{N}/kusei/kaigi/johokokai/r06.files/0601siryou.pdf", "take"),
    ("nerima", "令和６年度　運営状況", f"{N}/kusei/kaigi/johokokai/index.files/unei.pdf", "take"),
    ("nerima", "令和6年度 第2回", f"{N}/kusei/kaigi/johokokai/r06-2.html", "follow"),
    ("nerima", "区民意識意向調査", f"{N}/kusei/kaigi/johokokai/r06.files/chosa.pdf", "unknown"),
    ("nerima", "会議録", f"{N}/gikai/kaigiroku/r06.files/0601.pdf", "leave"),
    ("nerima", "議会だより（会議資料）", f"{N}/kusei/kaigi/x.files/dayori.pdf", "leave"),
    ("nerima", "会議録", "https://www.kaigiroku.example/nerima/a.files/b.pdf", "elsewhere"),
    ("adachi", "令和6年度第1回 足立区情報公開・個人情報保護審議会 会議録", f"{A}/documents/12345/01.pdf", "take"),
    ("adachi", "第十三期第２回情報公開・個人情報保護審議会", f"{A}/ku/shingikai/johokokai.html", "follow"),
    ("adachi", "会期日程（資料）", f"{A}/documents/12345/nittei.pdf", "leave"),
    ("adachi", "議決結果", f"{A}/documents/12345/kekka.pdf", "leave"),
    ("adachi", "申請書", f"{A}/documents/99/form.docx", "unknown"),
    ("adachi", "お問い合わせ", f"{A}/ku/toiawase.html", "other"),
    ("suginami", "第1回会議録", f"{S}/documents/1234/kaigiroku.pdf", "take"),
    ("suginami", "デジタル・セキュリティ部会 資料", f"{S}/documents/1234/siryo1", "take"),
    ("suginami", "資料一覧", f"{S}/documents/1234/index.html", "other"),
    ("suginami", "会議録", "https://www.suginami-new.example/documents/1/a.pdf", "elsewhere"),
    ("suginami", "傍聴について（資料）", f"{S}/documents/1234/bocho.pdf", "leave"),
]  # fmt: skip


@pytest.mark.parametrize(("ward", "words", "url", "kind"), KNOWN, ids=[f"{ward} {words}" for ward, words, *_ in KNOWN])
def test_a_link_of_a_ward(ward: str, words: str, url: str, kind: str) -> None:
    source = read_source(ROOT / "data" / "sources" / f"{ward}.yml")
    assert Rules(source.fetch).kind(Link(url, words)) == kind


def test_no_page_is_asked_that_nobody_has_confirmed() -> None:
    for source in load_sources(Path(ROOT / "data" / "sources")):
        assert source.fetch.hosts
        assert source.fetch.usual_pause
        assert {"documents", "items"} <= set(source.rows)
        for page in (*source.fetch.index_pages, *source.fetch.older_pages):
            assert page.confirmed or page.note
            assert page.url.startswith(tuple(f"https://{host}/" for host in source.fetch.hosts))
