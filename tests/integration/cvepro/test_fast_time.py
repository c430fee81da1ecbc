"""However long and badly it goes, our sessions are at the end what the cloud knows, one by one."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from tests.integration.cvepro.fast_time import Trial


async def test_two_days_of_trouble_leave_nothing_different(sqlite_url: str) -> None:
    trial = Trial(url=sqlite_url, seed=48)
    await trial.run(timedelta(hours=48), step_s=(120, 2_400), restart_every=25)
    await compare(trial, charges=20)
    assert trial.restarts > 2


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(1, 9))
async def test_two_weeks_of_trouble_leave_nothing_different(
    request: pytest.FixtureRequest, seed: int
) -> None:
    url: str = request.getfixturevalue("postgres_url" if seed % 2 else "sqlite_url")
    trial = Trial(url=url, seed=seed)
    # Steps this long keep a fortnight below `faulthandler_timeout`, also on a crowded machine.
    await trial.run(timedelta(days=14), step_s=(300, 3_000), restart_every=60)
    await compare(trial, charges=150)
    assert trial.restarts > 5
    assert trial.line.met[HTTPStatus.TOO_MANY_REQUESTS] > 0
    assert trial.line.met[HTTPStatus.UNAUTHORIZED] > 0
    assert trial.line.met[HTTPStatus.BAD_GATEWAY] > 0


async def compare(trial: Trial, *, charges: int) -> None:
    ours, truth = await trial.settled(), trial.truth()
    assert len(truth) >= charges
    differing = {
        number: (ours.get(number), truth.get(number))
        for number in ours.keys() | truth.keys()
        if ours.get(number) != truth.get(number)
    }
    assert differing == {}
    assert trial.line.broken_rules == []
