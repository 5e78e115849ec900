"""The dictionary of words in a process of its own, started with the first question: a question a line on its standard input, the
answer a line on its standard output (JSON)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from parsers.grammar.dictionary import Sense, elsewhere, here
from pipeline.settings import ROOT

COMMAND = [sys.executable, "-m", "pipeline.words"]


class WordServer:
    """Answers as `parsers.grammar.dictionary.here` does. Raises EOFError where its process has ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def __call__(self, words: str, whole: bool) -> list[Sense]:
        process = self.process = self.process or subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode((words, whole)) + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            raise EOFError(f"the process of the dictionary has ended with code {process.wait()}")
        return msgspec.json.decode(answer, type=list[Sense])

    def close(self) -> None:
        """Ends the process, if one was started."""
        if self.process:
            self.process.communicate()
            self.process = None


@contextmanager
def words_apart() -> Iterator[WordServer]:
    """Within, this process does without the dictionary."""
    server = WordServer()
    try:
        with elsewhere(server):
            yield server
    finally:
        server.close()


def main() -> None:
    """Answers until nobody asks any more."""
    for line in sys.stdin.buffer:
        words, whole = msgspec.json.decode(line, type=tuple[str, bool])
        sys.stdout.buffer.write(msgspec.json.encode(here(words, whole)) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
