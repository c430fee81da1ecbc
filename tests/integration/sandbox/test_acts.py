"""Every act leaves its station in the state that it is to show."""

from datetime import UTC, datetime

import pytest

from sigec_sandbox import ScriptClock, Station16, StationSpec
from sigec_sandbox.acts import Act, perform
from tests.integration.sandbox.central_system import CentralSystem

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("act", "status", "starts", "stops"),
    [
        (Act.FULL, "SuspendedEV", 1, 0),
        (Act.HELD, "Charging", 1, 0),
        (Act.DONE, "Finishing", 1, 1),
        (Act.PLUGGED, "Preparing", 0, 0),
        (Act.BROKEN, "Faulted", 1, 1),
        (Act.GHOST, "Charging", 0, 0),
        (Act.STRANGER, "Charging", 1, 0),
        (Act.RESERVED, "Available", 0, 0),
        (Act.LOST, "Available", 0, 0),
    ],
)
async def test_an_act_leaves_its_station_in_its_state(
    central: CentralSystem, act: Act, status: str, starts: int, stops: int
) -> None:
    async with Station16(
        central.url, "CP-1", spec=StationSpec(), clock=ScriptClock(NOON)
    ) as station:
        await perform(act, station, "04A1B2C3")
        assert station.online is (act is not Act.LOST)
        if station.online:
            await station.wait(10)

    assert central.of("StatusNotification")[-1]["status"] == status
    assert len(central.of("StartTransaction")) == starts
    assert len(central.of("StopTransaction")) == stops
