"""Hours of faults in rounds, each with its own seed: some kills of OCPP nodes, and other faults.

`SIGEC_TEST_CAMPAIGN_ROUNDS` says how many on each database. What is done is kept (`results.py`):
after an interruption the rest follows, after the last round nothing is left to do until the file
goes. The same seed causes the same faults in the same order; what stations have said by then is the
machine's.
"""

import os
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest

from tests.faults.faults import ON_ANY, ON_POSTGRESQL
from tests.faults.results import Results
from tests.faults.world import Trial, World, alone, cluster

FIRST_SEED = 20_261_128
ROUNDS = int(os.environ.get("SIGEC_TEST_CAMPAIGN_ROUNDS", "40"))
KILLS = 5
"""In each round; of the other faults every second one, the rest in the round that follows."""
SEEDS = range(FIRST_SEED, FIRST_SEED + ROUNDS)


@asynccontextmanager
async def world_on(kind: str, folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    opened = (
        cluster(folder)
        if kind == "postgresql"
        else alone(folder, request.getfixturevalue("sqlite_url"))
    )
    async with opened as world:
        yield world


@pytest.mark.campaign
@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_happens(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    seed: int,
    kind: str,
) -> None:
    results, name = Results(), f"{kind}-{seed}"
    if name in results.rounds:
        pytest.skip("passed before the campaign was interrupted")
    chance, caused, began_at = Random(seed), Counter[str](), time.monotonic()
    faults = ON_POSTGRESQL if kind == "postgresql" else ON_ANY
    others = sorted(faults.keys() - {"kill-ocpp"})
    order = [*others[seed % 2 :: 2], *["kill-ocpp"] * KILLS]
    chance.shuffle(order)

    def say(text: str) -> None:
        with capsys.disabled():
            print(text, end=" ", flush=True)  # noqa: T201 - hours of silence worry people

    say(f"\n{name}:")
    try:
        async with (
            world_on(kind, tmp_path, request) as world,
            Trial.in_world(world, seed=seed) as trial,
        ):
            for fault in order:
                say(fault)
                await faults[fault](trial, chance)
                await trial.fleet.look()
                caused[fault] += 1
            await world.is_well()
    except BaseException as error:
        results.failed(name, caused, f"{order[sum(caused.values()) :][:1]}: {error!r}")
        raise
    results.passed(
        name,
        caused,
        charges=trial.charges,
        answers=trial.fleet.answered(),
        seconds=round(time.monotonic() - began_at),
    )
    say(f"{trial.charges} charges, nothing lost, nothing doubled")
