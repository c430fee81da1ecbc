"""What holds for every test: sockets stay on this machine, and no secret is ever logged."""

import ipaddress
import logging
import os
import socket
import sys
from collections.abc import Generator
from typing import Any
from urllib.parse import urlsplit

import pytest

from sigec.kit.logs import configure_logs
from tests.canaries import find_leaks
from tests.services.fixtures import SERVICES
from tests.tapes import Tapes

WATCHED = ("Captured stdout", "Captured stderr", "Captured log")


class OutsideConnection(Exception):
    """A test tried to reach another machine."""


_tapes = pytest.StashKey[Tapes]()


@pytest.hookimpl(trylast=True)  # the folder of the run is there by then
def pytest_configure(config: pytest.Config) -> None:
    """Log as a site does, into pytest's capture, and watch connections and started programs."""
    if not _is_shared_out(config):
        config.stash[_tapes] = Tapes.begin()
    configure_logs(level="INFO", as_json=True)
    logging.getLogger().handlers.clear()

    given = (os.environ.get(service.variable, "") for service in SERVICES)
    allowed = {host for url in given if (host := urlsplit(url).hostname)}
    sys.addaudithook(lambda event, arguments: _stay_here(event, arguments, allowed))


def _stay_here(event: str, arguments: tuple[Any, ...], allowed: set[str]) -> None:
    if event not in {"socket.connect", "socket.sendto"}:
        return
    sender, address = arguments
    if sender.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
        host = address[0]
        if not (_is_loopback(host) or host in allowed):
            raise OutsideConnection(f"a test tried to reach {host}; use a fake on 127.0.0.1")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_shared_out(config: pytest.Config) -> bool:
    """Say whether other processes run the tests: what they start is theirs to listen to."""
    return bool(config.getoption("numprocesses", None)) and not hasattr(config, "workerinput")


@pytest.fixture(autouse=True)
def _search_what_tests_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search what a test takes out of pytest's capture itself: no report has it any more."""
    read = pytest.CaptureFixture.readouterr

    def searched(self: pytest.CaptureFixture[str]) -> Any:
        found = read(self)
        leaks = find_leaks(f"{found.out}{found.err}")
        assert leaks == [], f"printed {', '.join(leaks)}, which must never be"
        return found

    monkeypatch.setattr(pytest.CaptureFixture, "readouterr", searched)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test during which a canary was logged or printed, by us or by what we started."""
    report = yield
    if call.when == "teardown" and (said := item.config.stash[_tapes].news()):
        report.sections.append((f"{WATCHED[0]} of programs", said))
    fail_if_leaking(report)
    return report


def fail_if_leaking(report: pytest.TestReport) -> None:
    """Turn a report into a failure when what it captured holds a canary."""
    said = "".join(text for title, text in report.sections if title.startswith(WATCHED))
    if leaks := find_leaks(said):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} logged {', '.join(leaks)}, which must never be"
