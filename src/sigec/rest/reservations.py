"""Reservations: keep a place to charge for somebody, from an instant to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import AwareDatetime, Field, StringConstraints

from sigec.drivers.model import IdTokenKind, TokenRef
from sigec.kit.actor import Actor
from sigec.kit.ids import PersonId, ReservationId, SiteId, StationId
from sigec.reservations.model import (
    CONNECTOR_TYPE_LENGTH_MAX,
    LENGTH_MAX,
    NOTE_LENGTH_MAX,
    Place,
    Reservation,
    ReservationStatus,
    Wish,
)
from sigec.reservations.service import ReservationFilter
from sigec.rest.commands import Number
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.names import load_names
from sigec.rest.paging import PageDep
from sigec.rest.periods import PeriodDep
from sigec.rest.reservation_views import (
    NoShowItem,
    NoShowList,
    ReservableSite,
    ReservableSites,
    ReservationHistory,
    ReservationPage,
    ReservationPolicyChanges,
    ReservationPolicyView,
    ReservationStepView,
    ReservationView,
)
from sigec.rest.schemas import Body, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep

router = APIRouter(tags=["reservations"])

MINUTES_MAX = LENGTH_MAX // timedelta(minutes=1)
Note = Annotated[str, StringConstraints(min_length=1, max_length=NOTE_LENGTH_MAX)]


class WishBody(Body):
    """Where, for whom and until when; of `expires_at` and `minutes` one says until when."""

    evse: Number | None = Field(default=None, description="Left out: any that suits.")
    connector: Number | None = None
    connector_type: (
        Annotated[str, StringConstraints(min_length=1, max_length=CONNECTOR_TYPE_LENGTH_MAX)] | None
    ) = Field(default=None, description="As OCPP 2.x spells it; 1.6 knows none.")
    id_token: Annotated[str, StringConstraints(min_length=1, max_length=255)] | None = None
    id_token_type: IdTokenKind = IdTokenKind.ISO14443
    person_id: UUID | None = Field(default=None, description="Left out: the token's owner, or you.")
    starts_at: AwareDatetime | None = Field(default=None, description="Left out: now.")
    expires_at: AwareDatetime | None = None
    minutes: int | None = Field(default=None, ge=1, le=MINUTES_MAX)
    note: Note | None = None

    def wish(self, station_id: UUID, services: Services) -> Wish:
        """Return it in our own words; half an hour, if nobody says until when."""
        begins_at = self.starts_at or services.clock.now()
        until = begins_at + timedelta(minutes=self.minutes or 30)
        token = TokenRef(value=self.id_token, kind=self.id_token_type) if self.id_token else None
        return Wish(
            station_id=StationId(station_id),
            place=Place(
                evse=self.evse, connector=self.connector, connector_type=self.connector_type
            ),
            starts_at=self.starts_at,
            expires_at=self.expires_at or until,
            token=token,
            person_id=PersonId(self.person_id) if self.person_id else None,
            note=self.note,
        )


class NewReservation(WishBody):
    """What a reservation is made of."""

    station_id: UUID

    model_config = example(
        station_id="01a0b1c2-0000-7000-8000-000000000001",
        evse=1,
        id_token="04A1B2C3D4E5F6",  # noqa: S106 - an example
        minutes=30,
    )


class Cancellation(Body):
    """Why it is not needed any more, for who reads the history."""

    note: Note | None = None

    model_config = example(note="Volto mais tarde.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReservationQuery:
    station_id: UUID | None = None
    site_id: UUID | None = None
    person_id: UUID | None = None
    status: ReservationStatus | None = None
    open: bool | None = None
    no_show: bool | None = None


async def _filter(
    query: Annotated[_ReservationQuery, Depends()], starting: PeriodDep
) -> ReservationFilter:
    return ReservationFilter(
        station_id=StationId(query.station_id) if query.station_id else None,
        site_id=SiteId(query.site_id) if query.site_id else None,
        person_id=PersonId(query.person_id) if query.person_id else None,
        status=query.status,
        is_open=query.open,
        is_no_show=query.no_show,
        starting=starting,
    )


FilterDep = Annotated[ReservationFilter, Depends(_filter)]


@router.get("/reservations")
async def list_reservations(
    services: ServicesDep, actor: ActorDep, page: PageDep, wanted: FilterDep
) -> ReservationPage:
    """List reservations, the latest made first; a resident sees their own.

    `from` and `to` bound their beginnings.
    """
    found = await services.reservations.list_reservations(actor, page, wanted)
    items = await show_reservations(services, actor, found.items)
    return ReservationPage(items=items, next_cursor=found.next_cursor)


@router.post("/reservations", status_code=201)
async def create_reservation(
    services: ServicesDep, actor: ActorDep, body: NewReservation
) -> ReservationView:
    """Reserve: now, with the station's answer in `status`, or from a later instant on.

    409 says what is in the way: somebody has the place, the station is offline or cannot. 504:
    it did not answer in time; it is asked again.
    """
    wish = body.wish(body.station_id, services)
    reservation, _ = await services.reservations.reserve(actor, wish)
    return await show_reservation(services, actor, reservation)


@router.get("/reservations/no-shows")
async def count_no_shows(services: ServicesDep, actor: ActorDep, wanted: FilterDep) -> NoShowList:
    """Count by person the places that were kept in vain."""
    found = await services.reservations.count_no_shows(actor, wanted)
    names = await load_names(
        services,
        actor,
        tenant_ids=[actor.tenant_id] if actor.tenant_id else [],
        person_ids=[person_id for person_id, _ in found],
    )
    items = [
        NoShowItem(person=names.person(person_id, services), count=count)
        for person_id, count in found
    ]
    return NoShowList(items=items)


@router.get("/reservations/{reservation_id}")
async def get_reservation(
    services: ServicesDep, actor: ActorDep, reservation_id: UUID
) -> ReservationView:
    """Show one reservation."""
    found = await services.reservations.get_reservation(actor, ReservationId(reservation_id))
    return await show_reservation(services, actor, found)


@router.get("/reservations/{reservation_id}/history")
async def list_reservation_steps(
    services: ServicesDep, actor: ActorDep, reservation_id: UUID
) -> ReservationHistory:
    """Show how a reservation came to where it is."""
    steps = await services.reservations.list_steps(actor, ReservationId(reservation_id))
    users = await services.audit_trail.find_names(actor, {step.user_id for step in steps})
    return ReservationHistory(items=[ReservationStepView.of(step, users) for step in steps])


@router.post("/reservations/{reservation_id}/cancel")
async def cancel_reservation(
    services: ServicesDep, actor: ActorDep, reservation_id: UUID, body: Cancellation
) -> ReservationView:
    """End a reservation; a station that cannot be reached now is told when it is back."""
    reservation, _ = await services.reservations.cancel(
        actor, ReservationId(reservation_id), note=body.note
    )
    now = await services.reservations.get_reservation(actor, reservation.id)
    return await show_reservation(services, actor, now)


@router.get("/sites/{site_id}/reservation-policy")
async def get_reservation_policy(
    services: ServicesDep, actor: ActorDep, site_id: UUID, response: Response
) -> ReservationPolicyView:
    """Show what residents of a site may reserve for themselves: nothing, until it is allowed."""
    policy = await services.reservation_rules.get_policy(actor, SiteId(site_id))
    set_etag(response, policy.version)
    return ReservationPolicyView.of(policy)


@router.patch("/sites/{site_id}/reservation-policy")
async def edit_reservation_policy(
    services: ServicesDep,
    actor: ActorDep,
    site_id: UUID,
    body: ReservationPolicyChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> ReservationPolicyView:
    """Change what residents of a site may reserve; what is reserved already stays."""
    policy = await services.reservation_rules.edit_policy(
        actor, SiteId(site_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, policy.version)
    return ReservationPolicyView.of(policy)


@router.get("/me/reservation-places")
async def list_reservable_places(services: ServicesDep, actor: ActorDep) -> ReservableSites:
    """List where you may reserve, with the rule of each site and its stations."""
    found = await services.reservation_rules.list_places(actor)
    return ReservableSites(items=[ReservableSite.of(each) for each in found])


async def show_reservation(
    services: Services, actor: Actor, reservation: Reservation
) -> ReservationView:
    """Show one reservation with its names."""
    return (await show_reservations(services, actor, [reservation]))[0]


async def show_reservations(
    services: Services, actor: Actor, found: Sequence[Reservation]
) -> list[ReservationView]:
    """Show reservations with their names, looked up at once."""
    names = await load_names(
        services,
        actor,
        tenant_ids=[each.tenant_id for each in found],
        station_ids=[each.station_id for each in found],
        site_ids=[each.site_id for each in found],
        person_ids=[each.bearer.person_id for each in found],
    )
    return [ReservationView.of(each, names, services, actor) for each in found]
