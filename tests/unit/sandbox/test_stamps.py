from datetime import UTC, datetime

import pytest

from sigec_sandbox.stations.faults import Faults
from sigec_sandbox.stations.stamps import StampStyle, written

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (StampStyle.UTC, "2026-01-05T12:00:00Z"),
        (StampStyle.ZONELESS, "2026-01-05T12:00:00"),
        (StampStyle.HOURS_ONLY, "2026-01-05T09:00:00-03"),
        (StampStyle.EMPTY, ""),
        (StampStyle.LOCAL_AS_UTC, "2026-01-05T09:00:00Z"),
        (StampStyle.OFFSET, "2026-01-05T09:00:00-03:00"),
    ],
)
def test_every_style_writes_noon(style: StampStyle, text: str) -> None:
    assert written(NOON, style) == text


def test_milliseconds_are_written_when_there_are_any() -> None:
    assert written(NOON.replace(microsecond=5_000), StampStyle.UTC) == "2026-01-05T12:00:00.005Z"


def test_a_clock_that_was_never_set_counts_from_1970() -> None:
    faults = Faults(clock_unset=True)
    assert faults.stamp(NOON, NOON.replace(hour=11)) == "1970-01-01T01:00:00Z"
