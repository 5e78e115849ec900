"""From nothing to a served night, as docs/operations.md says it, on a real Prefect server with an empty home and a real worker."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import PrefectHTTPStatusError
from prefect.settings import PREFECT_API_URL, temporary_settings

from pipeline.verify import verify
from pipeline.warehouse import connect

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SAMPLE = ROOT / "data" / "samples" / "suginami_minutes.pdf"
GRACE = 5.0  # what a server or worker gets to end by itself; nothing of it is kept
PATIENCE = 400  # seconds; a machine that does nothing else needs 5 for a run


def commands() -> list[str]:
    """The commands of the first section of the operations page, the setting up of the environment left out."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    found = re.search(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert found
    lines = [line.partition("#")[0].strip() for line in found[1].splitlines()]
    assert lines[0] == "make setup"
    assert len(lines) == 5
    return [line.replace(".venv/bin/", f"{BIN}/") for line in lines[1:]]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def config(site: Any, tmp_path: Path) -> Path:
    """The configuration of the checkout, with the one source on this machine."""
    place = tmp_path / "config"
    shutil.copytree(ROOT / "data" / "codebook", place / "codebook")
    shutil.copytree(ROOT / "data" / "lexicon", place / "lexicon")
    (place / "sources").mkdir(exist_ok=True)
    (place / "sources" / "mihon.yml").unlink(missing_ok=True)
    source = yaml.safe_load((ROOT / "data" / "sources" / "suginami.yml").read_text(encoding="utf-8"))
    source["fetch"] |= {
        "index_pages": [{"url": f"{site.base}/kaigi/index.html", "confirmed": True}],
        "take": [{"text": "会議録"}],
        "hosts": ["127.0.0.1"],
        "pace": 0,
    }
    (place / "sources" / "suginami.yml").write_text(yaml.safe_dump(source, allow_unicode=True), encoding="utf-8")
    return place


class Told(list[str]):
    """What a webhook of this machine was told."""

    def wait_for(self, count: int) -> None:
        """Hooks of a run that has died work after its state is known."""
        deadline = time.monotonic() + PATIENCE
        while len(self) < count and time.monotonic() < deadline:
            time.sleep(0.2)
        assert len(self) == count


@pytest.fixture
def served(site: Any, config: Path, tmp_path: Path) -> Iterator[Path]:
    """The commands of the page, the last (the worker) going on; gives back the folder of data."""
    port, home = free_port(), tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "SHINGIKAI_"))} | {
        "HOME": str(home),
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_SERVER_DATABASE_TIMEOUT": "120",
        "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT": "120",
        "PREFECT_API_REQUEST_TIMEOUT": "120",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PYTHONPATH": str(ROOT),
        "PWD": str(ROOT),
        "SHINGIKAI_HOME": str(tmp_path / "data"),
        "SHINGIKAI_CONFIG": str(config),
        "SHINGIKAI_LOOPBACK": "1",
        "SHINGIKAI_NOTIFY": "custom-webhook/ops",
    }
    started: list[subprocess.Popen[bytes]] = []
    *before, last = [line.replace(":4200", f":{port}") for line in commands()]
    try:
        for line in [*before, f"exec env {last}"]:
            with (tmp_path / "said.txt").open("ab") as said:
                one = subprocess.Popen(
                    ["bash", "-c", line], cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True
                )
            started.append(one)
            if line in before:
                assert one.wait(PATIENCE) == 0, f"{line}: {(tmp_path / 'said.txt').read_text()}"
        with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}):
            yield tmp_path / "data"
    finally:
        for one in reversed(started):
            _end(one)


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a command and all that it has left running: the server, or the worker with its runs."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGTERM)
        gone = time.monotonic() + GRACE
        while time.monotonic() < gone:
            started.poll()
            os.killpg(started.pid, 0)
            time.sleep(0.1)
        os.killpg(started.pid, signal.SIGKILL)


def begun(client: SyncPrefectClient) -> FlowRun:
    """A run of the night, started by hand."""
    found = client.read_deployment_by_name("nightly/nightly")
    return client.create_flow_run_from_deployment(found.id)


def ended(client: SyncPrefectClient, run: FlowRun) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        time.sleep(0.2)
        try:
            state = client.read_flow_run(run.id).state
        except PrefectHTTPStatusError:  # a busy machine: its database was locked for too long
            continue
        if state and state.is_final():
            return f"{state.name}"
    raise AssertionError("the run does not end")


def artifacts(client: SyncPrefectClient) -> dict[str, Any]:
    return {str(found.key): found.data for found in client.read_artifacts()}


