"""What people ask of a charge: start it, stop it, close one that nobody will end."""

from dataclasses import replace

from msgspec.structs import replace as replace_struct
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.access.model import Intent
from sigec.access.service import add_decisions
from sigec.audit import Subject
from sigec.db import Database
from sigec.drivers.model import AuthorizationStatus, Decision, DecisionReason, IdTokenKind, TokenRef
from sigec.drivers.service import DriverService
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Conflict, Forbidden
from sigec.kit.ids import PersonId, SessionId, StationId
from sigec.kit.ports import Clock
from sigec.reservations.service import ReservationService
from sigec.sessions._store import corrections, remote_starts
from sigec.sessions._store import sessions as store
from sigec.sessions._store.remote_starts import RemoteStart
from sigec.sessions.model import Closing, Flag, Session, StopRequest, close
from sigec.sessions.service.authorisation import Authorisation, Authoriser, Occasion
from sigec.sessions.service.numbers import TransactionNumbers
from sigec.sessions.service.queries import SessionNotFound
from sigec.sessions.service.reasons import check_reason
from sigec.sessions.service.telling import tell
from sigec.stations.model import (
    ChargingProfile,
    Command,
    CommandResult,
    KnownStation,
    Order,
    StartCharging,
    StopCharging,
)
from sigec.stations.service import StationService, require_known
from sigec.tenants.service import TenantSuspended

ID_TAG_LENGTH_MAX = 20


class SessionOver(Conflict):
    """The session has ended already."""

    code = "conflict.session_over"


class NotYours(Forbidden):
    """Residents start for themselves, with a token of their own."""

    code = "forbidden.not_yours"


class TokenRefused(Conflict):
    """The id token may not charge; ``status`` says why, as OCPP spells it."""

    code = "conflict.token_refused"


class TokenMissing(Conflict):
    """The person has no id token to start with."""

    code = "conflict.token_missing"


