"""A guard that never barks is no guard."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
import structlog

from tests.canaries import PHONE, RFID_TOKEN, find_leaks
from tests.guards import OutsideConnection, fail_if_leaking
from tests.tapes import TAPES, Tapes

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


def test_what_a_test_takes_out_of_the_capture_is_searched(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sys.stdout.write(PHONE)
    with pytest.raises(AssertionError, match="must never be"):
        capsys.readouterr()


def test_what_a_program_says_is_on_tape_wherever_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on the tape of this test, which would fail for it."""
    monkeypatch.setenv(TAPES, str(tmp_path))
    tapes = Tapes(tmp_path)
    words = f"import os, sys; print({PHONE!r}); sys.stderr.write({RFID_TOKEN!r}); os._exit(9)"
    ended = subprocess.run([sys.executable, "-c", words], capture_output=True, check=False)
    assert ended.returncode == 9, "and no buffer was written out"

    assert find_leaks(tapes.news()) == sorted([PHONE, RFID_TOKEN])
    assert tapes.news() == ""


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_test_reaches_another_machine(family: socket.AddressFamily) -> None:
    outside = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}[family]
    with socket.socket(family) as connection, pytest.raises(OutsideConnection):
        connection.connect((outside, 80))
