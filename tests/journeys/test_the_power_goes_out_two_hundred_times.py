"""The long version of `test_the_power_goes_out`: rounds of ten cuts, each with its own seed.

``SIGEC_TEST_CAMPAIGN_KILLS`` and ``SIGEC_TEST_CAMPAIGN_SEED`` choose how many cuts and which. A
round that passed is remembered in pytest's cache, so that an interrupted campaign goes on where it
stopped; ``make campaign`` after a finished one begins again.
"""

import os
from pathlib import Path

import pytest

from tests.journeys.test_the_power_goes_out import SEED, strike

KILLS = int(os.environ.get("SIGEC_TEST_CAMPAIGN_KILLS", "200"))
FIRST_SEED = int(os.environ.get("SIGEC_TEST_CAMPAIGN_SEED", str(SEED)))
KILLS_PER_ROUND = 10
SEEDS = range(FIRST_SEED, FIRST_SEED + -(-KILLS // KILLS_PER_ROUND))
MEMORY = "campaign/power-cuts"


@pytest.fixture
def passed(request: pytest.FixtureRequest) -> "Passed":
    return Passed(request.config)


class Passed:
    """The seeds that need not run again."""

    def __init__(self, config: pytest.Config) -> None:
        assert config.cache is not None, "the campaign remembers its rounds in pytest's cache"
        self._cache = config.cache

    def __contains__(self, seed: int) -> bool:
        return seed in self._seeds()

    def add(self, seed: int) -> None:
        """Remember a round; the last one makes room for the next campaign."""
        seeds = {*self._seeds(), seed}
        self._cache.set(MEMORY, [] if seeds.issuperset(SEEDS) else sorted(seeds))

    def _seeds(self) -> list[int]:
        seeds: list[int] = self._cache.get(MEMORY, [])
        return seeds


@pytest.mark.campaign
@pytest.mark.parametrize("seed", SEEDS)
async def test_under_load(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    passed: Passed,
    seed: int,
) -> None:
    if seed in passed:
        pytest.skip("passed before the campaign was interrupted")
    kind = "postgres" if seed % 2 else "sqlite"
    database_url: str = request.getfixturevalue(f"{kind}_url")
    with capsys.disabled():
        print(f"\n{kind}, seed {seed}: {KILLS_PER_ROUND} cuts …", end=" ", flush=True)  # noqa: T201 - hours of silence worry people
    counted = await strike(tmp_path, database_url, kills=KILLS_PER_ROUND, seed=seed)
    with capsys.disabled():
        print(f"{counted} charges, none missing, none doubled", end=" ", flush=True)  # noqa: T201 - the same
    passed.add(seed)
