"""The nightly flow on a Prefect server: it loads what a site has, leaves a report, and tells those who want to know."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from prefect.artifacts import Artifact
from prefect.blocks.notifications import CustomWebhookNotificationBlock

from flows import nightly as module
from flows.mail import Mail as LetterBlock
from pipeline.errors import PipelineError
from pipeline.process import Workshop
from pipeline.settings import Settings

PAPER = b"%PDF-1.4\n%%EOF"
INDEX = '<a href="/a.pdf">会議録</a><a href="/b.pdf">会議録</a>'.encode()
YAML = """
ward: mihon
name_ja: 見本区
name_en: Mihon
council: 見本審議会
publisher: 見本区
parser: mihon
recognise: [見本]
fetch:
  index_pages: [{{url: "{base}/", confirmed: true}}]
  take: [{{text: 会議録}}]
  hosts: [127.0.0.1]
  pace: 0
"""


class Told(list[dict[str, Any]]):
    """What a webhook was told."""


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def base(told: Told) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = {"/": INDEX, "/a.pdf": PAPER}.get(self.path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write(body or b"")

        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def opened(shop: Workshop, base: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    (shop.settings.sources / "mihon.yml").write_text(YAML.format(base=base), encoding="utf-8")
    settings = Settings(data=shop.settings.data, config=shop.settings.config, contact="test@example.org", loopback=True)
    own = Workshop(settings, shop.attempt)
    monkeypatch.setattr(module, "open_shop", lambda: own)
    monkeypatch.setattr(module, "load", lambda: settings)
    return own


def test_a_night_is_loaded_reported_and_told(opened: Workshop, base: str, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    block = CustomWebhookNotificationBlock(
        name="ops", url=f"{base}/hook", json_data={"head": "{{subject}}", "text": "{{body}}"}
    )
    block.save("ops", overwrite=True)
    monkeypatch.setenv("SHINGIKAI_NOTIFY", "custom-webhook/ops")
    night = module.nightly()
    assert [len(one.new) for one in night.fetched] == [1]
    assert night.report is not None
    assert opened.settings.warehouse.exists()
    assert len(told) == 1
    assert "b.pdf answered 404" in told[0]["text"]
    artifact = Artifact.get("nightly-changes")
    assert night.report.run.run_id in str(artifact)
    assert module.verify() == []


def test_a_refused_load_leaves_a_report_of_what_was_fetched(opened: Workshop) -> None:
    path = opened.settings.config / "corrections" / "wrong.yml"
    path.parent.mkdir()
    path.write_text("- {table: nothing}\n", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"wrong\.yml"):
        module.nightly()
    report = Artifact.get("nightly")
    assert report is not None
    assert "## New: mihon" in str(report.data)
    assert "The old one stays: `" in str(report.data)
    path.unlink()
    night = module.nightly()
    assert night.report is not None, "what was fetched is loaded by the next night"


def test_damage_is_told_and_the_flow_fails(opened: Workshop, base: str, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    block = CustomWebhookNotificationBlock(name="ops", url=f"{base}/hook", json_data={"text": "{{body}}"})
    block.save("ops", overwrite=True)
    module.nightly()
    monkeypatch.setenv("SHINGIKAI_NOTIFY", "custom-webhook/ops")
    next(opened.settings.archive.glob("??/*.pdf")).write_bytes(b"damaged")
    with pytest.raises(Exception, match="damaged"):
        module.verify()
    assert "is damaged" in told[0]["text"]


class Mail(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to receive a letter."""

    letters: list[str] = []

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go\r\n")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part.decode())
                self.letters.append("".join(lines))
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")
            if line.upper().startswith(b"QUIT"):
                return


def test_a_letter_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    url = f"mailto://127.0.0.1:{server.server_address[1]}?from=night@example.org&to=ops@example.org&mode=insecure"
    LetterBlock(url=url).save("mail", overwrite=True)
    monkeypatch.setenv("SHINGIKAI_NOTIFY", "mail/mail")
    module.tell("見本", "body of the letter")
    server.shutdown()
    server.server_close()
    assert len(Mail.letters) == 1
    assert "ops@example.org" in Mail.letters[0]
