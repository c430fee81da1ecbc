"""Stations that are not ours yet, or no longer: what they may say and what they are told."""

import asyncio

import pytest

from tests.conformance.charger import Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16 import words as one
from tests.conformance.ocpp201 import words as two
from tests.journeys.eventually import eventually

VERSIONS = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]


def boot(version: str) -> dict[str, object]:
    return one.BOOT if version == "ocpp1.6" else two.BOOT


def status(version: str) -> dict[str, object]:
    return one.STATUS if version == "ocpp1.6" else two.status("Available")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("registration", ["pending", "rejected"])
async def test_who_is_not_accepted_may_only_boot(
    locked_grid: Grid, version: str, registration: str
) -> None:
    station = await locked_grid.register(registration=registration)
    async with locked_grid.charger(version, station["ocpp_identity"]) as charger:
        for _ in range(2):
            answer = await charger.tell("BootNotification", boot(version))
            assert answer["status"] == registration.capitalize()
            assert answer["interval"] > 0
        assert await charger.refusal("Heartbeat") == "SecurityError"
        assert await charger.refusal("StatusNotification", status(version)) == "SecurityError"
        assert await locked_grid.connectors(charger) == []

        async def is_kept() -> bool:
            messages = await locked_grid.admin.items(f"/stations/{station['id']}/messages")
            return "StatusNotification" in {message["action"] for message in messages}

        await eventually(is_kept)  # a refusal is journaled without being awaited


@pytest.mark.parametrize("registration", ["pending", "rejected"])
async def test_a_charge_of_16_is_stored_all_the_same(locked_grid: Grid, registration: str) -> None:
    station = await locked_grid.register(registration=registration)
    async with locked_grid.charger("ocpp1.6", station["ocpp_identity"]) as charger:
        await charger.tell("BootNotification", one.BOOT)
        number = (await charger.tell("StartTransaction", one.start()))["transactionId"]
        assert await charger.tell("StopTransaction", one.stop(number)) == {}
        assert (await locked_grid.session(charger))["energy_wh"] == 8000


@pytest.mark.parametrize("version", VERSIONS)
async def test_who_waits_may_be_set_up_and_send_what_it_was_asked_for(
    locked_grid: Grid, version: str
) -> None:
    station = await locked_grid.register(registration="pending")
    async with locked_grid.charger(version, station["ocpp_identity"]) as charger:
        assert (await charger.tell("BootNotification", boot(version)))["status"] == "Pending"
        wanted = {"requestedMessage": "StatusNotification"}
        asking = asyncio.create_task(locked_grid.command(charger, "TriggerMessage", wanted))
        id_, _ = await charger.expect("TriggerMessage")
        await charger.answer(id_, {"status": "Accepted"})
        assert (await asking).status_code == 200
        assert await charger.tell("StatusNotification", status(version)) == {}
        assert await charger.refusal("Heartbeat") == "SecurityError"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("registration", ["pending", "rejected"])
async def test_who_is_not_accepted_is_not_told_to_charge(
    locked_grid: Grid, version: str, registration: str
) -> None:
    station = await locked_grid.register(registration=registration)
    start = "RemoteStartTransaction" if version == "ocpp1.6" else "RequestStartTransaction"
    async with locked_grid.charger(version, station["ocpp_identity"]) as charger:
        await charger.tell("BootNotification", boot(version))
        response = await locked_grid.command(charger, start, {})
        assert response.status_code == 409
        assert response.json()["type"].endswith("conflict.station_not_accepted")
        path = f"/stations/{station['id']}/commands/start"
        assert (await locked_grid.http.post(path, json={})).status_code == 409
        if registration == "rejected":
            response = await locked_grid.command(charger, "TriggerMessage", {})
            assert response.status_code == 409


async def waiting(grid: Grid, identity: str) -> Json | None:
    found = await grid.admin.items("/handshakes", identity=identity)
    return found[0] if found else None


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_stranger_waits_until_it_is_adopted(waiting_grid: Grid, version: str) -> None:
    async with waiting_grid.charger(version) as charger:
        answer = await charger.tell("BootNotification", boot(version))
        assert answer["status"] == "Pending"
        assert await charger.refusal("Heartbeat") == "SecurityError"
        station = await waiting_grid.station(charger)
        assert station["registration"] == "pending"
        handshake = await eventually(lambda: waiting(waiting_grid, charger.identity))
        assert handshake["reason"] == "quarantined"
        adopted = await waiting_grid.admin.create(f"/handshakes/{handshake['id']}/adopt")
        assert (adopted["id"], adopted["registration"]) == (station["id"], "accepted")
        id_, wanted = await charger.expect("TriggerMessage")
        assert wanted == {"requestedMessage": "BootNotification"}
        await charger.answer(id_, {"status": "Accepted"})
        answer = await charger.tell("BootNotification", boot(version))
        assert answer["status"] == "Accepted"
        await charger.stays_open()
        assert await waiting_grid.admin.items("/handshakes", identity=charger.identity) == []
