import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from sigec_sandbox import PacedClock, ScriptClock, VirtualClock
from sigec_sandbox.clocks import Clock

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


async def test_a_script_clock_moves_when_somebody_sleeps() -> None:
    clock = ScriptClock(NOON)
    await clock.sleep(90)
    assert clock.now() == NOON + timedelta(seconds=90)
    clock.set(NOON)
    assert clock.now() == NOON


@pytest.mark.parametrize("clock", [ScriptClock(NOON), VirtualClock(NOON)])
async def test_calls_are_made_when_they_are_due(clock: ScriptClock | VirtualClock) -> None:
    made: list[tuple[str, datetime]] = []
    clock.call_later(20, lambda: made.append(("late", clock.now())))
    clock.call_later(10, lambda: made.append(("soon", clock.now())))
    clock.call_later(15, lambda: made.append(("never", clock.now()))).cancel()
    await (clock.sleep(30) if isinstance(clock, ScriptClock) else clock.run_for(30))
    assert made == [
        ("soon", NOON + timedelta(seconds=10)),
        ("late", NOON + timedelta(seconds=20)),
    ]
    assert clock.now() == NOON + timedelta(seconds=30)


async def test_a_paced_clock_calls_sooner_than_simulated() -> None:
    called = asyncio.Event()
    PacedClock(1_000_000).call_later(3_600, called.set)
    await asyncio.wait_for(called.wait(), 5)


async def test_a_virtual_clock_wakes_sleepers_in_order() -> None:
    clock = VirtualClock(NOON)
    woken: list[tuple[str, datetime]] = []

    async def sleeper(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append((name, clock.now()))
        await clock.sleep(seconds)
        woken.append((name, clock.now()))

    async with asyncio.TaskGroup() as group:
        group.create_task(clock.attend(sleeper("slow", 40)))
        group.create_task(clock.attend(sleeper("fast", 30)))
        await clock.run_for(100)
    assert woken == [
        ("fast", NOON + timedelta(seconds=30)),
        ("slow", NOON + timedelta(seconds=40)),
        ("fast", NOON + timedelta(seconds=60)),
        ("slow", NOON + timedelta(seconds=80)),
    ]
    assert clock.now() == NOON + timedelta(seconds=100)


async def test_virtual_time_waits_for_busy_work_but_not_for_the_outside() -> None:
    clock = VirtualClock(NOON)
    event = asyncio.Event()
    seen: list[datetime] = []

    async def works() -> None:
        for _ in range(10):
            await asyncio.sleep(0)
        seen.append(clock.now())
        await clock.sleep(10)
        event.set()

    async def waits() -> None:
        await clock.outside(event.wait())
        seen.append(clock.now())
        await clock.sleep(5)
        seen.append(clock.now())

    async with asyncio.TaskGroup() as group:
        group.create_task(clock.attend(works()))
        group.create_task(clock.attend(waits()))
        await clock.run_for(60)
    assert seen == [NOON, NOON + timedelta(seconds=10), NOON + timedelta(seconds=15)]


async def test_a_cancelled_sleeper_does_not_stop_virtual_time() -> None:
    clock = VirtualClock(NOON)
    task = asyncio.create_task(clock.attend(clock.sleep(10)))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await clock.run_for(20)
    assert clock.now() == NOON + timedelta(seconds=20)


def test_a_paced_clock_runs_as_fast_as_told() -> None:
    before = datetime.now(UTC)
    clock = PacedClock(3_600, NOON)
    assert timedelta(0) <= clock.now() - NOON < timedelta(hours=10)
    assert clock.stamp(NOON + timedelta(hours=1)) == NOON + timedelta(hours=1)
    real = PacedClock(3_600, NOON, wall_stamps=True).stamp(NOON + timedelta(hours=1))
    assert timedelta(seconds=1) <= real - before < timedelta(seconds=11)


def test_a_paced_clock_that_has_caught_up_keeps_real_time() -> None:
    start = datetime.now(UTC) - timedelta(seconds=1)
    clock = PacedClock(1_000_000, start, ahead=False)
    while clock.now() < start + timedelta(seconds=1):
        continue  # About a microsecond of real time.
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)


@pytest.mark.parametrize("clock", [ScriptClock(NOON), PacedClock(36_000)])
async def test_every_clock_lets_work_be_attended(clock: Clock) -> None:
    async def work() -> int:
        await clock.sleep(1)
        return 7

    assert await clock.attend(work()) == 7
    assert await clock.outside(asyncio.sleep(0, 8)) == 8