class RequestDesk:
    """Takes requests of people; what is sent to a station is written down first."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        stations: StationService,
        drivers: DriverService,
        authoriser: Authoriser,
        reservations: ReservationService,
        numbers: TransactionNumbers,
    ) -> None:
        self._database = database
        self._clock = clock
        self._stations = stations
        self._drivers = drivers
        self._authoriser = authoriser
        self._reservations = reservations
        self._numbers = numbers

    async def start(
        self,
        actor: Actor,
        station_id: StationId,
        *,
        evse: int | None,
        connector: int | None,
        token: TokenRef | None,
        person_id: PersonId | None,
        order: Order,
        profile: ChargingProfile | None = None,
    ) -> CommandResult:
        """Send a start with the token given, the person's, or one made for this start."""
        person_id = _person(actor, person_id, token)
        station = self._find_station(actor, station_id)
        number = await self._numbers.take()
        token = token or await self._token_for(station, person_id, number)
        asked = await self._check(station, token, evse or connector)
        start = RemoteStart(
            id=number,
            tenant_id=station.tenant_id,
            station_id=station_id,
            id_token=token.canonical,
            person_id=person_id,
            actor_kind=actor.kind.value,
            user_id=actor.user_id,
            requested_at=self._clock.now(),
        )
        async with self._database.transaction(Scope(tenant_id=station.tenant_id)) as connection:
            await remote_starts.add(connection, start)
            await add_decisions(connection, [asked.decided()])
        command = StartCharging(
            id_token=token.value,
            id_token_kind=token.kind.value,
            evse=evse,
            connector=connector,
            remote_start_id=number,
            profile=profile,
        )
        return await self._give(actor, station_id, command, order)

    async def stop(self, actor: Actor, session_id: SessionId, order: Order) -> CommandResult:
        """Send a stop, remembering who asked."""
        if not actor.may(Permission.COMMAND_STATIONS):
            actor.require(Permission.CHARGE_OWN)
        async with self._database.transaction(actor.scope) as connection:
            session = await _require(connection, actor, session_id)
            asked = StopRequest(
                actor_kind=actor.kind.value,
                user_id=actor.user_id,
                at=self._clock.now(),
                person_id=actor.person_id,
            )
            await store.save(connection, [replace_struct(session, stop_request=asked)])
        command = StopCharging(external_id=session.external_id)
        return await self._give(actor, session.station_id, command, order)

    async def close(self, actor: Actor, session_id: SessionId, *, reason: str) -> Session:
        """Close a session that nothing will end, at the last instant that was told of it."""
        actor.require(Permission.WRITE_SESSIONS)
        reason = check_reason(reason)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await _require(connection, actor, session_id)
            closing = Closing(cause=Flag.CLOSED_BY_OPERATOR, at=before.fold.last_at, reason=reason)
            after = close(before, closing)
            await store.save(connection, [after])
            await corrections.add(connection, before, after, actor=actor, reason=reason, at=at)
            await audit.record(
                connection,
                actor,
                "session.closed",
                Subject(kind="session", id=session_id),
                at=at,
                before={"ended_at": None},
                after={"ended_at": after.ended_at, "reason": reason},
                tenant_id=after.tenant_id,
            )
            await outbox.append(connection, list(tell(before, after)))
            return after

    async def _give(
        self, actor: Actor, station_id: StationId, command: Command, order: Order
    ) -> CommandResult:
        return await self._stations.command(
            actor,
            station_id,
            command,
            idempotency_key=order.idempotency_key,
            reason=order.reason,
        )

    def _find_station(self, actor: Actor, station_id: StationId) -> KnownStation:
        return require_known(actor, self._stations.find(station_id))

    async def _token_for(
        self, station: KnownStation, person_id: PersonId | None, number: int
    ) -> TokenRef:
        """Return a person's token, or one that only this start has."""
        if person_id is None:
            return TokenRef(value=f"START{number:X}", kind=IdTokenKind.CENTRAL)
        for token in await self._drivers.tokens_of(station.tenant_id, person_id):
            if len(token.value) <= ID_TAG_LENGTH_MAX:
                return token.ref
        raise TokenMissing

    async def _check(
        self, station: KnownStation, token: TokenRef, evse: int | None
    ) -> Authorisation:
        """Refuse what is known and may not charge; the unknown is the actor's own word."""
        if self._stations.is_suspended(station.tenant_id):
            raise TenantSuspended
        at = self._clock.now()
        occasion = Occasion(at=at, heard_at=at, purpose=Intent.REMOTE_START, evse=evse)
        asked = await self._authoriser.authorise(station, token, occasion)
        status = asked.decision.status
        if asked.obstacle is not None:
            raise await self._reservations.explain(asked.obstacle)
        if status is AuthorizationStatus.UNKNOWN:
            allowed = Decision(status=AuthorizationStatus.ACCEPTED, reason=DecisionReason.ASKED_FOR)
            return replace(asked, decision=allowed)
        if status is not AuthorizationStatus.ACCEPTED:
            async with self._database.transaction(Scope(tenant_id=station.tenant_id)) as connection:
                await add_decisions(connection, [asked.decided()])
            raise TokenRefused(status=status.value, reason=asked.decision.reason.value)
        return asked


def _person(actor: Actor, person_id: PersonId | None, token: TokenRef | None) -> PersonId | None:
    """Return for whom the actor may start: operators for anyone, residents for themselves."""
    if actor.may(Permission.COMMAND_STATIONS):
        return person_id
    actor.require(Permission.CHARGE_OWN)
    if actor.person_id is None or token is not None or person_id not in (None, actor.person_id):
        raise NotYours
    return actor.person_id


async def _require(connection: AsyncConnection, actor: Actor, session_id: SessionId) -> Session:
    """Return an open session that the actor may act on, locked."""
    session = await store.load_one(connection, session_id)
    is_own = session is not None and actor.person_id == session.holder.person_id
    if (
        session is None
        or actor.scope.tenant_id not in (None, session.tenant_id)
        or not (actor.may(Permission.COMMAND_STATIONS) or (actor.person_id and is_own))
    ):
        raise SessionNotFound
    if not session.is_open:
        raise SessionOver
    return session
