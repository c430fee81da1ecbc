from sigec.events.stations import StationConnected, StationDisconnected
from sigec.stations.service import StationDirectory, StationService
from sigec.tenants.service import TenantService
from tests.integration.stations.conftest import FakeLink, Yard


async def test_the_newest_socket_wins(yard: Yard) -> None:
    station = await yard.station()
    _, older = await yard.connect()
    _, newer = await yard.connect()

    await yard.stations.disconnected(station.id, generation=older)

    assert newer == older + 1
    assert (await yard.inventory.get_station(yard.operator, station.id)).is_online
    assert not await yard.events(StationDisconnected)

    await yard.stations.disconnected(station.id, generation=newer)
    await yard.stations.disconnected(station.id, generation=newer)

    assert not (await yard.inventory.get_station(yard.operator, station.id)).is_online
    assert len(await yard.events(StationDisconnected)) == 1


async def test_a_connected_station_that_is_silent_for_three_heartbeats_is_offline(
    yard: Yard,
) -> None:
    station = await yard.station()
    await yard.connect()

    yard.clock.advance(seconds=899)
    yard.stations.seen(station.id)
    yard.clock.advance(seconds=900)
    assert not (await yard.inventory.get_station(yard.operator, station.id)).is_online

    await yard.stations.flush_seen()
    shown = await yard.inventory.get_station(yard.operator, station.id)

    assert shown.is_online
    yard.clock.advance(seconds=1)
    assert not (await yard.inventory.get_station(yard.operator, station.id)).is_online


async def test_a_station_seen_before_its_connection_is_not_seen_earlier(yard: Yard) -> None:
    station = await yard.station()
    yard.stations.seen(station.id)
    yard.clock.advance(minutes=1)
    await yard.connect()

    await yard.stations.flush_seen()

    shown = await yard.inventory.get_station(yard.operator, station.id)
    assert shown.last_seen_at == yard.clock.now()


async def test_after_a_crash_nobody_is_connected(yard: Yard) -> None:
    station = await yard.station()
    await yard.connect()
    assert len(await yard.events(StationConnected)) == 1

    restarted = StationService(
        database=yard.database,
        ingest=yard.ingest,
        clock=yard.clock,
        link=FakeLink(),
        directory=StationDirectory(),
        tenants=TenantService(yard.database, yard.clock),
        policy=yard.policy,
    )
    await restarted.start()
    assert (await yard.inventory.get_station(yard.operator, station.id)).is_online

    yard.clock.advance(seconds=1)
    await restarted.leave_behind(before=yard.clock.now())
    known = restarted.find(station.id)
    assert known is not None
    assert known.identity == "CP1"
    assert not (await yard.inventory.get_station(yard.operator, station.id)).is_online
    assert [event.station_id for event in await yard.events(StationDisconnected)] == [station.id]


async def test_whoever_comes_while_the_ports_are_opened_stays(yard: Yard) -> None:
    station = await yard.station()
    opened_at = yard.clock.now()
    yard.clock.advance(seconds=1)
    await yard.connect()

    await yard.stations.leave_behind(before=opened_at)

    assert (await yard.inventory.get_station(yard.operator, station.id)).is_online


async def test_a_removed_station_cannot_come_back_by_an_old_admission(yard: Yard) -> None:
    station = await yard.station()
    await yard.connect()

    await yard.inventory.delete_station(yard.operator, station.id)

    assert yard.stations.find(station.id) is None
    await yard.stations.disconnected(station.id, generation=1)
    assert await yard.station() != station, "the identity is free again"
