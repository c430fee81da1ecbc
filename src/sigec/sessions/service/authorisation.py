"""May this token charge, and whose is it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sigec.access.model import Asking, Decided, Intent, Place, object_to
from sigec.access.service import PolicyService
from sigec.db import Database
from sigec.drivers.model import (
    AuthorizationStatus,
    ConcurrentUse,
    Decision,
    DecisionReason,
    Facts,
    IdTokenKind,
    KnownToken,
    Objection,
    Ownership,
    TokenRef,
    decide,
)
from sigec.drivers.service import DriverService, find_owner
from sigec.kit.actor import Scope
from sigec.kit.ids import IdTokenId, SessionId, StationId, new_id
from sigec.reservations.model import Reservation
from sigec.reservations.service import ReservationService
from sigec.sessions._store import concurrency, remote_starts
from sigec.sessions._store.concurrency import GoingOn
from sigec.sessions.model import Holder
from sigec.stations.model import KnownStation
from sigec.stations.service import StationService

REMOTE_START_FOR = timedelta(minutes=10)
"""How long after it was asked for a start may come back; stations wait for the plug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When and why it is asked whether a token may charge, and for which charge.

    ``heard_at`` is when we were told, should ``at`` be by a station's clock: that may be wrong
    by hours, or the telling late.
    """

    at: datetime
    heard_at: datetime
    purpose: Intent = Intent.SHOWN
    evse: int | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """What was decided about a token at a station, and what is known of it."""

    station: KnownStation
    token: TokenRef
    occasion: Occasion
    known: KnownToken | None
    decision: Decision
    starts_for: Ownership | None = None
    obstacle: Reservation | None = None
    """What keeps the place for somebody else."""

    def holder(self, started_at: datetime) -> Holder:
        """Return who charges: the person that had the token when the session started."""
        owner = self.known.owner_at(started_at) if self.known else self.starts_for
        return Holder.of(owner, self.known.id if self.known else None)

    def decided(
        self,
        *,
        session_id: SessionId | None = None,
        message_id: str | None = None,
        is_offline: bool = False,
    ) -> Decided:
        """Return the decision as it is kept."""
        occasion, known = self.occasion, self.known
        owner = known.owner_at(occasion.at) if known else self.starts_for
        return Decided(
            id=new_id(),
            tenant_id=self.station.tenant_id,
            station_id=self.station.station_id,
            site_id=self.station.site_id,
            evse=occasion.evse,
            purpose=occasion.purpose,
            value=self.token.value.replace("\0", ""),
            kind=self.token.kind,
            id_token_id=known.id if known else None,
            person_id=owner.person_id if owner else None,
            status=self.decision.status,
            reason=self.decision.reason,
            details=self.decision.details,
            at=occasion.at,
            decided_at=occasion.heard_at,
            session_id=session_id,
            message_id=message_id,
            is_offline=is_offline,
        )


class Authoriser:
    """Decides about tokens, from memory where the token and the place are known."""

    def __init__(
        self,
        database: Database,
        drivers: DriverService,
        stations: StationService,
        policies: PolicyService,
        reservations: ReservationService,
    ) -> None:
        self._reservations = reservations
        self._database = database
        self._drivers = drivers
        self._stations = stations
        self._policies = policies

    async def authorise(
        self, station: KnownStation, token: TokenRef, occasion: Occasion
    ) -> Authorisation:
        """Decide whether a token may charge at a station.

        Whoever needs none (``NoAuthorization``) is let in as a stranger. A token that nobody
        registered is let in when somebody of the house has just asked to start with it. Where a
        place is kept for somebody else nobody else is let in.
        """
        needs_none = token.kind is IdTokenKind.NO_AUTHORIZATION
        known = None if needs_none else await self._drivers.find_token(station.tenant_id, token)
        place = await self._policies.place_of(station)
        obstacle = self._find_obstacle(station, token, known, occasion)
        objection = await self._object(place, known, occasion)
        if objection is None and obstacle is not None:
            objection = await self._reserved(obstacle)
        facts = Facts(
            at=occasion.at,
            objection=objection,
            charging=await self._charging(place, known, occasion) if known else None,
            are_strangers_welcome=needs_none or place.are_strangers_welcome,
            is_tenant_suspended=self._stations.is_suspended(station.tenant_id),
        )
        authorisation = Authorisation(
            station=station,
            token=token,
            occasion=occasion,
            known=known,
            decision=decide(known, facts),
            obstacle=obstacle,
        )
        if obstacle is None and authorisation.decision.status is AuthorizationStatus.UNKNOWN:
            return await self._let_in(authorisation)
        return authorisation

    def _find_obstacle(
        self,
        station: KnownStation,
        token: TokenRef,
        known: KnownToken | None,
        occasion: Occasion,
    ) -> Reservation | None:
        """Return what keeps the place for somebody else, where a charge may begin."""
        if occasion.purpose in (Intent.STOP, Intent.LISTED):
            return None
        return self._reservations.find_obstacle(
            station.station_id, token, known, evse=occasion.evse, at=occasion.at
        )

    async def _reserved(self, obstacle: Reservation) -> Objection:
        why = await self._reservations.explain(obstacle)
        return Objection(
            status=AuthorizationStatus.NOT_AT_THIS_TIME,
            reason=DecisionReason.RESERVED,
            details={name: str(value) for name, value in why.params.items()},
        )

    async def _object(
        self, place: Place, known: KnownToken | None, occasion: Occasion
    ) -> Objection | None:
        """Return what the place has against it; who is charging here may come to stop."""
        owner = known.owner_at(occasion.at) if known else None
        homes = (
            await self._drivers.find_homes(place.tenant_id, owner.person_id)
            if owner and place.needs_homes
            else ()
        )
        objection = object_to(
            place,
            Asking(
                token=known,
                at=occasion.at,
                purpose=occasion.purpose,
                evse=occasion.evse,
                homes=homes,
            ),
        )
        if objection is None or known is None or occasion.purpose is not Intent.SHOWN:
            return objection
        alike = await self._alike(known)
        here = await self._going_on(occasion, alike, at_station=place.station_id)
        return None if here else objection

    async def _charging(
        self, place: Place, known: KnownToken, occasion: Occasion
    ) -> Objection | None:
        """Return the charge that leaves no room for another, when one is to begin."""
        use = place.concurrent_use(known)
        is_start = occasion.purpose in (Intent.START, Intent.REMOTE_START)
        if use is ConcurrentUse.ALLOWED or not is_start:
            return None
        is_group = use is ConcurrentUse.ONE_PER_GROUP
        tokens = await self._alike(known) if is_group else [known.id]
        others = [
            one
            for one in await self._going_on(occasion, tokens)
            if not _is_same(one, place.station_id, occasion)
        ]
        if not others:
            return None
        other = others[0]
        is_own = other.id_token_id == known.id
        station = self._stations.find(other.station_id)
        return Objection(
            status=AuthorizationStatus.CONCURRENT_TX,
            reason=DecisionReason.ALREADY_CHARGING if is_own else DecisionReason.GROUP_CHARGING,
            details={
                "station": station.name if station else "",
                "since": other.started_at.isoformat(),
            },
        )

    async def _alike(self, known: KnownToken) -> Sequence[IdTokenId]:
        """Return the token and those of its group."""
        if known.group is None:
            return [known.id]
        return await self._drivers.find_group(known.tenant_id, known.group)

    async def _going_on(
        self,
        occasion: Occasion,
        tokens: Collection[IdTokenId],
        *,
        at_station: StationId | None = None,
    ) -> Sequence[GoingOn]:
        async with self._database.read(Scope(tenant_id=None)) as connection:
            return await concurrency.find_going_on(
                connection,
                tokens,
                at=occasion.at,
                heard_at=occasion.heard_at,
                station_id=at_station,
            )

    async def _let_in(self, authorisation: Authorisation) -> Authorisation:
        """Accept an unknown token that a remote start named around one of the instants."""
        occasion = authorisation.occasion
        async with self._database.read(Scope(tenant_id=None)) as connection:
            start = await remote_starts.find(
                connection,
                authorisation.station.station_id,
                authorisation.token.canonical,
                around=(occasion.at, occasion.heard_at),
                within=REMOTE_START_FOR,
            )
            if start is None:
                return authorisation
            owner = start.person_id and await find_owner(connection, start.person_id)
        decision = Decision(status=AuthorizationStatus.ACCEPTED, reason=DecisionReason.ASKED_FOR)
        return replace(authorisation, decision=decision, starts_for=owner or None)


def _is_same(one: GoingOn, station_id: StationId, occasion: Occasion) -> bool:
    """Say whether a charge is the one that is asked about, or one that its start proves over."""
    if one.station_id != station_id:
        return False
    is_named = occasion.external_id is not None and one.external_id == occasion.external_id
    return is_named or (occasion.evse is not None and one.evse == occasion.evse)
