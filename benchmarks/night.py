"""What nights over many papers cost: papers that are set from the specimens' texts, each with a day of its own, served on this machine.

usage: python -m benchmarks.night [COUNT] [--turns N]    (1,000 by default; needs about 1 GB below the folder for temporary files)

The papers are read in this process, which costs a third of reading each in processes of its own. With --turns they are stand-ins for
long minutes, with so many turns each, that nobody reads. Every night after that is the command as it is: one that loads them all, one
in which nothing has changed, the same without asking the site, and one with a single new paper.
Prints seconds, the largest memory of the command, and that of the largest process that it started.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import importlib
import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import psutil
import yaml

from benchmarks import standin
from pipeline import attempt as reading
from pipeline import read as pages
from pipeline.isolate import Outcome
from pipeline.plan import Given
from pipeline.process import Workshop
from pipeline.settings import ROOT, Settings
from pipeline.warehouse import connect
from specimens.make import TEXTS, build
from specimens.source import parse

TEXT_OF = {"suginami": "suginami_minutes", "nerima": "nerima_minutes"}
FIRST = dt.date(2019, 6, 1)


def paper(n: int) -> tuple[str, bytes]:
    """The n-th paper: its ward, and the PDF."""
    ward = list(TEXT_OF)[n % len(TEXT_OF)]
    day = FIRST + dt.timedelta(days=2 * (n // len(TEXT_OF)))
    era = f"令和{day.year - 2018}年" if day.year > 2019 else "令和元年"
    text = (TEXTS / f"{TEXT_OF[ward]}.txt").read_text(encoding="utf-8").replace("producer=weasyprint ", "")
    text = re.sub(r"(日時 \| )令和\d+年\d+月\d+日", rf"\g<1>{era}{day.month}月{day.day}日", text)
    text = re.sub(r"^(# 令和)\d+(年度第)\d+回", rf"\g<1>{day.year - 2018}\g<2>{n + 1}回", text, flags=re.MULTILINE)
    return ward, build(parse(f"{ward}-{n}", text))[0]


class Site:
    """The papers by path, and a page for each ward."""

    def __init__(self) -> None:
        self.papers: dict[str, bytes] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        ward = handler.path.strip("/")
        links = "".join(f'<a href="{path}">会議録</a>' for path in self.papers if path.startswith(f"/{ward}/"))
        body = self.papers.get(handler.path) or links.encode()
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        same = handler.headers.get("If-None-Match") == tag
        handler.send_response(304 if same else 200 if body else 404)
        handler.send_header("ETag", tag)
        handler.send_header("Content-Length", "0" if same else str(len(body)))
        handler.end_headers()
        handler.wfile.write(b"" if same else body)


def configured(folder: Path, base: str) -> Path:
    """The configuration of the checkout, with the wards' sites on this machine."""
    for part in ("codebook", "lexicon"):
        shutil.copytree(ROOT / "data" / part, folder / part)
    (folder / "sources").mkdir()
    for ward in TEXT_OF:
        source = yaml.safe_load((ROOT / "data" / "sources" / f"{ward}.yml").read_text(encoding="utf-8"))
        page = {"url": f"{base}/{ward}", "confirmed": True}
        source["fetch"] = {
            "index_pages": [page],
            "take": [{"text": "会議録"}],
            "hosts": ["127.0.0.1"],
            "pace": 0,
            "most": 100_000,
        }
        (folder / "sources" / f"{ward}.yml").write_text(yaml.safe_dump(source, allow_unicode=True), encoding="utf-8")
    return folder


def in_this_process(target: str, args: list[Any], *, on_frame: Callable[[bytes], None] | None = None, **_: object) -> Outcome:
    """What `run_isolated` gives, without a process."""
    module, _, name = target.partition(":")
    result = getattr(importlib.import_module(module), name)(*args)
    items: Iterator[Any] = result if inspect.isgenerator(result) else iter([result])
    frames = [msgspec.msgpack.encode(item) for item in items]
    for frame in frames if on_frame else ():
        on_frame(frame)
    return Outcome(frames)


