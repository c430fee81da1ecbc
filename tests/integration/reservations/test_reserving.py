"""Who may reserve, what stands in the way, and what the station is told."""

import asyncio

import pytest

from sigec.drivers.model import IdTokenDraft, PersonDraft, TokenRef, TokenStatus
from sigec.kit.actor import Role
from sigec.kit.errors import Invalid, SigecError
from sigec.kit.pages import PageRequest
from sigec.reservations.model import Place, Reservation, ReservationReason, ReservationStatus
from sigec.reservations.service import (
    BearerMissing,
    NotAtHome,
    NotForOthers,
    PlaceReserved,
    PlaceUnknown,
    ReservationFilter,
    ReservationNotFound,
    ReservationOver,
    ReservationsNotAllowed,
    ReservationsNotSupported,
    TooManyReservations,
)
from sigec.stations.model import (
    CancelReservation,
    CommandAnswer,
    CommandStatus,
    ConnectorStatus,
    GetVariables,
    ReserveNow,
    Variable,
    VariableName,
)
from sigec.stations.ports import StationOffline, StationSilent
from sigec.stations.service import StationNotFound
from tests.integration.actors import create_tenant, somebody
from tests.integration.reservations.conftest import Garage
from tests.integration.sessions.house import at

Status = ReservationStatus


async def test_a_place_is_kept_at_once_and_let_go(garage: Garage) -> None:
    kept = await garage.reserve(60)
    assert (kept.status, kept.number) == (Status.ACCEPTED, 1)
    assert garage.house.link.sent == [
        ReserveNow(
            reservation_id=1,
            expires_at=at(60),
            id_token="CARD-1",
            id_token_kind="ISO14443",
            evse=1,
            connector=1,
        )
    ]
    assert await garage.names() == ["reservation.made", "reservation.confirmed"]
    result = await garage.cancel(kept)
    assert result is not None
    assert garage.house.link.sent[-1] == CancelReservation(reservation_id=1)
    assert await garage.names() == ["reservation.cancelled"]
    assert await garage.history(kept.id) == [
        "sent: made",
        "accepted: accepted_by_station",
        "cancelled: cancelled_by_person",
        "cancelled: released_by_station",
    ]
    with pytest.raises(ReservationOver):
        await garage.cancel(kept)
    again = await garage.reserve(60)
    assert again.number == 2


async def test_of_two_who_want_a_place_at_once_one_has_it(garage: Garage) -> None:
    async def attempt() -> Reservation | None:
        try:
            return await garage.reserve(60)
        except PlaceReserved:
            return None

    won = [each for each in await asyncio.gather(*(attempt() for _ in range(4))) if each]
    assert len(won) == 1
    assert len(garage.house.link.sent) == 1
    listed = await garage.house.reservations.list_reservations(garage.house.admin, PageRequest())
    assert [each.id for each in listed.items] == [won[0].id]


async def test_a_conflict_says_when(garage: Garage) -> None:
    await garage.reserve(60)
    with pytest.raises(PlaceReserved) as refused:
        await garage.reserve(90, 59)
    # The site's zone, São Paulo: noon UTC-3 is 15:00 UTC.
    assert refused.value.params == {"starts_at": "21/11 12:00", "expires_at": "21/11 13:00"}
    assert (await garage.reserve(90, 60)).status is Status.PLANNED


async def test_a_resident_reserves_at_home_as_the_site_allows(garage: Garage) -> None:
    async def refusal(**wish: object) -> str:
        with pytest.raises(SigecError) as refused:
            await garage.reserve(actor=garage.resident, **{"end": 60, **wish})  # type: ignore[arg-type]  # as written below
        error = refused.value
        if isinstance(error, Invalid):
            return error.errors[0].code
        return type(error).__name__

    assert await refusal() == ReservationsNotAllowed.__name__
    await garage.allow(length_max_min=60, ahead_max_min=120, open_max=1)
    assert await refusal(end=61) == "field.reservation_longer_than_site"
    assert await refusal(begin=121, end=130) == "field.reservation_further_than_site"
    assert await refusal(token=TokenRef(value="CARD-1")) == NotForOthers.__name__
    stranger = await garage.house.people.create_person(garage.house.admin, PersonDraft(name="Bia"))
    assert await refusal(person_id=stranger.id) == NotForOthers.__name__
    other = garage.house.other_station_id
    assert await refusal(station_id=other) == NotAtHome.__name__
    kept = await garage.reserve(60, actor=garage.resident)
    assert (kept.bearer.person_id, kept.bearer.token.value) == (garage.person_id, "ANA-1")
    assert await refusal(begin=70, end=80) == TooManyReservations.__name__
    [places] = await garage.policies.list_places(garage.resident)
    assert [name for _, name, _ in places.stations] == ["CP-1"]
    await garage.cancel(kept, garage.resident)
    assert (await garage.reserve(60, actor=garage.resident)).status is Status.ACCEPTED


