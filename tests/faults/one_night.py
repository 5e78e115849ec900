"""A night in a process of its own, for tests that kill it: arguments are the folders of data and configuration."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import duckdb

from pipeline.errors import BusyError, PipelineError
from pipeline.fetch.client import Client
from pipeline.nightly import nightly
from pipeline.process import Workshop
from pipeline.settings import Settings

BUSY = 75


def main() -> int:
    spec = importlib.util.spec_from_file_location("kit", Path(__file__).with_name("conftest.py"))
    assert spec
    assert spec.loader
    kit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kit)
    settings = Settings(data=Path(sys.argv[1]), config=Path(sys.argv[2]), contact="test@example.org", loopback=True, keep=2)

    def client(s: Settings, c: object) -> Client:
        return Client(s.contact or "", limits=kit.LIMITS, loopback=True)

    print("begun", flush=True)
    try:
        nightly(Workshop(settings, kit.understand), settings.warehouse, client=client)
    except BusyError:
        return BUSY
    except (OSError, PipelineError, duckdb.Error) as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
