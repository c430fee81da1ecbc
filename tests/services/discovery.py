"""Find a service once per run: as the environment says, at its usual port, or start our own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.services.run import Run

START_TIMEOUT_S = 30
ROOT = Path(__file__).parents[2]

_guards: list[subprocess.Popen[bytes]] = []
"""Never waited for: they end after us."""


class ServiceMissing(Exception):
    """The service is neither given nor running, and cannot be started here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a service is, or why it is not."""

    url: str | None
    how: str

    def __str__(self) -> str:
        return self.how if self.url else f"MISSING: {self.how}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One kind of service and the three ways to have it."""

    name: str
    variable: str
    usual_urls: Sequence[str]
    answers: Callable[[str], bool]
    """Whether a login at this address works, without a password of ours."""
    start: Callable[[Run], str]
    """Starts our own and returns its address. Raises ServiceMissing."""


def obtain(service: Service, run: Run) -> Found:
    """Return where the service is; all workers of a run get the same answer."""
    answer = run.folder / f"{service.name}.json"
    with run.only_one(service.name):
        if answer.exists():
            return Found(**json.loads(answer.read_text()))
        found = _look_for(service, run)
        answer.write_text(json.dumps(asdict(found)))
        return found


def known(service: Service, run: Run) -> Found | None:
    """Return what `obtain` found, ``None`` when no test asked for the service."""
    answer = run.folder / f"{service.name}.json"
    return Found(**json.loads(answer.read_text())) if answer.exists() else None


def _look_for(service: Service, run: Run) -> Found:
    if given := os.environ.get(service.variable):
        return Found(url=given, how=f"given by {service.variable}")
    for url in service.usual_urls:
        if service.answers(url):
            return Found(url=url, how="already running here")
    try:
        return Found(url=service.start(run), how="started for this run")
    except ServiceMissing as reason:
        return Found(url=None, how=str(reason))


def start_guarded(
    service: Service, run: Run, url: str, command: Sequence[str], *, user: str = ""
) -> str:
    """Run ``command`` until the run is over; return ``url`` once it answers.

    :raises ServiceMissing: when it does not answer in time.
    """
    folder = run.folder / service.name
    folder.mkdir(exist_ok=True)
    guard = [sys.executable, "-m", "tests.services.guard", str(run.folder), str(folder), user]
    _guards.append(
        subprocess.Popen(
            [*guard, *command], cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True
        )
    )
    deadline = time.monotonic() + START_TIMEOUT_S
    while not service.answers(url):
        if time.monotonic() > deadline:
            log = (folder / "log").read_text()
            raise ServiceMissing(f"{command[0]} did not answer within {START_TIMEOUT_S} s: {log}")
        time.sleep(0.05)
    return url


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
