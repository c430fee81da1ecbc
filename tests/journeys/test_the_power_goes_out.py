"""``kill -9`` under load: what was answered is there, once; nothing is closed or lost."""

from pathlib import Path

import pytest

from tests.journeys.blackout import Blackout
from tests.journeys.condominium import Condominium
from tests.journeys.installation import Installation
from tests.journeys.process import Process

SEED = 20_251_125


@pytest.mark.parametrize(("kind", "kills"), [("sqlite", 2), ("postgres", 2)])
async def test_under_load(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, kills: int
) -> None:
    database_url: str = request.getfixturevalue(f"{kind}_url")
    assert await strike(tmp_path, database_url, kills=kills, seed=SEED) > 0


async def strike(folder: Path, database_url: str, *, kills: int, seed: int) -> int:
    """Kill a platform so many times while stations charge; return how many charges it counts."""
    async with (
        Process.serving(folder, database_url=database_url) as process,
        Installation.reached(process.http_url, process.ocpp_url) as installation,
        Condominium.moved_in(installation, f"apagao-{seed}") as house,
    ):
        async with Blackout.over(house, process, seed=seed) as blackout:
            for _ in range(kills):
                await blackout.strike()
        return len(await blackout.fleet.look_at_the_end())
