"""Cars come and go by chance, the same for each seed, and every trouble comes at last."""

import itertools
import json
from datetime import timedelta

import pytest

from sigec_sandbox import VirtualClock
from sigec_sandbox.cvepro import Cloud, Life, Troubles
from sigec_sandbox.cvepro.standalone import CveProOptions, furnished
from tests.integration.sandbox.cvepro.conftest import NOON


async def live(seed: int, *, days: int = 5) -> tuple[Cloud, Life]:
    clock = VirtualClock(NOON)
    cloud = furnished(CveProOptions())
    cloud.time = clock
    life = Life(cloud=cloud, seed=seed, troubles=Troubles())
    for _ in range(days * 24 * 6):
        await clock.run_for(600)
        life.step()
    return cloud, life


async def test_the_same_seed_gives_the_same_life() -> None:
    first, second, other = [(await live(seed))[0] for seed in (1, 1, 2)]
    assert story(first) == story(second)
    assert story(first) != story(other)


async def test_everything_happens_in_five_days() -> None:
    cloud, life = await live(3)
    chargings = cloud.truth()
    assert len(chargings) > 30
    assert any(
        each.stopped_at
        and each.stop_known_at
        and each.stop_known_at - each.stopped_at > timedelta(minutes=5)
        for each in chargings
    )
    assert all(0 <= each.energy_wh <= 45_000 for each in chargings)
    life.settle()
    assert all(each.is_stopped(cloud.now()) for each in chargings)
    assert not cloud.behaviours.vanished


@pytest.mark.parametrize("outlet", [1, 2])
async def test_one_car_at_a_time_stands_at_an_outlet(outlet: int) -> None:
    cloud, _ = await live(4)
    there = [
        each for each in cloud.truth() if (each.charger.box_id, each.outlet) == ("JAC0004", outlet)
    ]
    for earlier, later in itertools.pairwise(there):
        assert earlier.stopped_at is not None
        assert earlier.stopped_at <= later.started_at


def story(cloud: Cloud) -> str:
    return json.dumps(
        [
            (each.id, str(each.started_at), str(each.stopped_at), each.energy_wh)
            for each in cloud.truth()
        ]
    )
