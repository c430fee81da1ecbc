"""What becomes of a reservation: its time comes, somebody charges, its station fails."""

import msgspec
import pytest

from sigec.drivers.model import TokenRef
from sigec.journal import Entry
from sigec.kit.errors import Conflict
from sigec.reservations.model import Place, ReservationReason, ReservationStatus
from sigec.reservations.service import ReservationService, ReservedForOther
from sigec.sessions.model import Flag, ReportKind
from sigec.stations.model import (
    Announcement,
    AnnouncementTopic,
    BootOutcome,
    BootReport,
    CancelReservation,
    CommandAnswer,
    CommandStatus,
    ConnectorStatus,
    ReserveNow,
)
from sigec.stations.ports import StationOffline, StationSilent
from tests.integration.reservations.conftest import Garage
from tests.integration.sessions.house import STRANGER, at

Status = ReservationStatus


async def test_a_planned_one_is_sent_when_it_begins_reminded_of_and_not_used(
    garage: Garage,
) -> None:
    planned = await garage.reserve(90, 30, person_id=garage.person_id)
    assert planned.status is Status.PLANNED
    assert garage.house.link.sent == []
    await garage.wait(29)
    assert garage.house.link.sent == []
    await garage.wait(30)
    [said] = garage.house.link.sent
    assert isinstance(said, ReserveNow)
    assert said.expires_at == at(90)
    assert (await garage.now(planned)).status is Status.ACCEPTED
    await garage.hear()
    garage.house.clock.advance(minutes=50)
    await garage.scheduler.step()
    assert await garage.names() == ["reservation.expiring"]
    garage.house.clock.advance(minutes=10)
    await garage.scheduler.step()
    assert await garage.names() == ["reservation.expired"]
    assert await garage.stands(planned) == (Status.EXPIRED, ReservationReason.NO_SHOW)
    assert await garage.history(planned.id) == [
        "planned: made",
        "sent: asked",
        "accepted: accepted_by_station",
        "expired: no_show",
    ]
    assert len(garage.house.link.sent) == 1


async def test_a_planned_one_that_is_not_needed_costs_the_station_nothing(garage: Garage) -> None:
    planned = await garage.reserve(90, 30)
    assert await garage.cancel(planned) is None
    await garage.wait(100)
    assert garage.house.link.sent == []


async def test_a_station_that_is_away_when_it_begins_is_asked_when_it_is_back(
    garage: Garage,
) -> None:
    accepting = garage.house.link.answer
    garage.house.link.answer = StationOffline()
    planned = await garage.reserve(90, 30)
    await garage.wait(30)
    assert await garage.stands(planned) == (Status.PLANNED, ReservationReason.STATION_OFFLINE)
    garage.house.link.answer = accepting
    await garage.plug_in()
    await garage.wait(30.4)
    assert (await garage.now(planned)).status is Status.ACCEPTED


async def test_a_station_that_never_comes_back_is_why_it_expires(garage: Garage) -> None:
    garage.house.link.answer = StationOffline()
    planned = await garage.reserve(60, 30)
    for minute in (30, 31, 33, 36, 42, 52, 60):
        await garage.wait(minute)
    assert await garage.stands(planned) == (Status.EXPIRED, ReservationReason.STATION_OFFLINE)
    assert not (await garage.now(planned)).is_no_show


async def test_its_card_uses_it_and_others_are_told_for_whom_it_is(garage: Garage) -> None:
    house = garage.house
    await house.status(0, ConnectorStatus.AVAILABLE)
    kept = await garage.reserve(60, person_id=garage.person_id)
    with pytest.raises(ReservedForOther) as refused:
        await house.sessions.request_start(house.admin, house.station_id, evse=1)
    assert refused.value.params == {"holder": "42", "until": "21/11 13:00"}
    assert await _shown(garage, "CARD-1") == ("NotAtThisTime")
    await house.started(5)
    [refused_session] = await house.views()
    assert Flag.REFUSED in refused_session.session.flags
    assert (await garage.now(kept)).status is Status.ACCEPTED
    await house.ended(6, 1_000, external_id=refused_session.session.external_id)

    ana = TokenRef(value="ana-1")
    assert await _shown(garage, "ana-1") == "Accepted"
    await house.sessions.request_start(
        house.admin, house.station_id, evse=1, person_id=garage.person_id
    )
    await garage.hear()
    await house.started(10, id_token=ana, reservation_id=kept.number)
    used = await garage.now(kept)
    assert (used.status, used.reason) == (Status.USED, ReservationReason.CHARGED)
    assert used.session_id == (await house.views())[-1].session.id
    assert await garage.names() == ["reservation.used"]
    await house.reservations.refresh(house.station_id)
    assert await _shown(garage, "CARD-1") == ("Accepted")
    with pytest.raises(Conflict):
        await garage.cancel(kept)


