import asyncio
from datetime import timedelta

from sigec.events.stations import ConnectorStatusChanged, StationBooted
from sigec.kit.pages import PageRequest
from sigec.stations.model import (
    BootOutcome,
    BootReport,
    ConnectorStatus,
    Label,
    Registration,
    StatusReport,
    count_labels,
)
from tests.integration.stations.conftest import Yard


def render_boot(outcome: BootOutcome) -> bytes:
    return f'{{"status":"{outcome.registration}","interval":{outcome.interval_s}}}'.encode()


def boot_of(yard: Yard, station_id: object, **more: str) -> BootReport:
    return BootReport(
        station_id=station_id,  # type: ignore[arg-type]  # a station's id
        received_at=yard.clock.now(),
        **{"vendor": "ACME", "model": "One", **more},
    )


async def test_a_boot_is_answered_once_it_is_stored(yard: Yard) -> None:
    station = await yard.station()
    boot = boot_of(yard, station.id, serial_number="S" * 40, reason="PowerUp")

    answer = await yard.stations.record_boot(
        boot, yard.entry(station.id, "BootNotification"), render_boot
    )

    stored = await yard.inventory.get_station(yard.operator, station.id)
    assert answer == b'{"status":"accepted","interval":300}'
    assert (stored.vendor, stored.model, stored.serial_number) == ("ACME", "One", "S" * 40)
    assert stored.last_boot_at == yard.clock.now()
    assert await yard.answers() == [("BootNotification", answer.decode())]
    assert [event.reason for event in await yard.events(StationBooted)] == ["PowerUp"]


async def test_a_station_that_is_not_accepted_is_told_to_wait(yard: Yard) -> None:
    station = await yard.station(registration=Registration.PENDING)

    answer = await yard.stations.record_boot(
        boot_of(yard, station.id), yard.entry(station.id, "BootNotification"), render_boot
    )

    assert answer == b'{"status":"pending","interval":60}'


async def test_connectors_are_learnt_from_what_they_report(yard: Yard) -> None:
    station = await yard.station()
    await yard.connect()

    await yard.report(station.id, ConnectorStatus.AVAILABLE, connector=2)
    await yard.report(station.id, ConnectorStatus.CHARGING, connector=1)

    cards = await yard.inventory.list_connectors(yard.operator, station_id=station.id)
    assert [(card.connector.evse, card.connector.number, card.label()) for card in cards] == [
        (1, 1, Label.IN_USE),
        (2, 2, Label.AVAILABLE),
    ]
    counters = count_labels(card.label() for card in cards)
    assert {label: n for label, n in counters.items() if n} == {
        Label.IN_USE: 1,
        Label.AVAILABLE: 1,
    }


async def test_a_status_of_the_whole_station_makes_no_connector(yard: Yard) -> None:
    station = await yard.station()
    report = StatusReport(
        station_id=station.id,
        status=ConnectorStatus.UNAVAILABLE,
        received_at=yard.clock.now(),
        evse=0,
        connector=0,
    )

    entry = yard.entry(station.id, "StatusNotification")
    await yard.stations.record_status(report, entry, lambda: b"{}")

    stored = await yard.inventory.get_station(yard.operator, station.id)
    assert stored.status is ConnectorStatus.UNAVAILABLE
    assert not await yard.inventory.list_connectors(yard.operator, station_id=station.id)


async def test_only_what_is_different_is_told_and_everything_is_journaled(yard: Yard) -> None:
    station = await yard.station()

    await yard.report(station.id, ConnectorStatus.AVAILABLE, error_code="NoError")
    began_at = yard.clock.now()
    yard.clock.advance(minutes=1)
    await yard.report(station.id, ConnectorStatus.AVAILABLE, error_code="NO_ERROR")
    await yard.report(station.id, ConnectorStatus.FAULTED, error_code="Error")

    told = await yard.events(ConnectorStatusChanged)
    assert [(event.previous_status, event.status, event.error_code) for event in told] == [
        (None, "Available", None),
        ("Available", "Faulted", "OtherError"),
    ]
    assert told[0].at == began_at
    assert len(await yard.answers()) == 3
    assert [status.error_code for status in yard.listener.heard] == [None, None, "OtherError"]


async def test_an_older_status_does_not_replace_a_newer_one(yard: Yard) -> None:
    station = await yard.station()
    now = yard.clock.now()
    minute = timedelta(minutes=1)

    await yard.report(station.id, ConnectorStatus.FAULTED, at=now - minute)
    await yard.report(station.id, ConnectorStatus.AVAILABLE, at=now)
    await yard.report(station.id, ConnectorStatus.CHARGING, at=now - 2 * minute)
    for status, at in [
        (ConnectorStatus.UNAVAILABLE, now),
        (ConnectorStatus.FAULTED, now - minute),
    ]:
        whole = StatusReport(station_id=station.id, status=status, received_at=now, at=at)
        entry = yard.entry(station.id, "StatusNotification")
        await yard.stations.record_status(whole, entry, lambda: b"{}")

    [card] = await yard.inventory.list_connectors(yard.operator, station_id=station.id)
    stored = await yard.inventory.get_station(yard.operator, station.id)
    assert card.connector.status is ConnectorStatus.AVAILABLE
    assert stored.status is ConnectorStatus.UNAVAILABLE
    assert ConnectorStatus.CHARGING not in {each.status for each in yard.listener.heard}
    assert await yard.open_incidents() == []
    assert len(await yard.answers()) == 5


async def test_statuses_that_arrive_together_keep_their_order(yard: Yard) -> None:
    stations = [await yard.station(f"CP{n}") for n in range(3)]
    sequence = [ConnectorStatus.PREPARING, ConnectorStatus.CHARGING, ConnectorStatus.FINISHING]

    await asyncio.gather(
        *(
            yard.report(station.id, status, connector=connector)
            for status in sequence
            for station in stations
            for connector in (1, 2)
        )
    )

    cards = await yard.inventory.list_connectors(yard.operator)
    assert len(cards) == 6
    assert {card.connector.status for card in cards} == {ConnectorStatus.FINISHING}
    assert len(await yard.events(ConnectorStatusChanged)) == 18


async def test_a_hostile_station_cannot_make_connectors_without_end(yard: Yard) -> None:
    station = await yard.station()

    await asyncio.gather(
        *(
            yard.report(station.id, ConnectorStatus.AVAILABLE, connector=number)
            for number in range(1, 131)
        )
    )

    cards = await yard.inventory.list_connectors(yard.operator, station_id=station.id)
    assert len(cards) == 100
    assert len(await yard.answers()) == 130


async def test_a_fact_is_journaled_before_it_is_answered(yard: Yard) -> None:
    station = await yard.station()

    answer = await yard.stations.record_fact(
        yard.entry(station.id, "DataTransfer"), lambda: b'{"status":"UnknownVendorId"}'
    )
    yard.stations.note(yard.entry(station.id, "Authorize"))
    await yard.ingest.close()

    assert answer == b'{"status":"UnknownVendorId"}'
    assert await yard.answers() == [("DataTransfer", answer.decode()), ("Authorize", None)]
    page = await yard.history.list_messages(yard.operator, station.id, PageRequest(limit=1))
    rest = await yard.history.list_messages(
        yard.operator, station.id, PageRequest(limit=1, cursor=page.next_cursor)
    )
    shown = [row.entry.action for row in (*page.items, *rest.items)]
    assert shown == ["Authorize", "DataTransfer"]
    assert rest.next_cursor is None
