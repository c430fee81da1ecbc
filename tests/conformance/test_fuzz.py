"""Chance at the socket: whatever comes, the line stays open and others are served."""

import asyncio
import json
import random
import resource
import string
import time
from contextlib import AsyncExitStack
from typing import Any

import pytest

from sigec.ocpp.messages import v16, v21, v201
from tests.conformance.charger import SCHEMAS, Charger
from tests.conformance.conftest import Grid
from tests.conformance.specimen import specimen

ACTIONS = {"ocpp1.6": v16.ACTIONS, "ocpp2.0.1": v201.ACTIONS, "ocpp2.1": v21.ACTIONS}
STATIONS = 50
AT_ONCE = 50
PATIENCE_S = 5.0
ODD: list[Any] = [
    *(None, True, False, 0, -1, 2**31, 2**63, -(2**70), 1e308, 0.1, "", " ", "null", "\0", "🚗"),
    *("x" * 2_000, "2026-03-01T10:00:00", "9999-99-99T99:99:99Z", "0001-01-01T00:00:00+23:59"),
    *([], {}, [[]], [{}], {"": ""}, [None] * 50, "1e5", "NaN", "\ud800", "-0", "١٢"),
]


class Chance:
    """Makes frames of one version: good ones spoiled in their values, their text or their form."""

    def __init__(self, version: str, seed: int) -> None:
        self._random = random.Random(seed)
        self._actions = [name for name, action in ACTIONS[version].items() if action.from_station]
        self._package = SCHEMAS[version]

    def frame(self) -> str:
        draw = self._random
        action = draw.choice(self._actions)
        payload: Any = specimen(self._package, action, is_full=draw.random() < 0.5)
        for _ in range(draw.randrange(4)):
            payload = self._spoil(payload)
        frame = [2, f"f{draw.randrange(1000)}", action, payload]
        if draw.random() < 0.15:
            frame[draw.randrange(4)] = draw.choice(ODD)
        if draw.random() < 0.1:
            del frame[draw.randrange(len(frame))]
        text = json.dumps(frame, ensure_ascii=draw.random() < 0.9)
        text = text.replace("\ud800", "\\ud800")  # the bare one cannot be sent as text
        return self._smudge(text) if draw.random() < 0.4 else text

    def _spoil(self, value: Any) -> Any:
        draw = self._random
        if isinstance(value, dict) and value and draw.random() < 0.9:
            name = draw.choice(list(value))
            if draw.random() < 0.15:
                return {key: each for key, each in value.items() if key != name}
            return value | {name: self._spoil(value[name])}
        if isinstance(value, list) and value and draw.random() < 0.8:
            place = draw.randrange(len(value))
            return [*value[:place], self._spoil(value[place]), *value[place + 1 :]]
        return draw.choice(ODD)

    def _smudge(self, text: str) -> str:
        draw = self._random
        for _ in range(draw.randrange(1, 4)):
            place = draw.randrange(len(text) + 1)
            match draw.randrange(4):
                case 0:
                    text = text[:place] + draw.choice(string.printable) + text[place:]
                case 1:
                    text = text[:place] + text[place + draw.randrange(1, 9) :]
                case 2:
                    text = text[:place]
                case _:
                    text = text[place:] + text[:place]
        return text


async def bombard(grid: Grid, version: str, frames: int, seed: int) -> None:
    """Send frames made by chance; fail when a line breaks, anybody waits or memory is lost."""
    rounds = frames // (STATIONS * AT_ONCE)
    halfway = 0
    async with AsyncExitStack() as stack:
        other = await stack.enter_async_context(grid.charger(version))
        stations = [
            (await stack.enter_async_context(grid.charger(version)), Chance(version, seed + number))
            for number in range(STATIONS)
        ]
        for number in range(rounds):
            fuzzing = asyncio.gather(*(_fuzz(*station, f"end{number}") for station in stations))
            await _is_served(other)
            await fuzzing
            if number <= rounds // 2:
                halfway = _peak_kib()
    assert _peak_kib() < halfway * 1.05


def _peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def _fuzz(fuzzed: Charger, chance: Chance, last: str) -> None:
    texts = [chance.frame() for _ in range(AT_ONCE)]
    await fuzzed.say(*texts)
    await _hear_all(fuzzed, last, texts)


async def _is_served(other: Charger) -> None:
    began = time.monotonic()
    await other.tell("Heartbeat")
    assert time.monotonic() - began < PATIENCE_S


async def _hear_all(fuzzed: Charger, last: str, texts: list[str]) -> None:
    """Read what was answered up to the last CALL, a good one."""
    await fuzzed.say([2, last, "Heartbeat", {}])
    async with asyncio.timeout(60):
        while True:
            answer = await fuzzed.hear()
            assert answer[0] in (3, 4), answer
            assert answer[2] != "InternalError", (answer, [t for t in texts if answer[1] in t])
            if answer[1] == last:
                assert answer[0] == 3
                return


@pytest.mark.parametrize("version", ACTIONS)
async def test_ten_thousand_frames(grid: Grid, version: str) -> None:
    await bombard(grid, version, 10_000, seed=2026)


@pytest.mark.campaign
@pytest.mark.parametrize("version", ACTIONS)
async def test_a_hundred_thousand_frames(postgres_grid: Grid, version: str) -> None:
    await bombard(postgres_grid, version, 100_000, seed=random.randrange(2**32))
