"""What 2.0.1 stations say of their connectors and of themselves."""

import pytest

from tests.conformance.charger import Charger, Json
from tests.conformance.conftest import Grid
from tests.conformance.ocpp201.words import BOOT, event, status


@pytest.mark.parametrize("name", ["Available", "Occupied", "Reserved", "Unavailable", "Faulted"])
async def test_a_status_is_stored(grid: Grid, charger: Charger, name: str) -> None:
    assert await charger.tell("StatusNotification", status(name, evse=2, connector=1)) == {}
    [connector] = await grid.connectors(charger)
    assert (connector["evse"], connector["connector"]) == (2, 1)
    assert connector["ocpp_status"] == name


@pytest.mark.parametrize(("evse", "connector"), [(0, 0), (1, 0), (0, 1)])
async def test_number_0_makes_no_connector(
    grid: Grid, charger: Charger, evse: int, connector: int
) -> None:
    await charger.tell("StatusNotification", status("Available", evse, connector))
    assert await grid.connectors(charger) == []


async def test_occupied_is_shown_by_what_the_car_does(grid: Grid, charger: Charger) -> None:
    await charger.tell("StatusNotification", status("Occupied"))
    assert [each["state"] for each in await grid.connectors(charger)] == ["waiting"]
    await charger.tell("TransactionEvent", event("Started", 0, 0, state="Charging"))
    assert [each["state"] for each in await grid.connectors(charger)] == ["in_use"]
    await charger.tell("TransactionEvent", event("Updated", 1, 1, state="SuspendedEV"))
    assert [each["state"] for each in await grid.connectors(charger)] == ["idle"]


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "SomethingElse"},
        {"chargingStation": {"vendorName": "", "model": ""}},
        {"chargingStation": {"vendorName": "V" * 99, "model": "M" * 99, "serialNumber": "S" * 99}},
        {
            "chargingStation": {
                "vendorName": "V",
                "model": "M",
                "modem": {},
                "firmwareVersion": None,
            }
        },
        {"customData": {"vendorId": "x", "more": {"a": 1}}},
        {"more": 1},
    ],
)
async def test_an_odd_boot_is_accepted(charger: Charger, changes: Json) -> None:
    assert (await charger.tell("BootNotification", BOOT | changes))["status"] == "Accepted"
