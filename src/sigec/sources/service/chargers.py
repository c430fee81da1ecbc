"""Which of an account's chargers belong here, and which token a cloud's tag stands for."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import SourceChargerId, SourceId, StationId, TenantId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sources._store import chargers as store
from sigec.sources._store.sources import select_sources
from sigec.sources._store.tables import chargers, sources
from sigec.sources.model import Charger, LearnedTag
from sigec.sources.service.errors import ChargerNotFound, ChargerTaken, SourceNotFound, TagUnknown

TAGS_MAX = 2_000
"""A condominium has some hundred tags; what comes after is not listed."""


class ChargerService:
    """The use cases of an account's chargers and tags."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_chargers(
        self, actor: Actor, source_id: SourceId, request: PageRequest
    ) -> Page[Charger]:
        """List the account's chargers as the cloud last told them, in the order they were heard of.

        :raises SourceNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_SOURCES)
        async with self._database.read(actor.scope) as connection:
            await _require_source(connection, actor, source_id)
            statement = store.select_chargers(actor.scope, source_id)
            return await page_by_id(connection, statement, request, store.to_charger)

    async def get_charger(
        self, actor: Actor, source_id: SourceId, charger_id: SourceChargerId
    ) -> Charger:
        """Return one charger of an account.

        :raises SourceNotFound: when there is no such source for this actor.
        :raises ChargerNotFound: when its account has none of this id.
        """
        actor.require(Permission.WRITE_SOURCES)
        async with self._database.read(actor.scope) as connection:
            return await _get_charger(connection, actor, source_id, charger_id)

    async def assign(
        self,
        actor: Actor,
        source_id: SourceId,
        charger_id: SourceChargerId,
        station_id: StationId | None,
    ) -> Charger:
        """Say which station of ours a charger is, or with ``None`` that it is none.

        :raises ChargerNotFound: when the account has none of this id.
        :raises ChargerTaken: when it belongs to another station by now.
        """
        actor.require(Permission.WRITE_SOURCES)
        async with self._database.transaction(actor.scope) as connection:
            before = await _get_charger(connection, actor, source_id, charger_id)
            if station_id is not None and before.station_id not in (None, station_id):
                raise ChargerTaken
            await store.set_station(connection, charger_id, station_id)
            after = await _get_charger(connection, actor, source_id, charger_id)
            await audit.record(
                connection,
                actor,
                "source.charger_chosen" if station_id else "source.charger_left",
                Subject(kind="source", id=source_id),
                at=self._clock.now(),
                before={"charger": before.external_id, "station_id": before.station_id},
                after={"charger": after.external_id, "station_id": after.station_id},
                tenant_id=after.tenant_id,
            )
            return after

    async def list_tags(self, actor: Actor, source_id: SourceId) -> Sequence[LearnedTag]:
        """List what the cloud's tags stand for, by their keys.

        :raises SourceNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_SOURCES)
        actor.require(Permission.READ_ID_TOKENS)
        async with self._database.read(actor.scope) as connection:
            await _require_source(connection, actor, source_id)
            statement = store.select_tags(actor.scope, source_id).limit(TAGS_MAX)
            return [store.to_tag(row) for row in (await connection.execute(statement)).mappings()]

    async def put_tag(self, actor: Actor, tag: LearnedTag) -> LearnedTag:
        """Say what a key stands for; it counts for the sessions that still miss their tag.

        :raises SourceNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_SOURCES)
        async with self._database.transaction(actor.scope) as connection:
            tenant_id = await _require_source(connection, actor, tag.source_id)
            await store.put_tags(connection, tenant_id, [tag])
            await audit.record(
                connection,
                actor,
                "source.tag_mapped",
                Subject(kind="source", id=tag.source_id),
                at=tag.at,
                after={"external_key": tag.external_key, "id_token": tag.id_token},
                tenant_id=tenant_id,
            )
        return tag

    async def delete_tag(self, actor: Actor, source_id: SourceId, external_key: str) -> None:
        """Forget what a key stands for; past sessions stay as they are.

        :raises SourceNotFound: when there is none for this actor.
        :raises TagUnknown: when nothing is known of the key.
        """
        actor.require(Permission.WRITE_SOURCES)
        async with self._database.transaction(actor.scope) as connection:
            tenant_id = await _require_source(connection, actor, source_id)
            if not await store.remove_tag(connection, actor.scope, source_id, external_key):
                raise TagUnknown
            await audit.record(
                connection,
                actor,
                "source.tag_unmapped",
                Subject(kind="source", id=source_id),
                at=self._clock.now(),
                before={"external_key": external_key},
                tenant_id=tenant_id,
            )


async def free_station(connection: AsyncConnection, station_id: StationId) -> None:
    """Note that a station is removed: its charger may be chosen anew; for the slices above."""
    await store.free_stations(connection, station_id)


async def _require_source(
    connection: AsyncConnection, actor: Actor, source_id: SourceId
) -> TenantId:
    statement = select_sources(actor.scope).where(sources.c.id == source_id)
    row = (await connection.execute(statement)).first()
    if row is None:
        raise SourceNotFound
    return TenantId(row.tenant_id)


async def _get_charger(
    connection: AsyncConnection, actor: Actor, source_id: SourceId, charger_id: SourceChargerId
) -> Charger:
    await _require_source(connection, actor, source_id)
    found = await store.find_charger(
        connection, actor.scope, source_id, chargers.c.id == charger_id
    )
    if found is None:
        raise ChargerNotFound
    return found
