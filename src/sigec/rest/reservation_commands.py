"""Reserving as a command to a station, with its answer, beside what `commands` tells it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from sigec.kit.ids import ReservationId, StationId
from sigec.reservations.service import ReservationNotFound
from sigec.rest.commands import CommandResultView
from sigec.rest.reservation_views import ReservationView
from sigec.rest.reservations import Note, WishBody, show_reservation
from sigec.rest.schemas import Body, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.stations.model import CommandStatus

router = APIRouter(prefix="/stations/{station_id}/commands", tags=["commands"])


class ReserveBody(WishBody):
    """Keep a place of this station."""

    model_config = example(evse=1, id_token="04A1B2C3D4E5F6", minutes=30)  # noqa: S106 - an example


class ReserveResult(View):
    """The station's answer, and the reservation; `scheduled` while its time has not come."""

    command_id: UUID | None = Field(description="Null: the station is told later.")
    status: CommandStatus
    answer: dict[str, object] | None = Field(examples=[{"status": "Accepted"}])
    reservation: ReservationView


class CancelReservationBody(Body):
    """Which reservation is not needed any more: by our id, or the station's number of it."""

    reservation_id: UUID | Annotated[int, Field(ge=1, le=2**31 - 1)]
    note: Note | None = None

    model_config = example(reservation_id=42)


@router.post("/reserve")
async def reserve_station(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: ReserveBody
) -> ReserveResult:
    """Keep a place; 409 while the station is offline or the place taken, 504 when it is silent."""
    wish = body.wish(station_id, services)
    reservation, result = await services.reservations.reserve(actor, wish)
    shown = await show_reservation(services, actor, reservation)
    if result is None:
        return ReserveResult(
            command_id=None, status=CommandStatus.SCHEDULED, answer=None, reservation=shown
        )
    said = CommandResultView.model_validate(result)
    return ReserveResult(
        command_id=said.command_id, status=said.status, answer=said.answer, reservation=shown
    )


@router.post("/cancel-reservation")
async def cancel_station_reservation(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: CancelReservationBody
) -> ReserveResult:
    """Keep a place no longer; it is over at once, `scheduled` when the station is told later."""
    reservations = services.reservations
    named = body.reservation_id
    if isinstance(named, int):
        found = await reservations.find_number(actor, StationId(station_id), named)
    else:
        found = await reservations.get_reservation(actor, ReservationId(named))
    if found.station_id != station_id:
        raise ReservationNotFound
    _, result = await reservations.cancel(actor, found.id, note=body.note)
    now = await reservations.get_reservation(actor, found.id)
    told = CommandStatus.SCHEDULED if now.is_owed else CommandStatus.ACCEPTED
    return ReserveResult(
        command_id=result.command_id if result else None,
        status=result.status if result else told,
        answer=dict(result.answer or {}) if result else None,
        reservation=await show_reservation(services, actor, now),
    )
