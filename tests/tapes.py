"""What the programs said that this process started: a tape for each, read on after each test."""

import os
from pathlib import Path

from tests.services.run import FOLDER

TAPES = "TEST_TAPES_FOLDER"
"""How `tests/tape/sitecustomize.py`, which every child runs, finds its place."""
_RECORDER = Path(__file__).parent / "tape"


class Tapes:
    """Reads each tape from where it was read last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, int] = {}

    @classmethod
    def begin(cls) -> "Tapes":
        """Let every Python that this process starts from now on be recorded."""
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        folder = Path(os.environ[FOLDER]) / f"tapes-{worker}"
        folder.mkdir(exist_ok=True)
        os.environ[TAPES] = str(folder)
        path = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_RECORDER), path)))
        return cls(folder)

    def news(self) -> str:
        """Return what was said since the last time."""
        said = []
        for tape in sorted(self._folder.iterdir()):
            with tape.open("rb") as file:
                file.seek(self._read.get(tape, 0))
                text = file.read()
                self._read[tape] = file.tell()
            said.append(text.decode(errors="replace"))
        return "".join(said)
