"""Commands to a charger of another cloud: refused in a sentence, until somebody dares."""

import httpx2
import pytest

from sigec.cvepro.link import CommandsOff
from sigec.stations.model import (
    Command,
    CommandStatus,
    Reset,
    StartCharging,
    StopCharging,
    Trigger,
    Unlock,
)
from sigec.stations.ports import ActionUnknown, StationOffline
from tests.integration.cvepro.conftest import Garage, ago


@pytest.fixture
async def daring(garage: Garage) -> Garage:
    sources = garage.platform.services.sources
    await sources.edit_source(garage.actor, garage.source_id, {"unverified_commands": True})
    return garage


async def test_a_command_is_refused_and_not_even_written_down(garage: Garage) -> None:
    services = garage.platform.services
    with pytest.raises(CommandsOff):
        await services.stations.command(garage.actor, garage.station_id, Reset())

    assert garage.cloud.requests == []


@pytest.mark.parametrize(
    ("command", "path"),
    [
        (
            StartCharging(id_token="T", id_token_kind="ISO14443", connector=1, remote_start_id=1),
            "/api/v1/chargepoints/GARAGE-1/1/start",
        ),
        (StopCharging(external_id="7"), "/api/v1/chargepoints/GARAGE-1/1/stop"),
        (Unlock(evse=1, connector=1), "/api/v1/chargepoints/GARAGE-1/1/remote_unlock"),
        (Reset(), "/api/v1/chargepoints/GARAGE-1/reset"),
    ],
    ids=["start", "stop", "unlock", "reset"],
)
async def test_the_documented_calls_are_made_once(
    daring: Garage, command: Command, path: str
) -> None:
    daring.cloud.start(7, "GARAGE-1", ago(hours=1))
    stations = daring.platform.services.stations
    result = await stations.command(daring.actor, daring.station_id, command)

    assert result.status is CommandStatus.ACCEPTED
    sent = [each.url.path for each in daring.cloud.requests if each.method == "POST"]
    assert sent[-1] == path
    assert sent.count(path) == 1


async def test_what_the_cloud_has_no_call_for_is_unknown(daring: Garage) -> None:
    stations = daring.platform.services.stations
    with pytest.raises(ActionUnknown):
        await stations.command(
            daring.actor, daring.station_id, Trigger(message="StatusNotification")
        )


async def test_a_cloud_that_refuses_or_is_down_is_told_apart(daring: Garage) -> None:
    stations = daring.platform.services.stations

    daring.cloud.faults = [lambda _: daring.cloud.log_in(), lambda _: _conflict()]
    result = await stations.command(daring.actor, daring.station_id, Reset())
    assert result.status is CommandStatus.REJECTED

    daring.cloud.is_down = True
    with pytest.raises(StationOffline):
        await stations.command(daring.actor, daring.station_id, Reset())


def _conflict() -> httpx2.Response:
    return httpx2.Response(409, json={"error": "E009 - Rejected"})
