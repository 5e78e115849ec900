"""What a site can do to a night: every good paper comes in, nothing bad does, and the night ends."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import duckdb
import pytest

from pipeline.warehouse import connect

GOOD = "/kaigi/good.pdf"


@pytest.fixture
def names(settings: Any) -> Callable[[], list[str]]:
    """The documents of the warehouse."""

    def ask() -> list[str]:
        with duckdb.connect(str(settings.warehouse), read_only=True) as base:
            return [name for (name,) in base.execute("SELECT file_name FROM documents ORDER BY 1").fetchall()]

    return ask


@pytest.fixture
def good(site: Any, kit: Any) -> bytes:
    content: bytes = kit.pdf(items=[{"title": "窓口の委託"}])
    site.paper(GOOD, content)
    site.index((GOOD, "会議録"), ("bad.pdf", "資料"))
    return content


def whole(settings: Any) -> None:
    """Nothing half-written lies about."""
    left = [p for p in settings.data.rglob(".*") if p.is_file() and not p.name.endswith(".lock")]
    assert left == []
    for path in (settings.archive).rglob("*.pdf"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b"%")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"%PDF-1.4\n" + b"x" * 300)


FAULTS: dict[str, tuple[str, Callable[[Any, str], Any]]] = {
    "404": ("http", lambda kit, path: kit.send(404, b"")),
    "500": ("http", lambda kit, path: kit.send(500, b"")),
    "503 for long": ("http", lambda kit, path: kit.send(503, b"", Retry_After="7200")),
    "slow drip": ("unreachable", lambda kit, path: drip),
    "cut off": ("unreachable", lambda kit, path: cut),
    "redirected in circles": ("redirect_loop", lambda kit, path: kit.send(302, b"", Location=path)),
    "sent to a private address": (
        "forbidden_host",
        lambda kit, path: kit.send(302, b"", Location="http://169.254.169.254/x.pdf"),
    ),
    "sent to another host": ("forbidden_host", lambda kit, path: kit.send(301, b"", Location="https://example.org/x.pdf")),
    "a web page": ("not_pdf", lambda kit, path: kit.send(200, b"<!DOCTYPE html><p>moved", Content_Type="application/pdf")),
    "nothing": ("not_pdf", lambda kit, path: kit.send(200, b"")),
    "too large": ("too_large", lambda kit, path: kit.send(200, b"%PDF-1.4\n" + b"0" * (2 << 20))),
    "gzip bomb": (
        "too_large",
        lambda kit, path: kit.send(200, gzip.compress(b"%PDF-1.4\n" + b"0" * (40 << 20)), Content_Encoding="gzip"),
    ),
    "strange packing": ("encoding", lambda kit, path: kit.send(200, b"%PDF-1.4\n%%EOF", Content_Encoding="br")),
}


RESTS = ("503 for long",)  # after such an answer the host is left alone, so that nothing else could be asked beside it


@pytest.mark.parametrize(
    "faults", [tuple(name for name in FAULTS if name not in RESTS), RESTS], ids=["any", "leave the host alone"]
)
def test_a_fault_of_a_paper_costs_no_other_and_the_next_night_mends_it(
    faults: tuple[str, ...], site: Any, kit: Any, good: bytes, night: Any, names: Any, settings: Any
) -> None:
    papers = {fault: f"/kaigi/{n}.pdf" for n, fault in enumerate(faults)}
    site.index((GOOD, "会議録"), *[(path, "資料") for path in papers.values()])
    for fault, path in papers.items():
        site.pages[path] = FAULTS[fault][1](kit, path)
    done = night()
    codes = {trouble.url.removeprefix(site.base): trouble.code for trouble in done.fetched[0].failed}
    assert codes == {path: FAULTS[fault][0] for fault, path in papers.items()}
    assert names() == ["good.pdf"]
    whole(settings)
    for n, path in enumerate(papers.values(), 1):
        site.paper(path, kit.pdf(held_on=f"2024-06-{n:02}", items=[{"title": "新しい案件"}]))
    again = night()
    assert again.fetched[0].failed == ()
    assert len(again.fetched[0].new) == len(papers)
    assert names() == sorted(["good.pdf", *(path.rsplit("/", 1)[-1] for path in papers.values())])


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_time_gets_it(status: int, site: Any, kit: Any, good: bytes, night: Any, clock: Any) -> None:
    site.paper("/kaigi/bad.pdf", kit.pdf(held_on="2024-06-01"))
    then = site.pages["/kaigi/bad.pdf"]
    site.pages["/kaigi/bad.pdf"] = lambda h: (
        then(h) if site.asked.count("/kaigi/bad.pdf") > 1 else kit.send(status, b"", Retry_After="30")(h)
    )
    done = night()
    assert done.fetched[0].failed == ()
    assert [s for s in clock.slept if s >= 30]


def raw(answer: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer byte by byte."""
    return lambda handler: handler.wfile.write(answer) and None


