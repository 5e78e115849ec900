"""Doing: fetching, reading, loading, checking. Runs without Prefect."""
