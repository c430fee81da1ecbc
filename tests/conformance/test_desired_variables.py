"""A variable that is wanted: set when the station comes, again when it drifts, until it has it."""

import asyncio
from typing import Any

import pytest

from tests.conformance.charger import Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp16.words import BOOT as BOOT_16
from tests.conformance.ocpp201.words import BOOT as BOOT_2
from tests.journeys.eventually import eventually

VERSIONS = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]
HEARTBEAT: Json = {
    "component": {"name": "OCPPCommCtrlr"},
    "variable": {"name": "HeartbeatInterval"},
}


async def boot(charger: Charger) -> None:
    await charger.tell("BootNotification", BOOT_16 if charger.version == "ocpp1.6" else BOOT_2)


async def want(grid: Grid, charger: Charger, value: str) -> Json:
    """Want the interval of heartbeats to be this."""
    station = await grid.station(charger)
    name = {"variable": "HeartbeatInterval"}
    if charger.version != "ocpp1.6":
        name["component"] = "OCPPCommCtrlr"
    desire: Json = await grid.admin.put(
        f"/stations/{station['id']}/desired-variables", **name, value=value
    )
    return desire


async def is_asked(charger: Charger, value: str | None, **instead: Any) -> None:
    """Let the station be asked for the variable, and answer that it has this value."""
    if charger.version == "ocpp1.6":
        id_, sent = await charger.expect("GetConfiguration")
        assert sent == {"key": ["HeartbeatInterval"]}
        key = {"key": "HeartbeatInterval", "readonly": False, "value": value}
        await charger.answer(id_, instead or {"configurationKey": [key]})
        return
    id_, sent = await charger.expect("GetVariables")
    assert sent == {"getVariableData": [HEARTBEAT]}
    told = HEARTBEAT | {"attributeStatus": "Accepted", "attributeValue": value}
    await charger.answer(id_, instead or {"getVariableResult": [told]})


async def is_told(charger: Charger, value: str, status: str) -> None:
    """Let the station be told the value, and answer."""
    if charger.version == "ocpp1.6":
        id_, sent = await charger.expect("ChangeConfiguration")
        assert sent == {"key": "HeartbeatInterval", "value": value}
        await charger.answer(id_, {"status": status})
        return
    id_, sent = await charger.expect("SetVariables")
    assert sent == {"setVariableData": [HEARTBEAT | {"attributeValue": value}]}
    await charger.answer(id_, {"setVariableResult": [HEARTBEAT | {"attributeStatus": status}]})


async def is_put_right(charger: Charger) -> None:
    """Let a station of 2.1 hear that its answer has the wrong shape; the others are not told."""
    if charger.version == "ocpp2.1":
        assert (await charger.hear())[0] == 5


async def is_seen(grid: Grid, charger: Charger, state: str, **more: Any) -> Json:
    """Wait until the desire of the station is in a state, and return it."""
    station = await grid.station(charger)

    async def look() -> Json | None:
        [desire] = await grid.admin.items(f"/stations/{station['id']}/desires")
        expected = {"state": state, **more}
        return desire if expected.items() <= desire.items() else None

    return await eventually(look)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_station_returns_and_is_set_until_it_reports_it(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
    desire = await want(grid, charger, "60")
    assert desire["state"] == "pending"
    async with grid.charger(version, charger.identity) as charger:
        await boot(charger)
        await is_asked(charger, "300")
        await is_told(charger, "60", "Accepted")
        await is_asked(charger, "60")
        await is_seen(grid, charger, "applied", drifts=0)
        await charger.stays_open()

        # It reports another value, by itself or because somebody asked: it is set again.
        station = await grid.station(charger)
        asking = asyncio.create_task(
            grid.admin.post(
                f"/stations/{station['id']}/commands/get-variables",
                variables=[
                    {"variable": "HeartbeatInterval"}
                    | ({} if version == "ocpp1.6" else {"component": "OCPPCommCtrlr"})
                ],
            )
        )
        await is_asked(charger, "900")
        await asking
        await is_asked(charger, "900")
        await is_told(charger, "60", "Accepted")
        await is_asked(charger, "60")
        await is_seen(grid, charger, "applied", drifts=1)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_value_that_needs_a_boot_is_looked_at_after_it(grid: Grid, version: str) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        await want(grid, charger, "60")
        await is_asked(charger, "300")
        await is_told(charger, "60", "RebootRequired")
        await is_seen(grid, charger, "pending", needs_reboot=True, next_at=None)
        await boot(charger)
        await is_asked(charger, "60")
        await is_seen(grid, charger, "applied", needs_reboot=False)
        await charger.stays_open()


@pytest.mark.parametrize("version", VERSIONS)
async def test_what_a_station_does_not_take_is_shown(grid: Grid, version: str) -> None:
    refusals = {
        "Rejected": "refused",
        "NotSupported" if version == "ocpp1.6" else "UnknownVariable": "unsupported",
    }
    async with grid.charger(version) as charger:
        await boot(charger)
        for number, (status, state) in enumerate(refusals.items()):
            await want(grid, charger, f"6{number}")
            await is_asked(charger, "300")
            await is_told(charger, f"6{number}", status)
            await is_seen(grid, charger, state, reason=status)
        await want(grid, charger, "70")
        await is_asked(charger, None, something="else")
        await is_put_right(charger)
        await is_told(charger, "70", "Perhaps")
        await is_put_right(charger)
        await is_seen(grid, charger, "pending", attempts=1)
        await charger.stays_open()


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_station_that_answers_with_an_error_is_asked_later(
    grid: Grid, version: str
) -> None:
    async with grid.charger(version) as charger:
        await boot(charger)
        await want(grid, charger, "60")
        is_16 = version == "ocpp1.6"
        id_, _ = await charger.expect("GetConfiguration" if is_16 else "GetVariables")
        await charger.say([4, id_, "InternalError", "", {}])
        id_, _ = await charger.expect("ChangeConfiguration" if is_16 else "SetVariables")
        await charger.say([4, id_, "InternalError", "", {}])
        await is_seen(grid, charger, "pending", reason="InternalError", attempts=1)
        await charger.stays_open()