async def test_a_start_that_names_none_uses_what_is_meant_for_it(garage: Garage) -> None:
    kept = await garage.reserve(60)
    await garage.house.started(5, evse=2, connector=2)
    assert (await garage.now(kept)).status is Status.ACCEPTED
    await garage.house.started(6)
    assert (await garage.now(kept)).status is Status.USED
    await garage.house.started(6)  # the same start again changes nothing
    assert len(await garage.history(kept.id)) == 3


async def test_a_card_after_the_plug_uses_it_too(garage: Garage) -> None:
    house = garage.house
    kept = await garage.reserve(60)
    tx = {"external_id": "tx-1", "protocol": "ocpp2.0.1"}
    await house.report(ReportKind.STARTED, 5, **tx)
    assert (await garage.now(kept)).status is Status.ACCEPTED
    from_card = TokenRef(value="CARD-1")
    await house.report(ReportKind.UPDATED, 6, seq=1, id_token=from_card, **tx)
    assert (await garage.now(kept)).status is Status.USED


async def test_a_charge_that_is_told_late_undoes_the_no_show(garage: Garage) -> None:
    kept = await garage.reserve(30)
    await garage.wait(30)
    assert (await garage.now(kept)).is_no_show
    await garage.house.started(10, received_at=at(45), reservation_id=kept.number, offline=True)
    now = await garage.now(kept)
    assert (now.status, now.is_no_show) == (Status.USED, False)
    await garage.house.started(50, evse=2, connector=2, reservation_id=77)  # nobody made it


async def test_a_restart_of_the_station_makes_it_keep_the_place_again(garage: Garage) -> None:
    kept = await garage.reserve(60)
    await _boot(garage)
    assert (await garage.now(kept)).status is Status.ACCEPTED
    first, second = garage.house.link.sent
    assert first == second
    assert "planned: lost_by_station" in await garage.history(kept.id)


async def test_a_16_station_that_lets_go_is_asked_again(garage: Garage) -> None:
    house = garage.house
    await garage.plug_in("ocpp1.6")
    kept = await garage.reserve(60)
    await house.status(1, ConnectorStatus.RESERVED)
    await garage.hear()
    await house.status(2, ConnectorStatus.AVAILABLE)
    await garage.hear()
    assert len(house.link.sent) == 2
    assert (await garage.now(kept)).status is Status.ACCEPTED
    # By its own clock it is over already: it expires here soon.
    house.clock.advance(minutes=59)
    await house.status(58, ConnectorStatus.RESERVED)
    await house.status(59, ConnectorStatus.AVAILABLE)
    await garage.hear()
    assert len(house.link.sent) == 2


async def test_a_2_station_that_lets_go_says_so_itself(garage: Garage) -> None:
    house = garage.house
    await garage.plug_in("ocpp2.0.1")
    kept = await garage.reserve(60)
    await house.status(1, ConnectorStatus.RESERVED)
    await house.status(2, ConnectorStatus.AVAILABLE)
    await garage.hear()
    assert len(house.link.sent) == 1
    await _announce(garage, kept.number, "Removed")
    assert await garage.stands(kept) == (Status.CANCELLED, ReservationReason.REMOVED_BY_STATION)
    await _announce(garage, kept.number, "Removed")
    await _announce(garage, 77, "Expired")
    assert len(await garage.history(kept.id)) == 3


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (ConnectorStatus.FAULTED, ReservationReason.STATION_FAULTED),
        (ConnectorStatus.UNAVAILABLE, ReservationReason.STATION_UNAVAILABLE),
    ],
)
async def test_a_connector_that_fails_keeps_nothing(
    garage: Garage, status: ConnectorStatus, reason: ReservationReason
) -> None:
    kept = await garage.reserve(60)
    elsewhere = await garage.reserve(60, place=Place(evse=2))
    await garage.house.status(1, status)
    await garage.hear()
    await garage.wait(2)
    assert await garage.stands(kept) == (Status.CANCELLED, reason)
    assert garage.house.link.sent[-1] == CancelReservation(reservation_id=kept.number)
    assert (await garage.now(elsewhere)).status is Status.ACCEPTED