async def test_one_resident_gets_no_more_than_their_share_at_two_stations(garage: Garage) -> None:
    house = garage.house
    await house.inventory.edit_station(
        house.admin, house.other_station_id, {"site_id": garage.site.id}
    )
    await garage.allow()

    async def attempt(station_id: object) -> bool:
        try:
            await garage.reserve(60, actor=garage.resident, station_id=station_id)
        except TooManyReservations:
            return False
        return True

    tried = await asyncio.gather(attempt(house.station_id), attempt(house.other_station_id))
    assert sorted(tried) == [False, True]


async def test_nobody_sees_or_ends_what_is_somebody_elses(garage: Garage) -> None:
    kept = await garage.reserve(60)
    reservations = garage.house.reservations
    with pytest.raises(ReservationNotFound):
        await reservations.get_reservation(garage.resident, kept.id)
    with pytest.raises(ReservationNotFound):
        await garage.cancel(kept, garage.resident)
    own = await garage.reserve(30, person_id=garage.person_id, place=Place(evse=2))
    listed = await reservations.list_reservations(garage.resident, PageRequest())
    assert [each.id for each in listed.items] == [own.id]
    neighbour = somebody(Role.TENANT_ADMIN, await create_tenant(garage.house.database, "bromelias"))
    with pytest.raises(ReservationNotFound):
        await garage.cancel(kept, neighbour)
    with pytest.raises(StationNotFound):
        await garage.reserve(actor=neighbour)
    assert not (await reservations.list_reservations(neighbour, PageRequest())).items
    assert not await reservations.list_open(neighbour)
    assert len(await reservations.list_open(garage.house.admin)) == 2


async def test_staff_reserves_for_a_card_or_for_somebody_who_has_one(garage: Garage) -> None:
    house = garage.house
    bia = await house.people.create_person(house.admin, PersonDraft(name="Bia"))
    with pytest.raises(BearerMissing):
        await garage.reserve(person_id=bia.id)
    with pytest.raises(BearerMissing):
        await garage.reserve(token=None)
    blocked = IdTokenDraft(value="BLOCKED", status=TokenStatus.BLOCKED)
    await house.tokens.create_token(house.admin, blocked)
    with pytest.raises(Invalid):
        await garage.reserve(token=TokenRef(value="BLOCKED"))
    unknown = await garage.reserve(token=TokenRef(value="A-GUEST"))
    assert (unknown.status, unknown.bearer.person_id) == (Status.ACCEPTED, None)
    owned = await garage.reserve(120, 60, token=TokenRef(value="ana-1"))
    assert owned.bearer.person_id == garage.person_id


@pytest.mark.parametrize(
    ("payload", "status", "reason"),
    [
        ({"status": "Occupied"}, Status.OCCUPIED, ReservationReason.STATION_OCCUPIED),
        ({"status": "Faulted"}, Status.FAULTED, ReservationReason.STATION_FAULTED),
        ({"error_code": "InternalError"}, Status.REJECTED, ReservationReason.STATION_ERROR),
    ],
)
async def test_what_a_station_refuses_is_remembered_and_makes_room(
    garage: Garage, payload: dict[str, str], status: Status, reason: ReservationReason
) -> None:
    accepting = garage.house.link.answer
    garage.house.link.answer = CommandAnswer(status=CommandStatus.REJECTED, payload=payload)
    refused = await garage.reserve(60)
    assert await garage.stands(refused) == (status, reason)
    assert await garage.names() == ["reservation.made", "reservation.refused"]
    garage.house.link.answer = accepting
    assert (await garage.reserve(60)).status is Status.ACCEPTED


async def test_what_its_version_cannot_say_is_not_supported(garage: Garage) -> None:
    garage.house.link.answer = CommandAnswer(status=CommandStatus.NOT_SUPPORTED)
    assert await garage.stands(await garage.reserve(60)) == (
        Status.REJECTED,
        ReservationReason.NOT_SUPPORTED,
    )


