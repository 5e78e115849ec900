"""A ward's site on this machine: an HTTP server whose pages and papers each test sets, and a night that reads stand-in papers."""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
import importlib.util
import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.clock import Clock
from pipeline.fetch.client import Client, Limits
from pipeline.nightly import Night, nightly
from pipeline.plan import Given
from pipeline.process import Workshop
from pipeline.settings import Settings
from pipeline.stages import Understood

HERE = Path(__file__).parent
Answer = Callable[[BaseHTTPRequestHandler], None]


def stand_in() -> Any:
    """The stand-in reader of tests/conftest.py."""
    spec = importlib.util.spec_from_file_location("stand_in", HERE.parent / "conftest.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def understand(given: Given, shop: Workshop) -> Understood:
    """A JSON paper between the first and last line of a PDF."""
    lines = given.path.read_bytes().split(b"\n")
    inner = shop.settings.data / "json" / f"{given.document_id}.json"
    inner.parent.mkdir(exist_ok=True, parents=True)
    inner.write_bytes(b"\n".join(lines[1:-1]))
    import msgspec

    return stand_in().understand_json(msgspec.structs.replace(given, path=inner), shop)


def pdf(**spec: Any) -> bytes:
    """A stand-in paper that has a PDF's beginning and end."""
    return b"%PDF-1.4\n" + json.dumps(spec, ensure_ascii=False).encode() + b"\n%%EOF"


class Quick(Clock):
    """A clock that does not wait, and that a test can set."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.at: dt.datetime | None = None

    def sleep(self, seconds: float) -> None:
        self.slept.append(max(0.0, seconds))

    def now(self) -> dt.datetime:
        return self.at or super().now()


class Site:
    """A site. `pages` are answers by path; `asked` the paths in the order in which they were asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append({k.lower(): v for k, v in self.headers.items()})
                self.close_connection = True
                site.pages.get(self.path, send(404, b"no"))(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def paper(self, path: str, content: bytes) -> None:
        """A file that knows its ETag and its day."""
        tag = f'"{hashlib.sha256(content).hexdigest()[:12]}"'

        def answer(handler: BaseHTTPRequestHandler) -> None:
            if handler.headers.get("If-None-Match") == tag:
                send(304, b"", ETag=tag)(handler)
            else:
                day = email.utils.formatdate(0, usegmt=True)
                send(200, content, ETag=tag, Last_Modified=day, Content_Type="application/pdf")(handler)

        self.pages[path] = answer

    def index(self, *links: tuple[str, str], path: str = "/kaigi/index.html", before: str = "") -> None:
        """A page with links (address, words), sent without a charset."""
        body = f"<html><head>{before}</head><body>" + "".join(f'<p><a href="{u}">{t}</a></p>' for u, t in links)
        self.pages[path] = send(200, body.encode(), Content_Type="text/html")


def send(status: int, body: bytes, **headers: str) -> Answer:
    """An answer with a body and its length."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **{k.replace("_", "-"): v for k, v in headers.items()}}.items():
            handler.send_header(name, value)
        handler.end_headers()
        if status != 304:
            handler.wfile.write(body)

    return answer


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


SOURCE = """
ward: mihon
name_ja: 見本区
name_en: Mihon
council: 見本審議会
publisher: 見本区
parser: mihon
recognise: [見本]
fetch:
  index_pages:
    - {{url: "{base}/kaigi/index.html", confirmed: true}}
  take:
    - {{text: 会議録|資料, path: '\\.pdf$'}}
  leave:
    - {{text: 議会だより|会期日程|議決結果}}
  follow:
    - {{text: 年度}}
  hosts: [127.0.0.1]
  pace: 0
  usual_pause: 100
"""


@pytest.fixture
def kit() -> Any:
    """The helpers of this module."""
    return sys.modules[__name__]


@pytest.fixture
def clock() -> Quick:
    return Quick()


@pytest.fixture
def settings(tmp_path: Path, site: Site) -> Settings:
    config = tmp_path / "config"
    (config / "sources").mkdir(parents=True)
    (config / "sources" / "mihon.yml").write_text(SOURCE.format(base=site.base), encoding="utf-8")
    return Settings(data=tmp_path / "data", config=config, contact="test@example.org", loopback=True, keep=2)


LIMITS = Limits(connect=2, read=0.5, total=1.5, patience=60, attempts=2)


@pytest.fixture
def night(settings: Settings, clock: Quick) -> Callable[..., Night]:
    """Runs a whole night over the site, with the stand-in reader or what a test puts in place of `reader`."""

    def run(max_bytes: int = 1 << 20, keep: int = 2) -> Night:
        own = msgspec.structs.replace(settings, max_bytes=max_bytes, keep=keep)

        def client(s: Settings, c: Clock) -> Client:
            return Client(s.contact or "", clock=c, limits=LIMITS, loopback=s.loopback)

        return nightly(Workshop(own, run.reader), settings.warehouse, clock=clock, client=client)

    run.reader = understand
    return run