async def test_a_removed_station_keeps_nothing(garage: Garage) -> None:
    kept = await garage.reserve(60)
    planned = await garage.reserve(120, 90)
    await garage.house.inventory.delete_station(garage.house.admin, garage.house.station_id)
    await garage.hear()
    for each in (kept, planned):
        assert await garage.stands(each) == (Status.CANCELLED, ReservationReason.STATION_REMOVED)


async def test_a_station_that_is_away_is_told_of_the_end_when_it_is_back(garage: Garage) -> None:
    accepting = garage.house.link.answer
    kept = await garage.reserve(60)
    garage.house.link.answer = StationOffline()
    assert await garage.cancel(kept) is None
    assert (await garage.now(kept)).is_owed
    garage.house.link.answer = CommandAnswer(
        status=CommandStatus.REJECTED, payload={"status": "Rejected"}
    )
    await garage.plug_in()
    await _boot(garage)
    now = await garage.now(kept)
    assert (now.status, now.is_owed) == (Status.CANCELLED, False)
    assert (await garage.history(kept.id))[-1] == "cancelled: unknown_to_station"
    garage.house.link.answer = accepting
    told = len(garage.house.link.sent)
    await garage.wait(100)
    assert len(garage.house.link.sent) == told


async def test_a_yes_that_comes_after_the_end_is_answered_with_a_no(garage: Garage) -> None:
    garage.house.link.answer = StationSilent()
    with pytest.raises(StationSilent):
        await garage.reserve(60)
    [asked] = await garage.house.reservations.list_open(garage.house.admin)
    await garage.cancel(asked)
    assert (await garage.now(asked)).is_owed
    garage.house.link.answer = CommandAnswer(
        status=CommandStatus.ACCEPTED, payload={"status": "Accepted"}
    )
    await garage.wait(2)
    assert garage.house.link.sent[-1] == CancelReservation(reservation_id=asked.number)
    assert not (await garage.now(asked)).is_owed


async def test_a_restart_of_the_platform_forgets_nothing(garage: Garage) -> None:
    house = garage.house
    await house.status(0, ConnectorStatus.AVAILABLE)
    await garage.reserve(60, person_id=garage.person_id)
    planned = await garage.reserve(120, 90)
    anew = ReservationService(
        database=house.database,
        clock=house.clock,
        stations=house.stations,
        drivers=None,  # type: ignore[arg-type]  # nobody reserves by it
    )
    await anew.start()
    obstacle = anew.find_obstacle(house.station_id, STRANGER, None, evse=None, at=at(1))
    assert obstacle is not None
    assert obstacle.bearer.person_id == garage.person_id
    assert [each.id for each in await anew.list_open(house.admin)][-1] == planned.id


async def _shown(garage: Garage, card: str) -> str:
    """Return what a card is told at the reader."""
    house = garage.house
    entry = _entry(garage, "Authorize")
    answer = await house.sessions.authorize(
        house.station_id, TokenRef(value=card), entry, msgspec.json.encode
    )
    status: str = msgspec.json.decode(answer)["status"]
    return status


def _entry(garage: Garage, action: str) -> Entry:
    house = garage.house
    assert house.admin.tenant_id is not None
    return Entry(
        tenant_id=house.admin.tenant_id,
        station_id=house.station_id,
        protocol="ocpp1.6",
        direction="in",
        action=action,
        message_id="1",
        request="{}",
        at=house.clock.now(),
        received_at=house.clock.now(),
    )


async def _boot(garage: Garage) -> None:
    house = garage.house
    report = BootReport(
        station_id=house.station_id, received_at=house.clock.now(), vendor="V", model="M"
    )
    entry = _entry(garage, "BootNotification")

    def render(_: BootOutcome) -> bytes:
        return b"{}"

    await house.stations.record_boot(report, entry, render)
    await garage.hear()


async def _announce(garage: Garage, number: int, status: str) -> None:
    house = garage.house
    entry = _entry(garage, "ReservationStatusUpdate")
    told = Announcement(topic=AnnouncementTopic.RESERVATION, key=str(number), status=status)
    await house.stations.record_announcements([told], entry, lambda: b"{}")
    await garage.hear()
