"""One run of pytest: a folder shared by its xdist workers and by the guards of its services."""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - what is made in it has names of its own
ENOUGH = 4 * 2**30

FOLDER = "SIGEC_TEST_RUN_FOLDER"
"""How workers, which inherit the environment, find the folder of their run."""


class Run:
    """What the processes of one run have in common."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prefix = folder.name.replace("-", "_")
        """In the name of all that this run makes inside a service: `sigec_test_…`."""

    @contextmanager
    def only_one(self, what: str) -> Iterator[None]:
        """Let one process of the run at a time do ``what``."""
        with (self.folder / f"{what}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def kept_alive(self) -> Iterator[None]:
        """Mark the run as alive until this ends or the process dies, whichever comes first."""
        with (self.folder / "alive").open("w") as alive:
            fcntl.flock(alive, fcntl.LOCK_EX)
            yield

    def wait_for_end(self) -> None:
        """Return when the run is over, however it ended: the kernel gives up a dead one's lock."""
        with (self.folder / "alive").open() as alive:
            fcntl.flock(alive, fcntl.LOCK_SH)

    def wait_until_removed(self) -> None:
        """Return when the last member has left; for tests of this."""
        with suppress(FileNotFoundError), (self.folder / "members").open() as members:
            fcntl.flock(members, fcntl.LOCK_EX)

    @contextmanager
    def membership(self) -> Iterator[None]:
        """Use the folder; the last member to leave removes it."""
        with (self.folder / "members").open("a") as members:
            fcntl.flock(members, fcntl.LOCK_SH)
            try:
                yield
            finally:
                fcntl.flock(members, fcntl.LOCK_UN)
                try:
                    fcntl.flock(members, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    shutil.rmtree(self.folder, ignore_errors=True)


def use_memory_for_files() -> None:
    """Put the temporary files of this run into memory, where the machine offers enough of it.

    Databases commit thousands of times: on a disk the suite would wait for it most of the time.
    """
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@contextmanager
def start_run() -> Iterator[Run]:
    """Open a run; on leaving, its services end and its folder goes."""
    folder = Path(tempfile.gettempdir()) / f"sigec-test-{secrets.token_hex(4)}"
    folder.mkdir(mode=0o711)  # a service that runs as another user must pass through
    run = Run(folder)
    with run.membership(), run.kept_alive():
        yield run


def join_run() -> Run:
    """Return the run that this process belongs to."""
    return Run(Path(os.environ[FOLDER]))
