"""A guard that never barks is no guard."""

import socket

import pytest
import structlog

from tests.canaries import PHONE, RFID_TOKEN, find_leaks
from tests.guards import OutsideConnection, fail_if_leaking

log = structlog.get_logger()


def report_of(said: str) -> pytest.TestReport:
    return pytest.TestReport(
        "test_it", ("", 0, ""), {}, "passed", None, "call", [("Captured log call", said)]
    )


def test_a_logged_canary_fails_the_test_that_logged_it() -> None:
    report = report_of(f"authorised {RFID_TOKEN.lower()}")
    fail_if_leaking(report)
    assert report.failed
    assert RFID_TOKEN in str(report.longrepr)


def test_a_test_that_logs_no_canary_passes() -> None:
    report = report_of("authorised ***")
    fail_if_leaking(report)
    assert report.passed


def test_what_the_platform_logs_is_searched(caplog: pytest.LogCaptureFixture) -> None:
    log.info("person.called", station_id="s-1", phone=PHONE)
    assert "person.called" in caplog.text
    assert find_leaks(caplog.text) == []


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_test_reaches_another_machine(family: socket.AddressFamily) -> None:
    outside = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}[family]
    with socket.socket(family) as connection, pytest.raises(OutsideConnection):
        connection.connect((outside, 80))
