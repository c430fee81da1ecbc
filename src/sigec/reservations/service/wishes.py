"""Make reservations: who may, for whom, where, when, and whether there is room."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.drivers.model import Facts, IdTokenKind, Person, TokenRef, decide
from sigec.drivers.service import DriverService, PersonNotFound, find_contacts
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import FieldError, Invalid
from sigec.kit.ids import PersonId, ReservationId, SiteId, StationId, TenantId, new_id
from sigec.kit.ports import Clock
from sigec.reservations._store import reservations as store
from sigec.reservations._store.policies import find_policy
from sigec.reservations.model import (
    Bearer,
    Evse,
    Place,
    Reservation,
    ReservationReason,
    ReservationStatus,
    Span,
    Wish,
    faults_of_span,
    find_conflict,
    has_suitable,
    is_too_far,
    is_too_long,
)
from sigec.reservations.service.errors import (
    BearerMissing,
    NotAtHome,
    NotForOthers,
    PlaceReserved,
    PlaceUnknown,
    ReservationsNotAllowed,
    ReservationsNotSupported,
    TooManyReservations,
    local_time,
)
from sigec.reservations.service.telling import store_change, store_new
from sigec.sites.service import find_sites
from sigec.stations.model import (
    Connector,
    KnownStation,
    Registration,
    ReserveNow,
    VariableName,
)
from sigec.stations.service import (
    StationNotAccepted,
    StationService,
    find_connectors_at,
    find_places,
    find_values,
    require_known,
)
from sigec.tenants.service import TenantSuspended, find_tenant

ID_TAG_LENGTH_MAX = 20
V16 = "ocpp1.6"
_PROFILES = VariableName(variable="SupportedFeatureProfiles")
_ZERO = VariableName(variable="ReserveConnectorZeroSupported")
_AVAILABLE = VariableName(component="ReservationCtrlr", variable="Available")
_ENABLED = VariableName(component="ReservationCtrlr", variable="Enabled")
_ANYWHERE = VariableName(component="ReservationCtrlr", variable="NonEvseSpecific")
_FEATURES = (_PROFILES, _ZERO, _AVAILABLE, _ENABLED, _ANYWHERE)


class WishDesk:
    """Turns wishes into reservations; of two that want the same place the first has it."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        stations: StationService,
        drivers: DriverService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._stations = stations
        self._drivers = drivers

    async def make(self, actor: Actor, wish: Wish) -> Reservation:
        """Store a reservation; one that begins now is about to be sent to the station."""
        person_id = _person(actor, wish)
        station = self._find_station(actor, wish)
        at = self._clock.now()
        span = Span(starts_at=max(wish.starts_at or at, at), expires_at=wish.expires_at)
        if faults := faults_of_span(span, at=at):
            raise Invalid(*faults)
        bearer = await self._bearer(station.tenant_id, wish.token, person_id, span)
        place = wish.place
        if place.evse is None and place.connector is not None:
            place = replace(place, evse=place.connector)
        scope = Scope(tenant_id=station.tenant_id)
        async with self._database.transaction(scope) as connection:
            if bearer.person_id is not None:
                await self._check_person(connection, actor, station, bearer.person_id, span)
            reservation = Reservation(
                id=ReservationId(new_id()),
                tenant_id=station.tenant_id,
                site_id=station.site_id,
                station_id=station.station_id,
                number=await store.take_number(connection, station.station_id, station.tenant_id),
                place=place,
                bearer=bearer,
                span=span,
                status=ReservationStatus.PLANNED,
                reason=ReservationReason.MADE,
                note=wish.note,
                actor_kind=actor.kind.value,
                user_id=actor.user_id,
                created_at=at,
                changed_at=at,
            )
            await self._check_place(connection, reservation)
            if span.starts_at <= at:
                reservation = replace(reservation.asking(at), reason=ReservationReason.MADE)
            await store_new(connection, actor, reservation)
            await audit.record(
                connection,
                actor,
                "reservation.created",
                Subject(kind="reservation", id=reservation.id),
                at=at,
                after=audited(reservation),
                tenant_id=reservation.tenant_id,
            )
        return reservation

    async def adopt(self, actor: Actor, station_id: StationId, said: ReserveNow) -> None:
        """Store what a station keeps because somebody told it so by hand, under their number.

        One of ours that has the number is what is meant now, as it is for the station.
        """
        station = self._stations.find(station_id)
        assert station is not None, "it has just answered"
        at = self._clock.now()
        token = TokenRef(value=said.id_token, kind=IdTokenKind(said.id_token_kind))
        known = await self._drivers.find_token(station.tenant_id, token)
        async with self._database.transaction(Scope(tenant_id=station.tenant_id)) as connection:
            number = said.reservation_id
            before = await store.find_by_number(connection, station_id, number)
            kept = Reservation(
                id=before.id if before else ReservationId(new_id()),
                tenant_id=station.tenant_id,
                site_id=station.site_id,
                station_id=station_id,
                number=number,
                place=Place(
                    evse=said.evse, connector=said.connector, connector_type=said.connector_type
                ),
                bearer=Bearer(
                    token=token, group=said.group, person_id=known.person_id if known else None
                ),
                span=Span(starts_at=at, expires_at=max(said.expires_at, at)),
                status=ReservationStatus.ACCEPTED,
                reason=ReservationReason.ACCEPTED_BY_STATION,
                actor_kind=actor.kind.value,
                user_id=actor.user_id,
                created_at=before.created_at if before else at,
                changed_at=at,
            )
            if before is None:
                await store_new(connection, actor, kept)
            else:
                await store_change(connection, before, kept, actor=actor)

    def _find_station(self, actor: Actor, wish: Wish) -> KnownStation:
        station = require_known(actor, self._stations.find(wish.station_id))
        if self._stations.is_suspended(station.tenant_id):
            raise TenantSuspended
        if station.source_id is not None:
            raise ReservationsNotSupported
        if station.registration is not Registration.ACCEPTED:
            raise StationNotAccepted(registration=station.registration.value)
        return station

    async def _bearer(
        self,
        tenant_id: TenantId,
        token: TokenRef | None,
        person_id: PersonId | None,
        span: Span,
    ) -> Bearer:
        """Return for whom the place is kept: the bearer of a token, or of one of a person's."""
        if token is None:
            token = await self._token_of(tenant_id, person_id)
        known = await self._drivers.find_token(tenant_id, token)
        if known is not None and not decide(known, Facts(at=span.starts_at)).is_accepted:
            raise Invalid(FieldError(field="id_token", code="field.reservation_token"))
        owner_id = person_id or (known.person_id if known else None)
        return Bearer(token=token, group=known.group if known else None, person_id=owner_id)

    async def _token_of(self, tenant_id: TenantId, person_id: PersonId | None) -> TokenRef:
        found = await self._drivers.tokens_of(tenant_id, person_id) if person_id else ()
        for token in found:
            if len(token.value) <= ID_TAG_LENGTH_MAX:
                return token.ref
        raise BearerMissing

    async def _check_person(
        self,
        connection: AsyncConnection,
        actor: Actor,
        station: KnownStation,
        person_id: PersonId,
        span: Span,
    ) -> None:
        """Let staff reserve for anybody of the tenant, and residents by the rule of their site."""
        contact = (await find_contacts(connection, [person_id])).get(person_id)
        if contact is None or contact.person.tenant_id != station.tenant_id:
            raise PersonNotFound
        if actor.may(Permission.COMMAND_STATIONS):
            return
        zone = ZoneInfo(await zone_of(connection, station.tenant_id, station.site_id))
        if station.site_id not in sites_of(contact.person, self._clock.now().astimezone(zone)):
            raise NotAtHome
        await self._check_policy(connection, station.site_id, person_id, span)

    async def _check_policy(
        self,
        connection: AsyncConnection,
        site_id: SiteId | None,
        person_id: PersonId,
        span: Span,
    ) -> None:
        assert site_id is not None, "somebody lives there"
        policy = await find_policy(connection, site_id, is_locked=True)
        if policy is None or not policy.is_allowed:
            raise ReservationsNotAllowed
        limits = (("minutes", str(policy.length_max_min)),)
        if is_too_long(policy, span):
            field = FieldError(
                field="expires_at", code="field.reservation_longer_than_site", params=limits
            )
            raise Invalid(field)
        if is_too_far(policy, span, at=self._clock.now()):
            hours = (("hours", f"{policy.ahead_max_min / 60:g}"),)
            raise Invalid(
                FieldError(
                    field="starts_at", code="field.reservation_further_than_site", params=hours
                )
            )
        if await store.count_open(connection, site_id, person_id) >= policy.open_max:
            raise TooManyReservations(limit=policy.open_max)

    async def _check_place(self, connection: AsyncConnection, wanted: Reservation) -> None:
        """Refuse a place that there is not, that the station cannot keep, or that is kept."""
        station_id = wanted.station_id
        connectors = (await find_connectors_at(connection, [station_id])).get(station_id, ())
        evses = evses_of(connectors)
        if not has_suitable(wanted.place, evses):
            raise PlaceUnknown
        stands = (await find_places(connection, [station_id])).get(station_id)
        told = await find_values(connection, station_id, _FEATURES)
        protocol = stands.protocol if stands else None
        if not is_supported(wanted.place, protocol, told):
            raise ReservationsNotSupported
        present = await store.find_open(connection, [station_id])
        conflict = find_conflict(present, wanted.place, wanted.span, evses)
        if conflict is not None:
            zone = await zone_of(connection, wanted.tenant_id, wanted.site_id)
            raise PlaceReserved(
                starts_at=local_time(conflict.span.starts_at, zone),
                expires_at=local_time(conflict.span.expires_at, zone),
            )


