"""When things are done: the command line and the Prefect flows, thin wrappers around `pipeline`."""

import os

# Before Prefect is imported anywhere: it reports to nobody, and its own server may take its time to start on a slow machine.
for _name, _value in (
    ("DO_NOT_TRACK", "1"),
    ("PREFECT_SERVER_ANALYTICS_ENABLED", "false"),
    ("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120"),
):
    os.environ.setdefault(_name, _value)