def read(shop: Workshop, site: Site, path: str) -> None:
    """What is understood of a paper of the site, as a stage, before any night begins."""
    content = site.papers[path]
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(content)
        given = Given(
            path=Path(file.name),
            file_name=path.rsplit("/", 1)[-1],
            source_uri=site.base + path,
            sha256=hashlib.sha256(content).hexdigest(),
            byte_size=len(content),
            retrieved_at=dt.datetime(2026, 1, 1),
            new=True,
        )
        shop.process(given)


def command(name: str, settings: Settings) -> str:
    """Run a command of shingikai; gives back what it cost."""
    said = {"HOME": settings.data, "CONFIG": settings.config, "CONTACT": "night@example.org", "LOOPBACK": "1"}
    environment = os.environ | {f"SHINGIKAI_{key}": str(value) for key, value in said.items()} | {"PYTHONPATH": str(ROOT)}
    begun, used, most = time.monotonic(), os.times(), dict[int, int]()
    run = psutil.Popen(
        [sys.executable, "-m", "flows.cli", name],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while run.poll() is None:
        for process in [run, *children(run)]:
            try:
                most[process.pid] = max(most.get(process.pid, 0), process.memory_info().rss)
            except psutil.NoSuchProcess:
                continue
        time.sleep(0.05)
    after = os.times()
    spent = after.children_user + after.children_system - used.children_user - used.children_system
    own, others = most.pop(run.pid, 0) >> 20, max(most.values(), default=0) >> 20
    words = f"{time.monotonic() - begun:6.1f} s ({spent:.1f} s of processor), {own} MB, its children at most {others} MB"
    return f"{words}, exit code {run.returncode}"


def children(run: psutil.Popen) -> list[psutil.Process]:
    try:
        found: list[psutil.Process] = run.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return found


def rows(settings: Settings) -> str:
    connection = connect(settings.warehouse)
    try:
        counts = ", ".join(f"(SELECT count(*) FROM {name}) AS {name}" for name in ("documents", "pages", "items", "turns"))
        found = connection.execute(f"SELECT {counts}").fetchdf()
        return ", ".join(f"{found[name][0]} {name}" for name in found)
    finally:
        connection.close()


def add(site: Site, n: int, turns: int | None) -> str:
    """The n-th paper on the site; gives back its path."""
    ward, content = (next(iter(TEXT_OF)), standin.paper(n, turns)) if turns else paper(n)
    site.papers[f"/{ward}/{n}.pdf"] = content
    return f"/{ward}/{n}.pdf"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--turns", type=int)
    args = parser.parse_args()
    reading.run_isolated = pages.run_isolated = in_this_process  # type: ignore[assignment, attr-defined]
    site = Site()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder) / "data", config=configured(Path(folder) / "config", site.base))
        shop = Workshop(settings, standin.attempt if args.turns else reading.attempt)
        begun = time.monotonic()
        for n in range(args.count):
            read(shop, site, add(site, n, args.turns))
        print(f"{args.count} papers set and read, in one process: {time.monotonic() - begun:.1f} s", flush=True)
        print(f"all papers new, and read before: {command('nightly', settings)}", flush=True)
        for words, name in (("nothing changed", "nightly"), ("nothing changed, without asking the site", "reprocess")):
            print(f"{words}: {command(name, settings)}", flush=True)
        new = add(site, args.count, args.turns)
        if args.turns:
            read(shop, site, new)
        print(f"one new paper: {command('nightly', settings)}")
        sizes = {
            part: sum(p.stat().st_size for p in (settings.data / part).rglob("*") if p.is_file())
            for part in ("archive", "stage", "warehouse")
        }
        print(f"rows: {rows(settings)}")
        print("on disk: " + ", ".join(f"{part} {size / (1 << 20):.1f} MB" for part, size in sizes.items()))
    site.server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
