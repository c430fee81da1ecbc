"""Three nodes for stations, two for people, two that work, while one of them dies every 30 s.

Stations charge by card and from afar, browsers and programs listen; clients repeat what was not
answered, as real ones do, and nobody remembers which process served them before.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from sigec_sandbox import Faults, Station
from tests.canaries import RFID_TOKEN
from tests.faults.clients import PatientApi
from tests.faults.results import Results
from tests.faults.world import SILENCE_S, Trial, cluster
from tests.journeys.eventually import eventually
from tests.journeys.fleet import ONLINE_WITHIN_S

SEED = 20_261_130
KILLS = int(os.environ.get("SIGEC_TEST_CLUSTER_KILLS", "14"))
BETWEEN_KILLS_S = 30.0
PAUSE_S = 0.2


@pytest.mark.campaign
async def test_while_one_process_dies_every_half_minute(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, killed, began_at = Random(SEED), list[str](), time.monotonic()
    async with (
        cluster(tmp_path, ocpp=3, api=2, worker=2) as world,
        Trial.in_world(world, seed=SEED) as trial,
        Guest.charging(trial) as guest,
    ):
        for _ in range(KILLS):
            node = chance.choice(world.nodes)
            with capsys.disabled():
                print(node.role, end=" ", flush=True)  # noqa: T201 - minutes of silence worry people
            await node.process.kill()
            restarting = asyncio.create_task(node.process.start())
            await asyncio.sleep(BETWEEN_KILLS_S)
            await restarting
            await trial.fleet.look()
            killed.append(f"cluster-kill-{node.role}")
        await world.is_well()
    assert guest.charges > 0
    Results().passed(
        f"cluster-{SEED}",
        {name: killed.count(name) for name in killed},
        charges=trial.charges,
        answers=trial.fleet.answered(),
        seconds=round(time.monotonic() - began_at),
    )


class Guest:
    """Somebody who starts and stops their charges from afar."""

    def __init__(self, trial: Trial, station: Station, path: str) -> None:
        self.charges = 0
        self._trial = trial
        self._station = station
        self._path = path
        self._is_leaving = False

    @classmethod
    @asynccontextmanager
    async def charging(cls, trial: Trial) -> AsyncIterator["Guest"]:
        """Charge one car after the other for as long as the context lasts."""
        house = trial.house
        house.version = "1.6"
        station = await house.station(faults=Faults(hangs_up=True), silence_s=SILENCE_S)
        trial.fleet.stations.append(station)
        guest = cls(trial, station, f"/stations/{await house.station_id(station)}/commands")
        async with asyncio.TaskGroup() as tasks:
            keeper = tasks.create_task(trial.fleet.keep(station))
            charging = tasks.create_task(guest.charge())
            yield guest
            guest._is_leaving = True
            await charging
            await eventually(guest._is_all_told, within_s=ONLINE_WITHIN_S)
            keeper.cancel()

    async def charge(self) -> None:
        """Repeat until told to leave."""
        await self._station.plug()
        while not self._is_leaving:
            await self._until(is_charging=True)
            await self._station.charge(1_000, minutes=10)
            await self._until(is_charging=False)
            await self._station.clock.sleep(600)
            self.charges += 1

    async def _is_all_told(self) -> bool:
        return bool(self._station.online) and not len(self._station.delivery)

    @property
    def _is_charging(self) -> bool:
        with suppress(LookupError):
            return self._station.transaction() is not None
        return False

    async def _until(self, *, is_charging: bool) -> None:
        """Ask for it as often as it takes: the station may be between two nodes."""

        async def look() -> bool:
            if self._is_charging is not is_charging:
                await (self._ask_start() if is_charging else self._ask_stop())
                await asyncio.sleep(PAUSE_S)
            return self._is_charging is is_charging

        await eventually(look, within_s=2 * ONLINE_WITHIN_S)

    async def _ask_start(self) -> None:
        fields = {"connector": 1, "id_token": RFID_TOKEN}
        await self._api.attempt("POST", f"{self._path}/start", **fields)

    async def _ask_stop(self) -> None:
        open_ones = await self._api.items("/sessions", station_id=self._path.split("/")[2])
        for session in open_ones:
            if session["status"] != "ended":
                await self._api.attempt("POST", f"{self._path}/stop", session_id=session["id"])

    @property
    def _api(self) -> PatientApi:
        admin = self._trial.house.admin
        assert isinstance(admin, PatientApi)
        return admin
