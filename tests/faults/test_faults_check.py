"""What `sources check` says to the person who sets a source up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flows.cli import main


def test_check_says_what_would_be_fetched_and_keeps_nothing(
    site: Any, kit: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = settings.sources / "mihon.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("confirmed: true", "confirmed: false"), encoding="utf-8")
    site.pages["/kaigi/index.html"] = kit.send(301, b"", Location="/page/77.html")
    site.index(
        ("a.pdf", "会議録"),
        ("b.pdf", "会期日程（資料）"),
        ("c.pdf", "手数料"),
        ("https://kaigiroku.example/d.pdf", "会議録"),
        ("e.html", "令和6年度"),
        path="/page/77.html",
    )
    for name, value in (("HOME", settings.data), ("CONFIG", settings.config), ("CONTACT", "a@example.org"), ("LOOPBACK", 1)):
        monkeypatch.setenv(f"SHINGIKAI_{name}", str(value))
    assert main(["sources", "check", "--format", "json"]) == 0
    rows = [(row["what"], row["text"], row["url"]) for row in json.loads(capsys.readouterr().out)]
    assert rows == [
        ("new", "会議録", f"{site.base}/page/a.pdf"),
        ("no pattern", "手数料", f"{site.base}/page/c.pdf"),
        ("other host", "会議録", "https://kaigiroku.example/d.pdf"),
        ("left", "会期日程（資料）", f"{site.base}/page/b.pdf"),
        ("page", "not confirmed, not read at night", f"{site.base}/kaigi/index.html"),
        ("page moved", f"now {site.base}/page/77.html", f"{site.base}/kaigi/index.html"),
        ("trouble: http", f"{site.base}/page/e.html answered 404", f"{site.base}/page/e.html"),
    ]
    assert not list(settings.data.rglob("*.pdf"))
    assert not [path for path in site.asked if path.endswith(".pdf")]
