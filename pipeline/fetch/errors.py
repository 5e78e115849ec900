"""What can go wrong with one address. It concerns that address only; the run goes on."""

from __future__ import annotations


class FetchError(Exception):
    """An address could not be had. `code` says why in one word, `passing` whether another attempt may succeed, `retry_after`
    (seconds) when the server wants to be asked again."""

    def __init__(self, code: str, message: str, *, passing: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.code, self.passing, self.retry_after = code, passing, retry_after
