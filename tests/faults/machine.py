"""A machine for one program, whose clock jumps and whose disk is slow or full when we say so."""

import mmap
import shutil
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.services.fixtures import require
from tests.services.run import join_run

SOURCE = Path(__file__).with_name("machine.c")
_STATE = struct.Struct("=3q")


class Machine:
    """What a program that inherits `environment` finds around it; ``disk`` is part of a path."""

    def __init__(self, folder: Path, *, disk: str) -> None:
        state = folder / "machine"
        state.write_bytes(bytes(_STATE.size))
        state.chmod(0o644)  # PostgreSQL runs as somebody else
        with state.open("r+b") as file:
            self._state = mmap.mmap(file.fileno(), _STATE.size)
        self.environment: Mapping[str, str] = {
            "LD_PRELOAD": str(_library()),
            "MACHINE_STATE": str(state),
            "MACHINE_DISK": disk,
        }
        self._clock_offset_s = self._sync_delay_ms = 0
        self._disk_is_full = False

    def set_clock(self, offset_s: int) -> None:
        """Let the time of day be another from now on; intervals stay what they are."""
        self._clock_offset_s = offset_s
        self._write()

    def slow_disk(self, sync_delay_ms: int) -> None:
        """Let each sync take so much longer."""
        self._sync_delay_ms = sync_delay_ms
        self._write()

    def fill_disk(self, *, is_full: bool) -> None:
        """Let no file grow any more, or let them again."""
        self._disk_is_full = is_full
        self._write()

    def _write(self) -> None:
        state = (self._clock_offset_s, self._sync_delay_ms, self._disk_is_full)
        _STATE.pack_into(self._state, 0, *state)


def _library() -> Path:
    """Compile it, once per run."""
    run = join_run()
    library = run.folder / "machine.so"
    with run.only_one("machine"):
        if not library.exists():
            compiler = shutil.which("cc")
            if compiler is None:
                require("a C compiler", "cc is not on the PATH (apt install build-essential)")
            built = library.with_suffix(".new")
            command = [str(compiler), "-shared", "-fPIC", "-O2", "-o", str(built), str(SOURCE)]
            subprocess.run([*command, "-ldl"], check=True, capture_output=True)
            built.chmod(0o755)
            built.rename(library)
    return library