@pytest.fixture
def told(site: Any) -> Told:
    heard = Told()

    def do_post(handler: Any) -> None:
        heard.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))["text"])
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()

    site.server.RequestHandlerClass.do_POST = do_post
    return heard


def test_a_night_is_served_reported_killed_and_made_good(site: Any, served: Path, told: Told) -> None:
    paper = SAMPLE.read_bytes()
    site.paper("/kaigi/a.pdf", paper)
    site.index(("a.pdf", "会議録"), ("gone.pdf", "会議録"), ("fees.pdf", "手数料"))
    hook = {"text": "{{subject}}: {{body}}"}
    CustomWebhookNotificationBlock(name="ops", url=f"{site.base}/hook", json_data=hook).save("ops")
    with get_client(sync_client=True) as client:
        _deployed(client)
        assert ended(client, begun(client)) == "Completed"
        _reported(artifacts(client), site.base)
        assert len(told) == 1
        assert "gone.pdf answered 404" in told[0]
        site.paper("/kaigi/b.pdf", (SAMPLE.parent / "nerima_annual.pdf").read_bytes())
        site.index(("a.pdf", "会議録"), ("b.pdf", "会議録"))
        _killed(client)
        told.wait_for(2)
        assert "nightly has crashed" in told[1]
        assert ended(client, begun(client)) == "Completed"
        limit = client.read_global_concurrency_limit_by_name("host:127.0.0.1")
        assert (limit.limit, limit.active) == (1, True)
    assert len(told) == 2, "an ordinary night tells nobody"
    assert verify_of(served) == []


def _deployed(client: SyncPrefectClient) -> None:
    names = {found.name: found for found in client.read_deployments()}
    assert set(names) == {"nightly", "backfill", "reprocess", "verify", "by-hand"}
    night = names["nightly"]
    assert [(s.schedule.cron, s.schedule.timezone) for s in night.schedules] == [("0 3 * * *", "Asia/Tokyo")]  # type: ignore[union-attr]
    assert night.global_concurrency_limit is not None
    assert night.global_concurrency_limit.limit == 1
    assert client.read_work_pool("shingikai").type == "process"
    deadline = time.monotonic() + PATIENCE
    planned: list[FlowRun] = []
    while not planned and time.monotonic() < deadline:
        planned = [run for run in client.read_flow_runs() if run.deployment_id == night.id and run.auto_scheduled]
        time.sleep(0.2)
    at = min(run.expected_start_time for run in planned if run.expected_start_time)
    assert at.astimezone(dt.timezone(dt.timedelta(hours=9))).hour == 3


def _reported(found: dict[str, Any], base: str) -> None:
    assert "## Failed: suginami" in found["nightly"]
    addresses = {(row["what"], row["address"]) for row in json.loads(found["nightly-addresses"])}
    assert addresses == {
        ("new", f"{base}/kaigi/a.pdf"),
        ("failed", f"{base}/kaigi/gone.pdf"),
        ("no pattern", f"{base}/kaigi/fees.pdf"),
    }
    (ward,) = json.loads(found["nightly-wards"])
    assert (ward["ward"], ward["documents"]) == ("suginami", 1)
    assert ward["items"] > 0
    assert all(row["broken"] == 0 for row in json.loads(found["nightly-checks"]))
    assert {"nightly-findings", "nightly-changes"} <= set(found)


def _killed(client: SyncPrefectClient) -> None:
    """A run whose process is killed while a child of it reads a paper."""
    run = begun(client)
    deadline, reading = time.monotonic() + PATIENCE, list[psutil.Process]()
    while not reading and time.monotonic() < deadline:
        mine = [process for process in psutil.process_iter() if _works_for(process, str(run.id))]
        reading = [process for process in mine if "pipeline.extract.child" in _command(process)]
    assert reading
    for process in mine:
        if process not in reading:
            process.send_signal(signal.SIGKILL)
    assert ended(client, run) == "Crashed"
    gone, alive = psutil.wait_procs(reading, timeout=PATIENCE)
    assert gone
    assert not alive


def _command(process: psutil.Process) -> list[str]:
    try:
        found: list[str] = process.cmdline()
    except psutil.Error:
        return []
    return found


def _works_for(process: psutil.Process, run: str) -> bool:
    try:
        return process.environ().get("PREFECT__FLOW_RUN_ID") == run
    except psutil.Error:
        return False


def verify_of(data: Path) -> list[str]:
    from pipeline.settings import Settings

    settings = Settings(data=data)
    connection = connect(settings.warehouse)
    assert connection.execute("SELECT count(*) FROM runs").fetchall() == [(2,)]
    connection.close()
    return verify(settings, settings.warehouse, ())
