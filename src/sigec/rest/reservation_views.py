"""How reservations, their history and the sites' rules look from outside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from sigec.drivers.model import IdTokenKind
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import UserId
from sigec.reservations.model import (
    OPEN_MAX,
    Policy,
    Reservation,
    ReservationReason,
    ReservationStatus,
    Step,
)
from sigec.reservations.service import ReservablePlaces
from sigec.rest.names import Names, PersonName
from sigec.rest.schemas import Omittable, PageView, Patch, View, example
from sigec.rest.services import Services


class ReservationView(View):
    """A place at a station that is, was or will be kept for somebody."""

    id: UUID
    tenant_id: UUID
    ocpp_reservation_id: int = Field(description="As the station knows it.")
    site_id: UUID | None
    site_name: str | None
    timezone: str
    station_id: UUID
    station_name: str
    evse: int | None = Field(description="Null: any that suits.")
    connector: int | None
    connector_type: str | None
    id_token: str | None = Field(description="Null for who may not see it.")
    id_token_type: IdTokenKind
    person: PersonName | None
    starts_at: datetime
    expires_at: datetime
    status: ReservationStatus
    reason: ReservationReason = Field(description="Why it is in this state. More reasons may come.")
    is_open: bool = Field(description="Whether it may still be used.")
    is_no_show: bool = Field(description="The place was kept and nobody came.")
    station_to_be_told: bool = Field(
        description="It is over here, and the station is told as soon as it can be reached."
    )
    note: str | None
    session_id: UUID | None = Field(description="The charge that used it.")
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, reservation: Reservation, names: Names, services: Services, actor: Actor) -> Self:
        """Show a reservation to an actor."""
        place, bearer, span = reservation.place, reservation.bearer, reservation.span
        site = names.site(reservation.site_id)
        is_own = actor.person_id is not None and bearer.person_id == actor.person_id
        shows_token = is_own or actor.may(Permission.READ_ID_TOKENS)
        return cls(
            id=reservation.id,
            tenant_id=reservation.tenant_id,
            ocpp_reservation_id=reservation.number,
            site_id=reservation.site_id,
            site_name=site.name if site else None,
            timezone=names.timezone(reservation.tenant_id, reservation.site_id),
            station_id=reservation.station_id,
            station_name=names.station(reservation.station_id),
            evse=place.evse,
            connector=place.connector,
            connector_type=place.connector_type,
            id_token=bearer.token.value if shows_token else None,
            id_token_type=bearer.token.kind,
            person=names.person(bearer.person_id, services),
            starts_at=span.starts_at,
            expires_at=span.expires_at,
            status=reservation.status,
            reason=reservation.reason,
            is_open=reservation.is_open,
            is_no_show=reservation.is_no_show,
            station_to_be_told=reservation.is_owed,
            note=reservation.note,
            session_id=reservation.session_id,
            created_at=reservation.created_at,
            changed_at=reservation.changed_at,
        )


class ReservationPage(PageView[ReservationView]):
    """A page of reservations, the latest made first."""


class ReservationStepView(View):
    """A state that a reservation was in, since when, why, and by whose act."""

    at: datetime
    status: ReservationStatus
    reason: ReservationReason
    actor_kind: str = Field(examples=["station"])
    user_id: UUID | None
    user_name: str | None = Field(description="Null when the user is gone, or it was nobody's act.")
    note: str | None

    @classmethod
    def of(cls, step: Step, users: Mapping[UserId | None, str]) -> Self:
        """Show a step with the present name of who took it."""
        said = {name: getattr(step, name, None) for name in cls.model_fields}
        return cls.model_validate(said | {"user_name": users.get(step.user_id)})


class ReservationHistory(View):
    """How a reservation came to where it is, the earliest step first."""

    items: list[ReservationStepView]


class NoShowItem(View):
    """How often places were kept for somebody who did not come."""

    person: PersonName | None = Field(description="Null when the person was removed.")
    count: int


class NoShowList(View):
    """Who did not come, the most often first, at most 200 people."""

    items: list[NoShowItem]


class ReservationPolicyView(View):
    """What residents of a site may reserve for themselves."""

    site_id: UUID
    is_allowed: bool
    length_max_min: int = Field(description="For how long one may reserve, in minutes.")
    ahead_max_min: int = Field(description="How far ahead, in minutes; 0: only from now on.")
    open_max: int = Field(description="How many one resident may have at once.")

    @classmethod
    def of(cls, policy: Policy) -> Self:
        """Show a rule."""
        return cls.model_validate(policy)


class ReservationPolicyChanges(Patch):
    """The fields to change; what is left out stays."""

    is_allowed: Omittable[bool] = None
    length_max_min: Omittable[int] = Field(default=None, ge=1, le=24 * 60)
    ahead_max_min: Omittable[int] = Field(default=None, ge=0, le=90 * 24 * 60)
    open_max: Omittable[int] = Field(default=None, ge=1, le=OPEN_MAX)

    model_config = example(is_allowed=True, length_max_min=60, ahead_max_min=1_440, open_max=1)


class ReservableEvse(View):
    """A place that may be reserved."""

    evse: int
    connector_types: list[str]


class ReservableStation(View):
    """A station where the caller may reserve."""

    id: UUID
    name: str
    evses: list[ReservableEvse]


class ReservableSite(View):
    """A site where the caller lives and may reserve, and its rule."""

    id: UUID
    name: str
    timezone: str
    policy: ReservationPolicyView
    stations: list[ReservableStation]

    @classmethod
    def of(cls, places: ReservablePlaces) -> Self:
        """Show a site with its stations."""
        return cls(
            id=places.site.id,
            name=places.site.name,
            timezone=places.site.timezone,
            policy=ReservationPolicyView.of(places.policy),
            stations=[
                ReservableStation(
                    id=station_id,
                    name=name,
                    evses=[
                        ReservableEvse(evse=evse.number, connector_types=sorted(evse.types))
                        for evse in evses
                    ],
                )
                for station_id, name, evses in places.stations
            ],
        )


class ReservableSites(View):
    """Where the caller may reserve; nothing where they live and nobody allows it."""

    items: list[ReservableSite]
