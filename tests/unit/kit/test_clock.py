"""Time is aware and UTC, and stands still when a test says so."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sigec.kit.clock import ManualClock, SystemClock


def test_the_real_clock_tells_aware_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_manual_clock_moves_only_when_told() -> None:
    clock = ManualClock(datetime(2026, 11, 21, 9, tzinfo=timezone(timedelta(hours=-3))))

    assert clock.now() == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert clock.advance(hours=1, minutes=2, seconds=3) == clock.now()
    assert clock.now() == datetime(2026, 11, 21, 13, 2, 3, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        ManualClock(datetime(2026, 11, 21))  # noqa: DTZ001 - the very mistake
