"""Why a file cannot be read, and what a person should do about it."""

from __future__ import annotations

from typing import Literal

ErrorCode = Literal["encrypted", "not_pdf", "empty_file", "truncated", "malformed", "too_large", "timeout", "memory", "crashed"]

ADVICE: dict[str, str] = {
    "encrypted": "The file asks for a password; save a copy without one and load that",
    "not_pdf": "The file is {what}, not a PDF; fetch the PDF itself",
    "empty_file": "The file has no bytes; fetch it again",
    "truncated": "The file is cut off; fetch it again",
    "malformed": "The file is damaged and no page can be opened; fetch it again or ask for another copy",
    "too_large": "The file is larger than allowed ({what}); split it or raise the limit",
    "timeout": "Reading took longer than {what}; the file is broken or hostile, print it to a new PDF or raise the limit",
    "memory": "Reading took more memory than {what}; the file is broken or hostile, print it to a new PDF or raise the limit",
    "crashed": "The reading process died ({what}); print the file to a new PDF and load that",
}
"""What a person should do, by error code; `{what}` is filled in."""


def advice(code: ErrorCode, what: str = "") -> str:
    """The message for an error code."""
    return ADVICE[code].format(what=what)
