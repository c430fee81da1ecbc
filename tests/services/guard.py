"""A program that runs one service and ends it, with its folder, once the test run is over.

`python -m tests.services.guard RUN_FOLDER SERVICE_FOLDER USER COMMAND…`; an empty USER is our own.
"""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.services.run import Run

STOP_TIMEOUT_S = 10


def main(run_folder: str, folder: str, user: str, *command: str) -> None:
    """Keep ``command`` running until the run is over."""
    run = Run(Path(run_folder))
    with run.membership():
        with (Path(folder) / "log").open("w") as log:
            service = subprocess.Popen(
                command,
                cwd=folder,
                user=user or None,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        run.wait_for_end()
        stop(service)
        shutil.rmtree(folder, ignore_errors=True)


def stop(service: subprocess.Popen[bytes]) -> None:
    """Ask a service to stop the fast way, which for all of ours is SIGINT; then insist."""
    service.send_signal(signal.SIGINT)
    try:
        service.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        service.kill()
        service.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
