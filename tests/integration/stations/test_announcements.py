from datetime import timedelta

from sigec.events.stations import StationAnnounced
from sigec.kit.ids import StationId
from sigec.kit.pages import PageRequest
from sigec.stations._store import announcements as store
from sigec.stations.model import Announcement, AnnouncementTopic, IncidentKind, KnownAnnouncement
from tests.integration.stations.conftest import Yard


async def told(yard: Yard, station_id: StationId, *said: Announcement) -> bytes:
    entry = yard.entry(station_id, "FirmwareStatusNotification")
    return await yard.stations.record_announcements(said, entry, lambda: b"{}")


async def listed(yard: Yard, station_id: StationId) -> list[KnownAnnouncement]:
    page = await yard.history.list_announcements(yard.operator, station_id, PageRequest(limit=10))
    return list(page.items)


async def test_the_last_word_counts_whenever_it_arrives(yard: Yard) -> None:
    station = await yard.station()
    now = yard.clock.now()
    firmware = Announcement(topic=AnnouncementTopic.FIRMWARE, status="Downloading")

    assert await told(yard, station.id, firmware) == b"{}"
    yard.clock.advance(minutes=1)
    newer = Announcement(
        topic=AnnouncementTopic.FIRMWARE, status="Installed", detail={"requestId": 1}
    )
    await told(yard, station.id, newer)
    await told(
        yard,
        station.id,
        Announcement(topic=AnnouncementTopic.FIRMWARE, status="Idle", at=now - timedelta(days=1)),
    )

    [known] = await listed(yard, station.id)
    assert known.announcement.status == "Installed"
    assert known.announcement.detail == {"requestId": 1}
    assert known.received_at == yard.clock.now()
    assert len(await yard.answers()) == 3


async def test_it_is_told_once_for_each_topic(yard: Yard) -> None:
    station = await yard.station()
    profiles = [
        Announcement(topic=AnnouncementTopic.CHARGING_PROFILE, key=f"{n}/1") for n in range(3)
    ]
    stream = Announcement(topic=AnnouncementTopic.EVENT_STREAM, key="1")
    log = Announcement(topic=AnnouncementTopic.LOG, status="Uploaded")

    await told(yard, station.id, *profiles, stream, log)

    events = await yard.events(StationAnnounced)
    assert [(event.topic, event.key, event.status) for event in events] == [
        ("charging_profile", None, None),
        ("log", "", "Uploaded"),
    ]


async def test_an_alarming_event_opens_one_incident(yard: Yard) -> None:
    station = await yard.station()

    for kind in ("FirmwareUpdated", "InvalidMessages", "TamperDetectionActivated"):
        await told(yard, station.id, Announcement(topic=AnnouncementTopic.SECURITY_EVENT, key=kind))

    [incident] = await yard.open_incidents()
    assert incident.kind is IncidentKind.SECURITY_EVENT
    assert incident.error_code == "TamperDetectionActivated"


async def test_a_chatty_station_fills_no_table(yard: Yard) -> None:
    station = await yard.station()
    keys = range(store.ANNOUNCEMENTS_MAX)

    await told(
        yard,
        station.id,
        *(Announcement(topic=AnnouncementTopic.SETTLEMENT, key=str(key)) for key in keys),
    )
    await told(
        yard,
        station.id,
        Announcement(topic=AnnouncementTopic.SETTLEMENT, key="one too many"),
        Announcement(topic=AnnouncementTopic.SETTLEMENT, key="0", status="Settled"),
    )

    shown = await listed(yard, station.id)
    assert shown[0].announcement.status == "Settled"
    assert len(await yard.answers()) == 2
