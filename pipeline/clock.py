"""The time, and waiting: given to whoever needs it, so that it can be another one."""

from __future__ import annotations

import datetime as dt
import time


class Clock:
    """The machine's clock. Lengths of time are measured by a clock that cannot be set back."""

    def now(self) -> dt.datetime:
        """The time in UTC, to the second, without a zone."""
        return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)

    def seconds(self) -> float:
        """Seconds since an arbitrary moment; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(max(0.0, seconds))