def audited(reservation: Reservation) -> dict[str, object]:
    """Return what the audit keeps of a reservation."""
    return {
        "station_id": reservation.station_id,
        "evse": reservation.place.evse,
        "connector_type": reservation.place.connector_type,
        "person_id": reservation.bearer.person_id,
        "starts_at": reservation.span.starts_at,
        "expires_at": reservation.span.expires_at,
        "status": reservation.status.value,
        "reason": reservation.reason.value,
    }


def evses_of(connectors: Sequence[Connector]) -> Sequence[Evse]:
    """Return the EVSEs that a station is known to have, with the types of their plugs."""
    types: dict[int, set[str]] = {}
    for each in connectors:
        kinds = types.setdefault(each.evse, set())
        if each.type:
            kinds.add(each.type.casefold())
    return [Evse(number=number, types=frozenset(kinds)) for number, kinds in sorted(types.items())]


def is_supported(
    place: Place, protocol: str | None, told: Mapping[VariableName, str | None]
) -> bool:
    """Say whether a station can keep a place, as far as it said what it can.

    In OCPP 1.6 nobody can ask for a type of plug, and only who said so keeps any one place
    (``ReserveConnectorZeroSupported``).
    """
    is_anywhere = place.evse is None
    if protocol == V16:
        profiles = told.get(_PROFILES)
        has_profile = not profiles or "reservation" in profiles.casefold()
        has_zero = _is_true(told.get(_ZERO))
        return has_profile and place.connector_type is None and (has_zero or not is_anywhere)
    is_on = not any(_is_false(told.get(name)) for name in (_AVAILABLE, _ENABLED))
    return is_on and not (is_anywhere and _is_false(told.get(_ANYWHERE)))


def sites_of(person: Person, now: datetime) -> set[SiteId]:
    """Return where a person lives on a day."""
    return {home.unit.site_id for home in person.residences if home.includes(now.date())}


async def zone_of(connection: AsyncConnection, tenant_id: TenantId, site_id: SiteId | None) -> str:
    """Return the zone in which times are read: the site's, else the tenant's."""
    site = (await find_sites(connection, [site_id])).get(site_id) if site_id else None
    if site is not None:
        return site.timezone
    tenant = await find_tenant(connection, tenant_id)
    return tenant.timezone if tenant else "UTC"


def _person(actor: Actor, wish: Wish) -> PersonId | None:
    """Return for whom the actor may reserve: staff for anyone, residents for themselves."""
    if actor.may(Permission.COMMAND_STATIONS):
        return wish.person_id
    actor.require(Permission.CHARGE_OWN)
    own = actor.person_id
    if own is None or wish.token is not None or wish.person_id not in (None, own):
        raise NotForOthers
    return own


def _is_true(value: str | None) -> bool:
    return (value or "").strip().casefold() in ("true", "1")


def _is_false(value: str | None) -> bool:
    return (value or "").strip().casefold() in ("false", "0")
