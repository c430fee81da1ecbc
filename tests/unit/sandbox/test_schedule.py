import asyncio
from datetime import UTC, datetime

from sigec_sandbox import VirtualClock
from sigec_sandbox.fleet.dice import Dice
from sigec_sandbox.fleet.schedule import Schedule

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def unexpected(failure: BaseException) -> None:
    raise AssertionError(failure)


async def test_work_and_calls_are_done_when_they_are_due() -> None:
    clock, done = VirtualClock(NOON), list[str]()
    schedule = Schedule(clock, unexpected)

    async def work() -> None:
        await clock.sleep(5)
        done.append("work")

    schedule.after(10, work)
    schedule.call_after(12, lambda: done.append("call"))
    await clock.run_for(11)
    assert done == []
    await clock.run_for(20)
    assert done == ["call", "work"]


async def test_the_end_ends_everything() -> None:
    clock, done = VirtualClock(NOON), list[str]()
    schedule = Schedule(clock, unexpected)

    async def work() -> None:
        try:
            await clock.sleep(5)
        finally:
            done.append("cleaned up")

    schedule.start(work)
    schedule.call_after(1, lambda: done.append("never"))
    await asyncio.sleep(0)
    schedule.end()
    schedule.start(work)
    schedule.after(1, work)
    await asyncio.sleep(0)
    await clock.run_for(20)
    assert done == ["cleaned up"]


async def test_a_failure_is_told() -> None:
    clock, failures = VirtualClock(NOON), list[BaseException]()
    schedule = Schedule(clock, failures.append)

    async def work() -> None:
        raise ZeroDivisionError

    schedule.after(1, work)
    await clock.run_for(2)
    assert [type(failure) for failure in failures] == [ZeroDivisionError]


def test_dice_throw_the_same_again() -> None:
    first, second = Dice("7:CP-1"), Dice("7:CP-1")
    rolls = [first.roll().random() for _ in range(3)]
    assert rolls == [second.roll().random() for _ in range(3)]
    assert len(set(rolls)) == 3
