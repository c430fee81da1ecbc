"""A station that may speak another version with every connection, and keeps its history."""

import pytest

from sigec_sandbox import Faults, Polyglot, ScriptClock, Station16
from sigec_sandbox.versions import STATIONS
from tests.integration.sandbox.central_system import CentralSystem
from tests.integration.sandbox.orders import NOON


@pytest.mark.parametrize("version", ["1.6", "2.0.1", "2.1"])
async def test_a_charge_is_told_in_each_version(central: CentralSystem, version: str) -> None:
    async with STATIONS[version](central.url, "CS-1", clock=ScriptClock(NOON)) as station:
        assert (station.version, station.line.subprotocol) == (version, f"ocpp{version}")
        await station.plug()
        await station.tap("AA")
        await station.charge(5_000, minutes=60)
        await station.stop()


async def test_a_polyglot_speaks_what_is_chosen(central: CentralSystem) -> None:
    async with Polyglot(central.url, "CS-1", clock=ScriptClock(NOON)) as station:
        assert station.version == "2.1"
    async with Polyglot(central.url, "CS-2", offers=("1.6", "2.1")) as station:
        assert station.version == "1.6"


async def test_a_version_changes_between_connections_and_the_history_stays(
    central: CentralSystem,
) -> None:
    async with Station16(central.url, "CS-1", clock=ScriptClock(NOON)) as station:
        await station.plug()
        await station.tap("AA")
        await station.charge(1_000, minutes=10)
        await station.stop()
        await station.unplug()
        await station.switch("2.0.1")
        await station.plug()
        await station.tap("AA")
        await station.charge(2_000, minutes=20)
        await station.stop()
        assert station.register_wh() == 3_000
        assert len(station.answers.of("BootNotification")) == 2
    assert len(central.of("StopTransaction")) == 1
    assert central.of("BootNotification")[1]["reason"] == "FirmwareUpdate"
    ended = central.of("TransactionEvent")[-1]
    assert ended["meterValue"][0]["sampledValue"][0]["value"] == 3_000


async def test_what_another_version_cannot_carry_waits_for_its_own(
    central: CentralSystem,
) -> None:
    async with Station16(central.url, "CS-1", clock=ScriptClock(NOON)) as station:
        await station.plug()
        await station.tap("AA")
        await station.switch("2.1")
        await station.charge(1_000, minutes=10)
        await station.stop()
        await station.unplug()
        assert not central.of("StopTransaction")
        assert len(station.delivery) > 0
        await station.switch("1.6")
        assert len(station.delivery) == 0
    [stop] = central.of("StopTransaction")
    assert stop["meterStop"] == 1_000
    assert not central.of("TransactionEvent")


async def test_without_a_subprotocol_it_speaks_1_6(central: CentralSystem) -> None:
    station = Station16(central.url, "CS-1", offers=())
    await station.dial()
    assert (station.line.subprotocol, station.version) == (None, "1.6")
    await station.close()


async def test_a_firmware_may_speak_another_version_than_agreed() -> None:
    faults = Faults(speaks="1.6")
    async with CentralSystem() as central:
        async with STATIONS["2.0.1"](central.url, "CS-1", faults=faults) as station:
            assert station.line.subprotocol == "ocpp2.0.1"
        assert "chargePointVendor" in central.of("BootNotification")[0]
