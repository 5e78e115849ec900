"""The Prefect flow gives what the plain run gives."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from flows import ingest as module
from pipeline.errors import PipelineError
from pipeline.ingest import ingest
from pipeline.process import Summary, Workshop

Paper = Callable[..., Path]


@pytest.fixture
def opened(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """The flow's workshop has the stand-in for the reader."""
    monkeypatch.setattr(module, "open_shop", lambda stage: shop)
    return shop


def test_the_flow_gives_the_same_content_as_the_plain_run(opened: Workshop, paper: Paper, tmp_path: Path) -> None:
    paper("a.pdf", items=[{"title": "窓口の委託", "conditions": ["記録を残すこと。"]}], turns=["はい。"])
    paper("b.pdf", kind="papers", items=[{"title": "窓口の委託", "outcome": "pending"}])
    (tmp_path / "in" / "c.pdf").write_text("<html>", encoding="utf-8")
    seen: list[Summary] = []
    planned: list[int] = []
    watch = module.Watch(lambda documents: planned.append(len(documents)), lambda given, summary: seen.append(summary))
    flow = module.run([tmp_path / "in"], tmp_path / "flow.duckdb", jobs=2, watch=watch)
    plain = ingest([tmp_path / "in"], tmp_path / "plain.duckdb", opened)
    assert flow.run.content_hash == plain.run.content_hash
    assert [s.document_id for s in flow.rejected] == [s.document_id for s in plain.rejected]
    assert planned == [3]
    assert len(seen) == 3
    again = module.run([tmp_path / "in"], tmp_path / "flow.duckdb", jobs=2)
    assert again.unchanged


def test_the_cache_is_set_aside_where_the_stage_is_gone(opened: Workshop, paper: Paper, tmp_path: Path) -> None:
    path = paper("a.pdf", items=[{"title": "い"}])
    module.run([path], tmp_path / "w.duckdb")
    for stage in opened.stages.folder.rglob("*.msgpack"):
        stage.unlink()
    report = module.run([path], tmp_path / "w.duckdb")
    assert report.unchanged
    assert list(opened.stages.folder.rglob("*.msgpack"))


def test_a_run_leaves_a_table_of_its_documents(
    opened: Workshop, paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[UUID, dict[str, Any]]] = []
    create = module.create_table_artifact
    monkeypatch.setattr(module, "create_table_artifact", lambda **given: made.append((create(**given), given)))
    report = module.run([paper("a.pdf", items=[])], tmp_path / "w.duckdb")
    ((artifact, given),) = made
    assert isinstance(artifact, UUID), "Prefect took it"
    assert report.run.run_id in given["description"]
    assert [row["document"] for row in given["table"]] == [report.given[0].document_id]


def test_errors_of_a_run_come_through(opened: Workshop, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="no file or folder"):
        module.run([tmp_path / "missing"], tmp_path / "w.duckdb")


def test_the_deployments_name_the_flow() -> None:
    root = Path(__file__).resolve().parents[2]
    prepared = yaml.safe_load((root / "prefect.yaml").read_text(encoding="utf-8"))
    nightly = next(d for d in prepared["deployments"] if d["name"] == "nightly")
    assert nightly["schedules"] == [{"cron": "0 3 * * *", "timezone": "Asia/Tokyo", "active": True}]
    assert nightly["concurrency_limit"]["limit"] == 1
    for deployment in prepared["deployments"]:
        file, name = deployment["entrypoint"].split(":")
        assert (root / file).is_file()
        found = getattr(import_module(file.removesuffix(".py").replace("/", ".")), name)
        assert set(deployment.get("parameters", {})) <= set(found.parameters.properties)
