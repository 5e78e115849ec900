"""Who is told of what: the Prefect blocks that the operator names, and the limits that keep runs of one server apart."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, cast

from prefect.blocks.core import Block
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import ObjectNotFound
from prefect.flows import Flow

import flows.mail  # noqa: F401 - makes its block known
from pipeline.errors import PipelineError

NOTIFY_VARIABLE = "SHINGIKAI_NOTIFY"


def tell(subject: str, body: str) -> None:
    """Tell the Prefect blocks that SHINGIKAI_NOTIFY names (`slack-webhook/ops,custom-webhook/ops`): each is told, then the
    first that failed is raised."""
    failed: Exception | None = None
    for name in filter(None, (part.strip() for part in os.environ.get(NOTIFY_VARIABLE, "").split(","))):
        try:
            cast("Any", Block.load(name)).notify(body, subject)
        except Exception as error:
            failed = failed or error
    if failed:
        raise PipelineError(f"{NOTIFY_VARIABLE}: {failed}") from failed


def tell_state(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """A hook of flows: tell that a run has failed, or that its process has died (then it is the worker that tells)."""
    tell(f"shingikai: {flow.name} has {state.type.value.lower()}", f"{flow_run.name}: {state.message}")


def limit_hosts(hosts: Sequence[str]) -> list[str]:
    """The names of the limits of these hosts on the Prefect server. One that is not there is made, for one run at a time."""
    names = [f"host:{host}" for host in hosts]
    with get_client(sync_client=True) as client:
        for name in names:
            try:
                client.read_global_concurrency_limit_by_name(name)
            except ObjectNotFound:
                client.create_global_concurrency_limit(GlobalConcurrencyLimitCreate(name=name, limit=1))
    return names
