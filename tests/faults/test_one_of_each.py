"""Each fault once: what was answered is there, once, and everybody was told of it once."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from tests.faults.faults import ON_ANY, ON_POSTGRESQL, Fault
from tests.faults.world import Trial, World, alone, cluster

SEED = 20_261_128
TRIED_ELSEWHERE = {"kill-ocpp", "deaf-browser"}
"""On SQLite by `test_the_power_goes_out`; and a browser does not know the database."""


@pytest.mark.campaign  # it takes longer than a test may, beside others
async def test_on_postgresql(tmp_path: Path) -> None:
    async with cluster(tmp_path) as world:
        await suffer(world, ON_POSTGRESQL)


async def test_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    async with alone(tmp_path, sqlite_url) as world:
        await suffer(world, {name: ON_ANY[name] for name in ON_ANY.keys() - TRIED_ELSEWHERE})


async def suffer(world: World, faults: Mapping[str, Fault]) -> None:
    chance = Random(SEED)
    async with Trial.in_world(world, seed=SEED) as trial:
        for _, fault in sorted(faults.items()):
            await fault(trial, chance)
            await trial.fleet.look()
        await world.is_well()
