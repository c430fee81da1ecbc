"""The audit for those who may read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.accounts._store.api_keys import fetch_names
from sigec.accounts._store.users import users
from sigec.audit import AuditEntry, AuditFilter, Subject
from sigec.db import Database
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.ids import AuditId, TenantId, UserId
from sigec.kit.pages import Page, PageRequest, decode_cursor, encode_cursor, page_of
from sigec.kit.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntry:
    """An act with the present name of who did it, if they are still known."""

    entry: AuditEntry
    actor_name: str | None


class AuditTrail:
    """The use cases of the audit."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_entries(
        self, actor: Actor, request: PageRequest, chosen: AuditFilter
    ) -> Page[NamedEntry]:
        """List acts in the actor's reach, latest first."""
        actor.require(Permission.READ_AUDIT)
        before_id = None
        if request.cursor:
            [last_id] = decode_cursor(request.cursor, UUID)
            assert isinstance(last_id, UUID)
            before_id = AuditId(last_id)
        async with self._database.read(actor.scope) as connection:
            entries = await audit.read(
                connection,
                tenant_id=actor.scope.tenant_id,
                limit=request.limit + 1,
                before_id=before_id,
                wanted=chosen,
            )
        # Row-level security hides the platform's people, and their acts here are to be seen.
        async with self._database.read(PLATFORM) as connection:
            names = await _names(connection, {entry.actor_id for entry in entries})
        named = [NamedEntry(entry=entry, actor_name=names.get(entry.actor_id)) for entry in entries]
        last = entries[: request.limit][-1:]
        cursor = encode_cursor(last[0].id) if last else None
        return page_of(named, limit=request.limit, cursor=cursor)

    async def find_names(
        self, actor: Actor, ids: Collection[UserId | None]
    ) -> Mapping[UserId | None, str]:
        """Return the present names of those of these users and keys that the actor's tenant has."""
        async with self._database.read(actor.scope) as connection:
            return await _names(connection, ids)

    async def record_tenant_access(
        self, actor: Actor, tenant_id: TenantId, *, method: str, path: str
    ) -> None:
        """Note that somebody of the platform chose this tenant for a request."""
        async with self._database.transaction(PLATFORM) as connection:
            await audit.record(
                connection,
                actor,
                "tenant.accessed",
                Subject(kind="tenant", id=tenant_id),
                at=self._clock.now(),
                after={"method": method, "path": path},
                tenant_id=tenant_id,
            )


async def _names(
    connection: AsyncConnection, ids: Collection[UserId | None]
) -> dict[UserId | None, str]:
    known = [user_id for user_id in ids if user_id is not None]
    statement = select(users.c.id, users.c.name).where(users.c.id.in_(known))
    names: dict[UserId | None, str] = {}
    names.update((UserId(row.id), row.name) for row in await connection.execute(statement))
    names.update((await fetch_names(connection, known)).items())
    return names
