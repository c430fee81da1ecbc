"""Sessions that nobody tells of any more, long ones, and connectors that charge without one."""

from datetime import timedelta

from sigec.kit.pages import PageRequest
from sigec.sessions.model import Flag, Freshness
from sigec.sessions.service import SessionWatch
from sigec.stations.model import (
    Admission,
    Incident,
    IncidentKind,
    Peer,
    Severity,
    StationPolicy,
)
from sigec.stations.service import IncidentService
from tests.integration.sessions.house import ConnectorStatus, House, at

DAY = 24 * 60
PEER = Peer(address="192.0.2.7")


def incidents(house: House) -> IncidentService:
    policy = StationPolicy(password_key=b"key")
    return IncidentService(database=house.database, clock=house.clock, policy=policy)


async def watched(house: House, minute: float) -> list[Incident]:
    """Look at a minute, and return every incident there was, the latest first."""
    house.clock.advance(seconds=(at(minute) - house.clock.now()).total_seconds())
    await SessionWatch(house.database, house.clock).watch_freshness()
    page = await incidents(house).list_incidents(house.admin, PageRequest())
    return [each for each in page.items if each.kind is IncidentKind.STALE_SESSION]


async def test_a_session_unheard_for_a_day_is_stale_and_an_incident_until_it_is_heard_of(
    house: House,
) -> None:
    await house.started(0)
    await house.metered(30, 5_000)
    assert await watched(house, 30 + DAY) == []
    assert (await house.only()).freshness is Freshness.LIVE
    for _ in range(2):
        [incident] = await watched(house, 31 + DAY)
    view = await house.only()
    assert view.freshness is Freshness.STALE
    assert incident.session_id == view.session.id
    assert (incident.evse, incident.severity) == (1, Severity.WARNING)
    assert (incident.began_at, incident.opened_at) == (at(30), at(30 + DAY))
    await house.metered(40 + DAY, 6_000)
    [incident] = await watched(house, 41 + DAY)
    assert not incident.is_open
    assert (await house.only()).freshness is Freshness.LIVE
    assert len(await watched(house, 41 + 2 * DAY)) == 2


async def test_a_stale_session_that_ends_is_over(house: House) -> None:
    await house.started(0)
    await watched(house, 1 + DAY)
    await house.ended(20, 2_000, received_at=at(2 + DAY))
    [incident] = await watched(house, 3 + DAY)
    assert not incident.is_open


async def test_a_stale_session_that_a_person_closed_is_not_opened_again_without_news(
    house: House,
) -> None:
    await house.started(0)
    [incident] = await watched(house, 1 + DAY)
    await incidents(house).close(house.admin, incident.id)
    assert [each.is_open for each in await watched(house, 5 + DAY)] == [False]


async def test_a_session_is_long_after_twelve_hours_as_long_as_it_is_heard_of(
    house: House,
) -> None:
    await house.started(0)
    house.clock.advance(hours=12)
    assert Flag.LONG not in (await house.only()).flags
    house.clock.advance(seconds=1)
    assert Flag.LONG in (await house.only()).flags
    house.clock.advance(hours=12)
    assert Flag.LONG not in (await house.only()).flags


async def ghosts(house: House) -> int:
    cards = await house.inventory.list_connectors(house.admin)
    return len(await house.queries.find_ghosts(house.admin, cards))


async def test_a_connector_that_charges_for_ten_minutes_without_a_transaction_is_a_ghost(
    house: House,
) -> None:
    admission = house.stations.admit("CP-1", peer=PEER)
    assert isinstance(admission, Admission)
    await house.stations.connected(admission, protocol=house.protocol, peer=PEER)
    await house.status(0, ConnectorStatus.CHARGING)
    house.clock.advance(minutes=9)
    assert await ghosts(house) == 0
    house.clock.advance(minutes=1)
    assert await ghosts(house) == 1
    assert await house.views() == []
    await house.started(9)
    assert await ghosts(house) == 0
    await house.ended(11, 2_000)
    house.clock.advance(minutes=2)
    assert await ghosts(house) == 0  # it has had as long only since the session's end
    house.clock.advance(minutes=10)
    assert await ghosts(house) == 0  # a station that is offline says nothing at all
    house.stations.seen(house.station_id)
    await house.stations.flush_seen()
    assert await ghosts(house) == 1
    await house.status(23, ConnectorStatus.AVAILABLE)
    assert await ghosts(house) == 0


async def test_a_fault_names_the_session_of_its_connector(house: House) -> None:
    await house.started(0)
    await house.status(5, ConnectorStatus.FAULTED)
    [fault] = await incidents(house).list_worst(house.admin)
    view = await house.only()
    assert fault.session_id == view.session.id
    assert fault.opened_at == at(0) + timedelta(minutes=5)
    assert Flag.FAULT in view.flags
