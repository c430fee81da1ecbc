import pytest

from sigec.kit.actor import Role
from sigec.stations.model import BootReport, Deviation, Station
from sigec.stations.service import StationNotFound
from tests.integration.actors import create_tenant, somebody
from tests.integration.stations.conftest import Yard

CLOCK, TEXT = Deviation.CLOCK_WRONG, Deviation.NUMBER_AS_TEXT


async def running(yard: Yard, identity: str, firmware: str) -> Station:
    station = await yard.station(identity)
    report = BootReport(
        station_id=station.id,
        received_at=yard.clock.now(),
        vendor="ACME",
        model="One",
        firmware_version=firmware,
    )
    entry = yard.entry(station.id, "BootNotification")
    await yard.stations.record_boot(report, entry, lambda _: b"{}")
    return station


async def test_they_are_counted_per_station_and_action(yard: Yard) -> None:
    station = await running(yard, "CP1", "1.0")
    first_at = yard.clock.now()
    for _ in range(3):
        yard.stations.deviated(station.id, "MeterValues", {TEXT})
    yard.stations.deviated(station.id, "StatusNotification", {TEXT, CLOCK})
    await yard.stations.flush_seen()
    yard.clock.advance(minutes=1)
    yard.stations.deviated(station.id, "MeterValues", {TEXT})
    await yard.stations.flush_seen()
    await yard.stations.flush_seen()

    seen = await yard.history.list_deviations(yard.operator, station.id)

    assert [(each.kind, each.action, each.times) for each in seen] == [
        (TEXT, "MeterValues", 4),
        (CLOCK, "StatusNotification", 1),
        (TEXT, "StatusNotification", 1),
    ]
    assert (seen[0].first_at, seen[0].last_at) == (first_at, yard.clock.now())


async def test_they_are_summed_per_firmware(yard: Yard) -> None:
    for identity, firmware, times in (("CP1", "1.0", 2), ("CP2", "1.0", 3), ("CP3", "2.0", 1)):
        station = await running(yard, identity, firmware)
        for _ in range(times):
            yard.stations.deviated(station.id, "Heartbeat", {CLOCK})
    await yard.stations.flush_seen()

    seen = await yard.history.list_deviations_of_models(yard.operator)

    assert [
        (each.model, each.firmware_version, each.kind, each.times, each.stations) for each in seen
    ] == [("One", "1.0", CLOCK, 5, 2), ("One", "2.0", CLOCK, 1, 1)]


async def test_another_tenant_sees_none(yard: Yard) -> None:
    station = await running(yard, "CP1", "1.0")
    yard.stations.deviated(station.id, "Heartbeat", {CLOCK})
    await yard.stations.flush_seen()
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(yard.database, "ipes"))

    assert await yard.history.list_deviations_of_models(stranger) == []
    with pytest.raises(StationNotFound):
        await yard.history.list_deviations(stranger, station.id)


async def test_of_a_station_that_was_removed_nothing_is_counted(yard: Yard) -> None:
    station = await running(yard, "CP1", "1.0")
    await yard.inventory.delete_station(yard.operator, station.id)
    yard.stations.deviated(station.id, "Heartbeat", {CLOCK})

    await yard.stations.flush_seen()

    assert await yard.history.list_deviations_of_models(yard.operator) == []