async def test_a_station_that_is_away_refuses_what_is_wanted_now(garage: Garage) -> None:
    garage.house.link.answer = StationOffline()
    with pytest.raises(StationOffline):
        await garage.reserve(60)
    [refused] = (
        await garage.house.reservations.list_reservations(garage.house.admin, PageRequest())
    ).items
    assert (refused.status, refused.reason) == (Status.REJECTED, ReservationReason.STATION_OFFLINE)


async def test_a_silent_station_is_asked_again_with_the_same_number(garage: Garage) -> None:
    accepting = garage.house.link.answer
    garage.house.link.answer = StationSilent()
    with pytest.raises(StationSilent):
        await garage.reserve(60)
    with pytest.raises(PlaceReserved):
        await garage.reserve(60)
    [asked] = await garage.house.reservations.list_open(garage.house.admin)
    assert (asked.status, asked.reason) == (Status.SENT, ReservationReason.STATION_SILENT)
    garage.house.link.answer = accepting
    await garage.wait(1)
    assert (await garage.now(asked)).status is Status.ACCEPTED
    first, second = garage.house.link.sent
    assert first == second
    assert await garage.history(asked.id) == [
        "sent: made",
        "sent: station_silent",
        "sent: asked",
        "accepted: accepted_by_station",
    ]


async def test_a_station_says_what_it_can_keep(garage: Garage) -> None:
    house = garage.house
    await garage.plug_in("ocpp1.6")
    await house.status(0, ConnectorStatus.AVAILABLE)
    with pytest.raises(ReservationsNotSupported):
        await garage.reserve(place=Place())
    await _told(garage, ReserveConnectorZeroSupported="true")
    with pytest.raises(PlaceUnknown):
        await garage.reserve(place=Place(evse=9))
    house.link.sent.clear()
    anywhere = await garage.reserve(place=Place())
    [said] = house.link.sent
    assert isinstance(said, ReserveNow)
    assert (said.evse, said.connector, anywhere.status) == (None, None, Status.ACCEPTED)
    with pytest.raises(ReservationsNotSupported):
        await garage.reserve(120, 60, place=Place(connector_type="cType2"))
    await _told(garage, SupportedFeatureProfiles="Core,RemoteTrigger")
    with pytest.raises(ReservationsNotSupported):
        await garage.reserve(120, 60)
    await garage.plug_in("ocpp2.1")
    assert (await garage.reserve(120, 60, place=Place(connector_type="cType2"))).is_open
    await _told(garage, component="ReservationCtrlr", NonEvseSpecific="false")
    with pytest.raises(ReservationsNotSupported):
        await garage.reserve(180, 120, place=Place())
    await _told(garage, component="ReservationCtrlr", Enabled="false")
    with pytest.raises(ReservationsNotSupported):
        await garage.reserve(180, 120)


async def test_a_list_is_narrowed_and_who_did_not_come_is_counted(garage: Garage) -> None:
    house, admin = garage.house, garage.house.admin
    kept = await garage.reserve(30, person_id=garage.person_id)
    planned = await garage.reserve(90, 60, person_id=garage.person_id)
    await garage.wait(31)

    async def found(**wanted: object) -> list[object]:
        page = await house.reservations.list_reservations(
            admin,
            PageRequest(),
            ReservationFilter(**wanted),  # type: ignore[arg-type]  # as written below
        )
        return [each.id for each in page.items]

    assert await found() == [planned.id, kept.id]
    assert await found(is_open=True) == [planned.id]
    assert await found(is_no_show=True, person_id=garage.person_id) == [kept.id]
    assert await found(status=Status.PLANNED, site_id=garage.site.id) == [planned.id]
    assert await found(station_id=house.other_station_id) == []
    assert await house.reservations.count_no_shows(admin) == [(garage.person_id, 1)]


async def _told(garage: Garage, component: str | None = None, **values: str) -> None:
    house = garage.house
    [said] = [
        Variable(name=VariableName(component=component, variable=name), value=value)
        for name, value in values.items()
    ]
    before = house.link.answer
    house.link.answer = CommandAnswer(status=CommandStatus.ACCEPTED, payload={}, variables=(said,))
    await house.stations.command(house.admin, house.station_id, GetVariables(names=(said.name,)))
    house.link.answer = before
