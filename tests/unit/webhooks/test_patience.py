"""How long we wait, and when we give up."""

from datetime import UTC, datetime, timedelta

import pytest

from sigec.webhooks.model import Attempt, Health, PauseReason, faults_of, pause_after, wait_after

AT = datetime(2026, 11, 27, 21, 15, tzinfo=UTC)


def answered(status: int | None) -> Attempt:
    return Attempt(url=None, at=AT, took_ms=12, status=status, error=None, answer="")


def test_we_wait_longer_each_time_up_to_eight_hours() -> None:
    waits = [wait_after(attempts, None) for attempts in range(1, 30)]

    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=5)
    assert waits[-1] == timedelta(hours=8)


def test_a_receiver_may_ask_for_more_patience_but_not_for_less_nor_for_ever() -> None:
    assert wait_after(1, 60) == timedelta(seconds=60)
    assert wait_after(4, 1) == timedelta(minutes=10)
    assert wait_after(1, 10**9) == timedelta(hours=8)


def test_an_endpoint_that_fails_is_left_alone_longer_and_longer() -> None:
    health = Health()
    blocks = []
    for _ in range(30):
        health = health.failed(AT)
        blocks.append(health.blocked_until)

    assert blocks[:4] == [None] * 4
    assert blocks[4] == AT + timedelta(seconds=10)
    assert blocks[-1] == AT + timedelta(minutes=30)
    assert health.succeeded(AT) == Health(last_success_at=AT)


def test_it_is_paused_after_a_day_without_a_success_or_when_it_says_that_it_is_gone() -> None:
    health = Health().failed(AT)

    almost, day = AT + timedelta(hours=23), AT + timedelta(hours=24)
    assert pause_after(answered(500), health.failed(almost), almost) is None
    assert pause_after(answered(500), health.failed(day), day) is PauseReason.FAILING
    assert pause_after(answered(410), health, AT) is PauseReason.GONE


@pytest.mark.parametrize(("status", "is_accepted"), [(200, True), (204, True), (302, False)])
def test_only_a_2xx_is_an_acceptance(status: int, *, is_accepted: bool) -> None:
    assert answered(status).is_accepted is is_accepted
    assert not answered(None).is_accepted


@pytest.mark.parametrize(
    "url", ["https://example.com", "http://example.com:8080/a?b=c", "https://[2001:db8::1]/x"]
)
def test_addresses_that_are_taken(url: str) -> None:
    assert faults_of(url) == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com",
        "ftp://example.com",
        "https://",
        "https://user:pass@example.com",
        "https://example.com/#part",
        "https://example.com:0",
        "https://example.com:99999",
        "https://example.com/\n",
        "https://exámple.com",
        "https://[::1",
        "https://example.com/" + "a" * 2_000,
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    assert [fault.field for fault in faults_of(url)] == ["url"]