NONSENSE = {
    "no status": b"what?\r\n\r\n",
    "nothing at all": b"",
    "a length below zero": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n%PDF-",
    "a length that is no number": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n%PDF-",
    "pieces without lengths": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n%PDF-1.4\r\n",
    "endless headers": b"HTTP/1.1 200 OK\r\n" + b"X-Y: " + b"z" * 200_000,
    "broken packing": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n%PDF-1.4\n%%EOF",
    "sent to no port": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:abc/\r\n\r\n",
    "sent to no host": b"HTTP/1.1 302 Found\r\nLocation: http://xn--/\r\n\r\n",
    "sent to no address": b"HTTP/1.1 302 Found\r\nLocation: \x01\r\n\r\n",
    "asks for a strange wait": b"HTTP/1.1 503 No\r\nRetry-After: \xb2\xb3\r\nContent-Length: 0\r\n\r\n",
}


def test_nonsense_of_a_server_costs_no_good_paper(site: Any, kit: Any, good: bytes, night: Any, names: Any) -> None:
    site.index(("<base href='http://[", "x"), *[(f"{n}.pdf", "資料") for n in range(len(NONSENSE))], (GOOD, "会議録"))
    for n, answer in enumerate(NONSENSE.values()):
        site.pages[f"/kaigi/{n}.pdf"] = raw(answer)
    done = night()
    assert len(done.fetched[0].failed) == len(NONSENSE)
    assert names() == ["good.pdf"]
    for n in range(len(NONSENSE)):
        site.paper(f"/kaigi/{n}.pdf", kit.pdf(held_on=f"2023-{n + 1:02d}-01"))
    assert night().fetched[0].failed == ()
    assert len(names()) == len(NONSENSE) + 1


def test_a_page_with_a_broken_base_is_read(site: Any, kit: Any, good: bytes, night: Any) -> None:
    site.index((GOOD, "会議録"), before="<base href='http://[bad'>")
    assert len(night().fetched[0].new) == 1


@pytest.mark.parametrize("claimed", [100, 100_000])
def test_a_wrong_length_is_mended_by_the_next_night(
    claimed: int, site: Any, kit: Any, good: bytes, night: Any, names: Any
) -> None:
    paper = kit.pdf(held_on="2024-06-01", items=[{"title": "新しい案件"}], turns=["はい。" * 200])
    head = f'HTTP/1.1 200 OK\r\nContent-Length: {claimed}\r\nETag: "x"\r\n\r\n'.encode()
    site.pages["/kaigi/bad.pdf"] = raw(head + paper)
    first = night().fetched[0]
    assert [t.code for t in first.failed] == ([] if claimed < len(paper) else ["unreachable"])
    site.paper("/kaigi/bad.pdf", paper)
    second = night()
    assert second.fetched[0].failed == ()
    assert second.report.run.documents_rejected == (1 if claimed < len(paper) else 0), "what was cut stays as an old version"
    assert "bad.pdf" in names()


def test_robots_txt_is_obeyed(site: Any, kit: Any, good: bytes, night: Any) -> None:
    site.paper("/kaigi/bad.pdf", kit.pdf())
    site.pages["/robots.txt"] = kit.send(200, b"User-agent: *\nDisallow: /kaigi/bad.pdf\nCrawl-delay: 7\n")
    done = night()
    assert [trouble.code for trouble in done.fetched[0].failed] == ["robots"]
    assert "/kaigi/bad.pdf" not in site.asked


def test_a_site_whose_robots_txt_fails_is_not_asked(site: Any, kit: Any, good: bytes, night: Any) -> None:
    site.pages["/robots.txt"] = kit.send(500, b"")
    done = night()
    assert done.report is None
    assert set(site.asked) == {"/robots.txt"}


def test_an_unchanged_night_asks_with_etags_and_reads_nothing(site: Any, kit: Any, good: bytes, night: Any) -> None:
    site.paper("/kaigi/bad.pdf", kit.pdf(held_on="2024-06-01"))
    first = night()
    second = night()
    assert len(first.fetched[0].new) == 2
    assert len(second.fetched[0].unchanged) == 2
    assert second.report.unchanged
    sent = site.headers[-1]
    assert "if-none-match" in sent
    assert "if-modified-since" in sent
    assert sent["user-agent"] == "shingikai (+test@example.org)"


def test_changed_content_supersedes_and_nothing_is_deleted(site: Any, kit: Any, good: bytes, night: Any, settings: Any) -> None:
    site.index((GOOD, "会議録"))
    first = night()
    newer = kit.pdf(items=[{"title": "窓口業務の委託"}])
    site.paper(GOOD, newer)
    second = night()
    assert first.fetched[0].new == second.fetched[0].changed
    old, new = (hashlib.sha256(content).hexdigest()[:16] for content in (good, newer))
    with duckdb.connect(str(settings.warehouse), read_only=True) as base:
        assert dict(base.execute("SELECT document_id, superseded_by FROM documents").fetchall()) == {old: new, new: None}
        assert base.execute("SELECT title FROM items").fetchall() == [("窓口業務の委託",)]
    assert len(list(settings.archive.rglob("*.pdf"))) == 2
    assert len(list((settings.warehouse.parent / "older").iterdir())) == 1


