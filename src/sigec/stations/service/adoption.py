"""See who was refused, and make a station of whom we know."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import RowMapping, and_, or_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.kit.actor import PLATFORM, Actor, Permission, Scope
from sigec.kit.ids import SiteId, StationId
from sigec.kit.pages import Page, PageRequest, decode_cursor, encode_cursor, page_of
from sigec.kit.ports import Clock
from sigec.stations._store import handshakes as store
from sigec.stations._store.handshakes import EVERY_HANDSHAKE, HandshakeFilter
from sigec.stations._store.stations import find_station, to_station
from sigec.stations._store.tables import handshakes, stations
from sigec.stations.model import Handshake, Registration, Station, StationDraft, StationPolicy
from sigec.stations.service.directory import StationDirectory, reload
from sigec.stations.service.errors import HandshakeNotFound, IdentityTaken
from sigec.stations.service.registering import amend, register


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """How a refused identity becomes a station; without a name it is called by its identity."""

    name: str | None = None
    site_id: SiteId | None = None
    security_profile: int | None = None
    password: str | None = None


class HandshakeService:
    """The use cases of refused handshakes."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        directory: StationDirectory,
        policy: StationPolicy,
    ) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory
        self._policy = policy

    async def list_handshakes(
        self, actor: Actor, request: PageRequest, wanted: HandshakeFilter = EVERY_HANDSHAKE
    ) -> Page[Handshake]:
        """List who was refused, the latest first."""
        actor.require(Permission.WRITE_STATIONS)
        order = (handshakes.c.last_at, handshakes.c.id)
        statement = store.select_handshakes(actor).where(*store.conditions(wanted))
        statement = statement.order_by(*(key.desc() for key in order))
        if request.cursor:
            at, last_id = decode_cursor(request.cursor, datetime, UUID)
            statement = statement.where(
                or_(order[0] < at, and_(order[0] == at, order[1] < last_id))
            )
        async with self._database.read(_scope_of(actor)) as connection:
            rows = (await connection.execute(statement.limit(request.limit + 1))).mappings()
            found = [store.to_handshake(row) for row in rows]
        last = found[: request.limit][-1:]
        cursor = encode_cursor(last[0].last_at, last[0].id) if last else None
        return page_of(found, limit=request.limit, cursor=cursor)

    async def dismiss(self, actor: Actor, handshake_id: UUID) -> None:
        """Take all refusals of an identity off the list; it is listed anew when it comes again.

        :raises HandshakeNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_STATIONS)
        async with self._database.transaction(_scope_of(actor)) as connection:
            handshake = await _get(connection, actor, handshake_id)
            await store.remove_handshakes(connection, handshake.identity, actor=actor)

    async def adopt(self, actor: Actor, handshake_id: UUID, adoption: Adoption) -> Station:
        """Register the identity that knocked, or accept the station in quarantine.

        :raises HandshakeNotFound: when there is none for this actor.
        :raises Invalid: when a field breaks a rule.
        :raises IdentityTaken: when the identity is a station of another tenant.
        """
        actor.require(Permission.WRITE_STATIONS)
        try:
            async with self._database.transaction(_scope_of(actor)) as connection:
                handshake = await _get(connection, actor, handshake_id)
                station_id = await self._accept(connection, actor, handshake.identity, adoption)
                await store.remove_handshakes(connection, handshake.identity)
                station = await find_station(
                    connection, actor.scope, stations.c.id == station_id, self._reader()
                )
        except IntegrityError as error:
            raise IdentityTaken from error
        await reload(self._directory, self._database, station_id)
        assert station is not None, "it was written above"
        return station

    async def _accept(
        self, connection: AsyncConnection, actor: Actor, identity: str, adoption: Adoption
    ) -> StationId:
        key, at = self._policy.password_key, self._clock.now()
        given = {name: value for name, value in asdict(adoption).items() if value is not None}
        station = await find_station(
            connection, actor.scope, stations.c.ocpp_identity == identity, self._reader()
        )
        if station is None:
            draft = StationDraft(**{"name": identity, "ocpp_identity": identity, **given})
            return await register(connection, actor, draft, password_key=key, at=at)
        changes = {**given, "registration": Registration.ACCEPTED}
        await amend(connection, actor, station, changes, password_key=key, at=at)
        return station.id

    def _reader(self) -> Callable[[RowMapping], Station]:
        return partial(
            to_station, at=self._clock.now(), heartbeat_s=self._policy.heartbeat_interval_s
        )


def _scope_of(actor: Actor) -> Scope:
    """Let the platform reach the refusals that belong to no tenant; the selector does the rest."""
    return PLATFORM if actor.is_platform else actor.scope


async def _get(connection: AsyncConnection, actor: Actor, handshake_id: UUID) -> Handshake:
    statement = store.select_handshakes(actor).where(handshakes.c.id == handshake_id)
    row = (await connection.execute(statement)).mappings().first()
    if row is None:
        raise HandshakeNotFound
    return store.to_handshake(row)
