"""Copies what a Python program prints onto the tape of the test that started it.

Every Python that finds this on its path runs it before anything else: so what a program says is
searched even when a test reads it through a pipe, keeps it in a file, or kills the program.
"""

import os
import sys

TYPE_CHECKING = False  # every program pays for what is imported here
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TextIO

FOLDER = "TEST_TAPES_FOLDER"


class Tee:
    """A stream that writes to the tape first; the tape has no buffer, so a kill loses nothing."""

    def __init__(self, stream: "TextIO", tape: int) -> None:
        self._stream = stream
        self._tape = tape

    def write(self, text: str) -> int:
        os.write(self._tape, text.encode(errors="replace"))
        return self._stream.write(text)

    def writelines(self, lines: "Iterable[str]") -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> "Any":
        return getattr(self._stream, name)


def begin(folder: str) -> None:
    """Copy both streams from now on."""
    path = os.path.join(folder, str(os.getpid()))
    tape = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for name in ("stdout", "stderr"):
        setattr(sys, name, Tee(getattr(sys, name), tape))


if os.path.isdir(os.environ.get(FOLDER, "")) and sys.stdout and sys.stderr:
    begin(os.environ[FOLDER])
