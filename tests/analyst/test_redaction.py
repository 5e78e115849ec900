"""From the paper to every export: a private person's name that a page has is in no redacted file."""

from __future__ import annotations

import gzip
import re
import sqlite3
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.attempt import attempt
from pipeline.export.run import FORMATS, export
from pipeline.ingest import ingest
from pipeline.process import Workshop
from pipeline.settings import Settings
from pipeline.warehouse import connect
from specimens.fonts import EMBEDDED, register

LINES = (
    "（見本）個人情報に係る事務処理ミスについて",
    "1 経緯",
    "申請者の轟木花子様から、通知が届かないとの連絡があった。",
    "調査したところ、鷲尾 蓮太郎様宛ての封筒に同封して送付していた。",
    "轟木さんに謝罪し、鷲尾さん宅を訪問して回収した。",
    "2 対応",
    "鷲尾課長が全職員に周知した。轟木町の窓口でも確認を徹底する。",
)
PRIVATE = re.compile(r"轟木花子|蓮太郎|轟木さん|鷲尾さん")


@pytest.fixture(scope="module")
def warehouse_of_one_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("private")
    register()
    canvas = Canvas(str(folder / "mishap.pdf"), pagesize=A4)
    canvas.setFont(EMBEDDED, 11)
    for n, line in enumerate(LINES):
        canvas.drawString(70, 760 - 22 * n, line)
    canvas.save()
    target = folder / "w.duckdb"
    ingest([folder / "mishap.pdf"], target, Workshop(Settings(data=folder / "data"), attempt))
    return target


def words_of(path: Path) -> str:
    if path.suffix == ".parquet":
        return repr(pq.read_table(path).to_pylist())
    if path.suffix == ".sqlite":
        return "\n".join(sqlite3.connect(path).iterdump())
    data = path.read_bytes()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", "replace")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_format_has_the_name(warehouse_of_one_paper: Path, tmp_path: Path, form: str) -> None:
    connection = connect(warehouse_of_one_paper)
    names = {name for (name,) in connection.execute("SELECT DISTINCT name FROM private_names").fetchall()}
    assert {"轟木花子", "鷲尾 蓮太郎"} <= names
    for redact in (True, False):
        files = export(connection, tmp_path / str(redact), form, redact=redact)
        said = re.sub(r"\s", "", "".join(words_of(path) for path in files))
        assert bool(PRIVATE.search(said)) == (not redact and form not in ("akn", "popolo", "docbin"))
        if form in ("csv", "parquet", "sqlite"):
            assert "鷲尾課長が全職員に周知した。轟木町の窓口" in said
            assert redact == ("申請者の●●●●様から" in said)
    connection.close()
