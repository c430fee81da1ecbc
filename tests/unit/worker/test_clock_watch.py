from datetime import UTC, datetime

import pytest

from sigec.kit.clock import ManualClock
from sigec.worker.clock_watch import ClockWatch


class Watch:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_it_mends_at_the_start_and_when_the_clock_is_put_back() -> None:
    clock, watch, mended = ManualClock(datetime(2026, 11, 28, tzinfo=UTC)), Watch(), list[float]()

    async def mend() -> None:
        mended.append(watch.now)

    looks = ClockWatch(clock, [mend], watch)
    for passed_s, shown_s in ((1, 1), (1, 1), (1, 7_200), (1, 1), (1, -7_199), (1, 1), (1, -20)):
        watch.now += passed_s
        clock.advance(seconds=shown_s)
        assert await looks.step() is False
    assert mended == [1.0, 5.0]


async def test_what_could_not_be_mended_is_tried_again() -> None:
    clock, failures = ManualClock(datetime(2026, 11, 28, tzinfo=UTC)), iter([OSError("away")])
    mended = []

    async def mend() -> None:
        for failure in failures:
            raise failure
        mended.append(True)

    looks = ClockWatch(clock, [mend])
    with pytest.raises(OSError, match="away"):
        await looks.step()
    await looks.step()
    await looks.step()
    assert mended == [True]
