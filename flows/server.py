"""Whether the Prefect server that this machine is told to use answers, and whether the night is deployed on it."""

from __future__ import annotations

from prefect import __version__
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL

from pipeline.doctor import Sign

NIGHT = "nightly/nightly"


def examine_server() -> list[Sign]:
    """Look at the server; changes nothing."""
    url = PREFECT_API_URL.value()
    if not url:
        return [Sign("prefect server", "ok", "none is named (PREFECT_API_URL): a flow starts one of its own")]
    with get_client(sync_client=True) as client:
        failed = client.api_healthcheck()
        if failed:
            return [Sign("prefect server", "warning", f"{url} does not answer: {failed}")]
        version = client.api_version()
        level, words = ("ok", "") if version == __version__ else ("warning", f", but this program has {__version__}")
        return [Sign("prefect server", level, f"{url}, version {version}{words}"), _night(client)]


def _night(client: SyncPrefectClient) -> Sign:
    try:
        found = client.read_deployment_by_name(NIGHT)
    except ObjectNotFound:
        return Sign("prefect night", "warning", "is not deployed: prefect deploy --all")
    ready = found.status is not None and found.status.value == "READY"
    active = any(schedule.active for schedule in found.schedules)
    if ready and active and not found.paused:
        return Sign("prefect night", "ok", "deployed, a worker is there")
    return Sign("prefect night", "warning", "no worker is there" if not ready else "its schedule is paused")
