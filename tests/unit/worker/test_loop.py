"""A loop works while there is work, and outlives whatever its work meets."""

import asyncio
from enum import Enum, auto

import pytest

from sigec.kit.errors import Unavailable
from sigec.worker import loop as module
from sigec.worker.loop import Loop


class Outcome(Enum):
    """What a step finds."""

    MORE = auto()
    NOTHING = auto()
    NO_DATABASE = auto()
    BUG = auto()


class Work:
    """Takes one outcome per step, and ends the loop with the last."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.has_stepped = asyncio.Event()
        self.loop = Loop("work", self.step)

    async def step(self) -> bool:
        outcome = self.outcomes.pop(0)
        if not self.outcomes:
            self.loop.stop()
        self.has_stepped.set()
        if outcome is Outcome.NO_DATABASE:
            raise Unavailable
        if outcome is Outcome.BUG:
            raise ValueError("a bug")
        return outcome is Outcome.MORE

    async def run(self) -> None:
        async with asyncio.timeout(1):
            await self.loop.run()


async def test_it_goes_on_without_a_pause_while_there_may_be_more() -> None:
    work = Work(Outcome.MORE, Outcome.MORE, Outcome.MORE)
    await work.run()
    assert work.outcomes == []


async def test_it_is_woken_out_of_its_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PAUSE_S", 60)
    work = Work(Outcome.NOTHING, Outcome.NOTHING)
    running = asyncio.create_task(work.run())
    await work.has_stepped.wait()
    work.loop.wake()
    await running
    assert work.outcomes == []


@pytest.mark.parametrize("failure", [Outcome.NO_DATABASE, Outcome.BUG])
async def test_a_step_that_fails_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, failure: Outcome
) -> None:
    monkeypatch.setattr(module, "PAUSE_AFTER_FAILURE_S", 0)
    work = Work(failure, Outcome.NOTHING)
    await work.run()
    assert work.outcomes == []


async def test_new_work_does_not_hurry_a_step_that_fails() -> None:
    work = Work(Outcome.BUG, Outcome.NOTHING)
    running = asyncio.create_task(work.run())
    await work.has_stepped.wait()
    work.loop.wake()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert work.outcomes == [Outcome.NOTHING]
    work.loop.stop()
    await running


async def test_what_comes_during_a_step_gathers_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []

    async def note(_event: asyncio.Event, timeout_s: float) -> None:
        waits.append(timeout_s)

    monkeypatch.setattr(module, "_wait", note)
    steps = 0

    async def step() -> bool:
        nonlocal steps
        steps += 1
        if steps == 1:
            loop.wake()
        if steps == 3:
            loop.stop()
        return False

    loop = Loop("work", step, gathers_for_s=0.25)
    await loop.run()
    assert waits == [0.25, module.PAUSE_S, 0.25]
