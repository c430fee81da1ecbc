"""What is wrong for too long becomes an incident, gets worse, and ends when the facts say so."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.events.incidents import (
    IncidentAcknowledged,
    IncidentClosed,
    IncidentEscalated,
    IncidentEvent,
    IncidentOpened,
)
from sigec.kit.actor import PLATFORM, Role
from sigec.kit.ids import SessionId, SourceId, StationId, new_id
from sigec.kit.pages import PageRequest
from sigec.stations.model import (
    ConnectorStatus,
    IncidentKind,
    MirrorReport,
    SetAvailability,
    Severity,
    Trouble,
)
from sigec.stations.service import (
    IncidentClosesItself,
    IncidentFilter,
    IncidentNotFound,
    IncidentOver,
    MirrorService,
    begin_troubles,
    end_troubles,
    incidents,
)
from tests.integration.actors import create_tenant, somebody
from tests.integration.stations.conftest import Yard


async def gone(yard: Yard) -> StationId:
    """Let a station come and go."""
    station = await yard.station()
    admission, generation = await yard.connect()
    await yard.stations.disconnected(admission.station_id, generation=generation)
    return station.id


async def kinds(yard: Yard) -> list[IncidentKind]:
    return [incident.kind for incident in await yard.open_incidents()]


async def told(yard: Yard) -> list[type[IncidentEvent]]:
    return [type(event) for event in await yard.events(IncidentEvent)]


async def test_a_station_is_an_incident_after_five_minutes_and_a_worse_one_after_ten(
    yard: Yard,
) -> None:
    left_at = yard.clock.now()
    station_id = await gone(yard)
    await yard.wait(minutes=4, seconds=59)
    assert await yard.open_incidents() == []
    await yard.wait(seconds=1)
    [incident] = await yard.open_incidents()
    assert (incident.kind, incident.severity) == (IncidentKind.STATION_OFFLINE, Severity.WARNING)
    assert (incident.station_id, incident.subject) == (station_id, "CP1")
    assert incident.began_at == left_at
    assert incident.opened_at == left_at + timedelta(minutes=5)
    await yard.wait(minutes=5)
    [incident] = await yard.open_incidents()
    assert incident.severity is Severity.CRITICAL
    assert incident.escalated_at == left_at + timedelta(minutes=10)
    await yard.wait(hours=1)
    await yard.connect()
    assert await yard.open_incidents() == []
    assert await told(yard) == [IncidentOpened, IncidentEscalated, IncidentClosed]


async def test_a_station_that_comes_back_in_time_is_no_incident(yard: Yard) -> None:
    await gone(yard)
    await yard.wait(minutes=4)
    await yard.connect()
    await yard.wait(hours=2)
    assert await told(yard) == []


async def test_a_station_that_never_came_is_an_incident_too(yard: Yard) -> None:
    await yard.station()
    await yard.wait(minutes=5)
    assert await kinds(yard) == [IncidentKind.STATION_OFFLINE]


async def test_a_station_that_an_operator_took_out_may_be_offline(yard: Yard) -> None:
    station = await yard.station()
    admission, generation = await yard.connect()
    out = SetAvailability(operative=False)
    await yard.stations.command(yard.operator, station.id, out)
    await yard.stations.disconnected(admission.station_id, generation=generation)
    await yard.wait(hours=1)
    assert await yard.open_incidents() == []


async def test_an_unavailable_connector_is_an_incident_unless_an_operator_asked_for_it(
    yard: Yard,
) -> None:
    station = await yard.station()
    await yard.connect()
    out = SetAvailability(operative=False, evse=1)
    await yard.stations.command(yard.operator, station.id, out)
    for connector in (1, 2):
        await yard.report(station.id, ConnectorStatus.UNAVAILABLE, connector)
    await yard.wait(minutes=5)
    [incident] = await yard.open_incidents()
    assert (incident.kind, incident.connector) == (IncidentKind.CONNECTOR_UNAVAILABLE, 2)
    await yard.report(station.id, ConnectorStatus.AVAILABLE, 2)
    assert await yard.open_incidents() == []


async def test_an_order_that_comes_later_explains_what_is_unavailable(yard: Yard) -> None:
    station = await yard.station()
    await yard.connect()
    await yard.report(station.id, ConnectorStatus.UNAVAILABLE)
    await yard.wait(minutes=5)
    assert await kinds(yard) == [IncidentKind.CONNECTOR_UNAVAILABLE]
    await yard.stations.command(yard.operator, station.id, SetAvailability(operative=False))
    assert await yard.open_incidents() == []


async def test_removing_a_station_ends_what_is_wrong_with_it(yard: Yard) -> None:
    station_id = await gone(yard)
    await yard.report(station_id, ConnectorStatus.FAULTED)
    await yard.wait(minutes=5)
    assert len(await yard.open_incidents()) == 2
    await yard.inventory.delete_station(yard.operator, station_id)
    await yard.wait(hours=1)
    assert await yard.open_incidents() == []


async def test_the_sockets_of_a_process_that_died_are_given_five_minutes_to_come_back(
    yard: Yard,
) -> None:
    await yard.station("CP1")
    await yard.station("CP2")
    await yard.connect("CP1")
    await yard.connect("CP2")
    await yard.wait(hours=3)
    await yard.stations.leave_behind(before=yard.clock.now())
    await yard.wait(minutes=4)
    await yard.connect("CP1")
    assert await told(yard) == []
    await yard.wait(minutes=1)
    assert [each.subject for each in await yard.open_incidents()] == ["CP2"]


async def test_a_socket_that_stands_and_is_silent_is_noticed_and_so_is_its_return(
    yard: Yard,
) -> None:
    station = await yard.station()
    await yard.connect()
    heard_at = yard.clock.now()
    await yard.wait(minutes=15)
    await yard.incidents.watch_silence()
    assert await yard.open_incidents() == []
    await yard.wait(seconds=1)
    for _ in range(2):
        await yard.incidents.watch_silence()
        [incident] = await yard.open_incidents()
        assert (incident.began_at, incident.severity) == (heard_at, Severity.CRITICAL)
    yard.stations.seen(station.id)
    await yard.stations.flush_seen()
    await yard.incidents.watch_silence()
    assert await yard.open_incidents() == []
    assert await told(yard) == [IncidentOpened, IncidentEscalated, IncidentClosed]


@pytest.mark.parametrize(
    ("status", "error_code"),
    [(ConnectorStatus.FAULTED, None), (ConnectorStatus.CHARGING, "HighTemperature")],
)
async def test_a_fault_is_an_incident_of_its_connector_until_the_station_says_otherwise(
    yard: Yard, status: ConnectorStatus, error_code: str | None
) -> None:
    station = await yard.station()
    failed_at = yard.clock.now() - timedelta(minutes=3)
    session_id = yard.listener.concerned = SessionId(new_id())
    await yard.report(station.id, status, error_code=error_code, at=failed_at)
    await yard.report(station.id, ConnectorStatus.AVAILABLE, 2)
    [incident] = await yard.open_incidents()
    assert (incident.kind, incident.severity) == (IncidentKind.CONNECTOR_FAULT, Severity.CRITICAL)
    assert (incident.evse, incident.connector, incident.error_code) == (1, 1, error_code)
    assert (incident.opened_at, incident.session_id) == (failed_at, session_id)
    worse_at = yard.clock.now() - timedelta(minutes=2)
    faulted = ConnectorStatus.FAULTED
    await yard.report(station.id, faulted, error_code="GroundFailure", at=worse_at)
    [again] = await yard.open_incidents()
    assert (again.id, again.error_code) == (incident.id, "GroundFailure")
    over_at = yard.clock.now() - timedelta(minutes=1)
    await yard.report(station.id, ConnectorStatus.AVAILABLE, at=over_at)
    assert await yard.open_incidents() == []
    page = await yard.incidents.list_incidents(yard.operator, PageRequest())
    assert [each.closed_at for each in page.items] == [over_at]
    assert await told(yard) == [IncidentOpened, IncidentClosed]


async def test_events_of_a_reader_are_no_faults(yard: Yard) -> None:
    station = await yard.station()
    await yard.connect()
    await yard.report(station.id, ConnectorStatus.AVAILABLE, error_code="ReaderFailure")
    await yard.wait(hours=1)
    assert await yard.open_incidents() == []


async def test_a_source_is_an_incident_after_five_minutes(yard: Yard) -> None:
    source_id, at = SourceId(new_id()), yard.clock.now()
    tenant_id = yard.operator.require_tenant()
    for _ in range(2):
        await yard.incidents.source_failed(
            tenant_id, source_id, source_name="CVE-PRO", error="Senha recusada.", at=at
        )
    await yard.wait(minutes=5)
    [incident] = await yard.open_incidents()
    assert (incident.subject, incident.detail) == ("CVE-PRO", "Senha recusada.")
    await yard.incidents.source_recovered(source_id, at=yard.clock.now())
    assert await yard.open_incidents() == []
    assert await told(yard) == [IncidentOpened, IncidentClosed]


async def test_a_failure_that_is_told_after_its_own_recovery_is_none(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def has_recovered(_connection: AsyncConnection, _source_id: SourceId) -> bool:
        return True

    monkeypatch.setattr(incidents, "has_recovered", has_recovered)
    source_id, at = SourceId(new_id()), yard.clock.now()
    await yard.incidents.source_recovered(source_id, at=at)
    await yard.incidents.source_failed(
        yard.operator.require_tenant(), source_id, source_name="CVE-PRO", error="Fora", at=at
    )
    await yard.wait(minutes=5)
    assert await yard.open_incidents() == []


async def test_a_person_acknowledges_an_incident_and_closes_only_what_no_fact_ends(
    yard: Yard,
) -> None:
    station = await yard.station()
    await yard.report(station.id, ConnectorStatus.FAULTED)
    [fault] = await yard.open_incidents()
    noted = await yard.incidents.acknowledge(yard.operator, fault.id, note="Técnico chamado")
    assert noted.acknowledged_by == yard.operator.user_id
    assert await yard.incidents.get_incident(yard.operator, fault.id) == noted
    with pytest.raises(IncidentClosesItself):
        await yard.incidents.close(yard.operator, fault.id)

    session_id, now = SessionId(new_id()), yard.clock.now()
    stale = Trouble(
        tenant_id=station.tenant_id,
        kind=IncidentKind.STALE_SESSION,
        began_at=now - timedelta(days=1),
        station_id=station.id,
        session_id=session_id,
    )
    async with yard.database.transaction(PLATFORM) as connection:
        await begin_troubles(connection, [stale], at=now)
    page = await yard.incidents.list_incidents(
        yard.operator, PageRequest(), IncidentFilter(session_id=session_id)
    )
    closed = await yard.incidents.close(yard.operator, page.items[0].id)
    assert closed.closed_at == now
    with pytest.raises(IncidentOver):
        await yard.incidents.close(yard.operator, closed.id)
    assert IncidentAcknowledged in await told(yard)


async def test_a_foreign_tenants_incident_is_none(yard: Yard) -> None:
    station = await yard.station()
    await yard.report(station.id, ConnectorStatus.FAULTED)
    [fault] = await yard.open_incidents()
    stranger = somebody(Role.TENANT_ADMIN, await create_tenant(yard.database, slug="outro"))
    with pytest.raises(IncidentNotFound):
        await yard.incidents.acknowledge(stranger, fault.id)


async def is_waited_for(connection: AsyncConnection) -> bool:
    waiting = text(
        "SELECT count(*) FROM pg_locks"
        " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    return bool((await connection.execute(waiting)).scalar_one())


async def test_an_incident_that_ends_while_somebody_acknowledges_it_stays_closed(
    yard: Yard,
) -> None:
    if yard.database.dialect == "sqlite":
        pytest.skip("SQLite has one writer")
    station = await yard.station()
    await yard.report(station.id, ConnectorStatus.FAULTED)
    [fault] = await yard.open_incidents()
    async with yard.database.transaction(PLATFORM) as connection:
        await end_troubles(connection, [fault.key], at=yard.clock.now())
        noting = asyncio.create_task(yard.incidents.acknowledge(yard.operator, fault.id))
        async with asyncio.timeout(5):
            while not await is_waited_for(connection):
                assert not noting.done()
    noted = await noting
    assert not noted.is_open
    assert await yard.incidents.get_incident(yard.operator, fault.id) == noted


async def test_a_station_read_through_a_source_is_offline_when_the_source_says_so(
    yard: Yard,
) -> None:
    station = await yard.station()
    mirrors = MirrorService(yard.database)

    async def mirror(*, is_connected: bool, seen_ago: timedelta) -> None:
        at = yard.clock.now()
        report = MirrorReport(
            station_id=station.id,
            tenant_id=station.tenant_id,
            at=at,
            protocol="cvepro",
            seen_at=at - seen_ago,
            is_connected=is_connected,
        )
        await mirrors.record([report])

    await mirror(is_connected=True, seen_ago=timedelta(0))
    await yard.wait(hours=2)
    await yard.incidents.watch_silence()
    assert await yard.open_incidents() == []  # the source was blind: that is its own incident
    await mirror(is_connected=False, seen_ago=timedelta(minutes=16))
    [incident] = await yard.open_incidents()
    assert incident.began_at == yard.clock.now() - timedelta(minutes=16)
    await mirror(is_connected=True, seen_ago=timedelta(0))
    assert await yard.open_incidents() == []