def test_a_vanished_paper_is_marked_and_stays(site: Any, kit: Any, good: bytes, night: Any, names: Any) -> None:
    site.paper("/kaigi/bad.pdf", kit.pdf(held_on="2024-06-01"))
    night()
    site.index((GOOD, "会議録"))
    done = night()
    assert [url.rsplit("/")[-1] for url in done.fetched[0].vanished] == ["bad.pdf"]
    assert names() == ["bad.pdf", "good.pdf"]
    assert night().fetched[0].vanished == ()


def test_where_a_page_cannot_be_read_nothing_is_called_vanished(site: Any, kit: Any, good: bytes, night: Any) -> None:
    site.paper("/kaigi/bad.pdf", kit.pdf(held_on="2024-06-01"))
    night()
    site.pages["/kaigi/index.html"] = kit.send(500, b"")
    done = night()
    assert done.fetched[0].vanished == ()
    assert [trouble.code for trouble in done.fetched[0].failed] == ["http"]


def test_traps_of_index_pages(site: Any, kit: Any, good: bytes, night: Any) -> None:
    site.index(path="/kaigi/index.html", before='<meta http-equiv="refresh" content="0; URL=\'new/page.html\'">')
    site.index(
        (GOOD, "会　議　録"),
        (f"{GOOD}#page=2", "第2頁"),
        ("2024.html", "令和６年度"),
        ("tayori.pdf", "議会だより・会議録"),
        ("fees.pdf", "手数料"),
        ("https://elsewhere.example/a.pdf", "会議録"),
        ("mailto:x@example.org", "会議録"),
        path="/kaigi/new/page.html",
    )
    site.pages["/kaigi/new/2024.html"] = kit.send(
        200, "<meta charset=Shift_JIS><base href='/kaigi/new/'><a href=b.pdf>資料</a>".encode("cp932"), Content_Type="text/html"
    )
    site.paper("/kaigi/new/b.pdf", kit.pdf(held_on="2024-06-01"))
    done = night().fetched[0]
    assert sorted(url.rsplit("/")[-1] for url in done.new) == ["b.pdf", "good.pdf"]
    assert [link.url.rsplit("/")[-1] for link in done.unknown] == ["fees.pdf"]
    assert [link.url for link in done.elsewhere] == ["https://elsewhere.example/a.pdf"]
    assert not [path for path in site.asked if "tayori" in path]


def test_ten_thousand_links_many_of_them_twice(site: Any, kit: Any, good: bytes, night: Any) -> None:
    site.index(*[(f"/x/{n % 5000}.html", "お知らせ") for n in range(9_998)], (GOOD, "会議録"), (GOOD, "会議録"))
    done = night().fetched[0]
    assert len(done.new) == 1
    assert site.asked.count(GOOD) == 1
    assert len(site.asked) == 3


def test_a_file_without_a_pdfs_end_is_taken_if_it_is_so_on_the_site(
    site: Any, kit: Any, good: bytes, night: Any, names: Any
) -> None:
    site.paper("/kaigi/bad.pdf", b"%PDF-1.4\n{}\n")
    assert len(night().fetched[0].new) == 2
    assert names() == ["bad.pdf", "good.pdf"]
    site.paper("/kaigi/bad.pdf", kit.pdf(held_on="2024-06-01"))
    assert len(night().fetched[0].changed) == 1


def test_the_clock_may_be_set_back_and_forward(site: Any, kit: Any, good: bytes, night: Any, clock: Any, names: Any) -> None:
    site.index((GOOD, "会議録"))
    for day, silent in ((dt.datetime(2030, 1, 1), 0), (dt.datetime(1999, 1, 1), 0), (dt.datetime(2031, 1, 1), 1)):
        clock.at = day
        done = night()
        assert done.fetched[0].failed == ()
        assert len(done.silent) == silent
        assert names() == ["good.pdf"]
    site.paper(GOOD, kit.pdf(held_on="2024-06-01"))
    clock.at = dt.datetime(1999, 1, 1)
    assert len(night().fetched[0].changed) == 1
    assert night().fetched[0].unchanged


def test_a_reader_of_the_old_warehouse_is_not_disturbed(site: Any, kit: Any, good: bytes, night: Any, settings: Any) -> None:
    night()
    reader = connect(settings.warehouse)
    site.paper("/kaigi/bad.pdf", kit.pdf(held_on="2024-06-01"))
    night()
    assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(1,)]
    reader.close()
    reader = connect(settings.warehouse)
    assert reader.execute("SELECT count(*) FROM documents").fetchall() == [(2,)]
    reader.close()
