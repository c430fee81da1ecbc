"""Who stands before a station: answered from memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.drivers._store import people
from sigec.drivers._store import tokens as store
from sigec.drivers.model import (
    Facts,
    Home,
    IdToken,
    KnownToken,
    Ownership,
    TokenRef,
    TokenStatus,
    decide,
)
from sigec.drivers.service.directory import TokenDirectory
from sigec.kit.actor import Scope
from sigec.kit.ids import IdTokenId, PersonId, TenantId
from sigec.kit.ports import Clock
from sigec.sites.service import find_units

GROUP_MAX = 1_000
"""A household has a few tokens, and a fleet some hundreds."""


class DriverService:
    """Finds id tokens for what cannot wait for the database."""

    def __init__(self, database: Database, clock: Clock, directory: TokenDirectory) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory

    async def find_token(self, tenant_id: TenantId, ref: TokenRef) -> KnownToken | None:
        """Return the tenant's token as it is known, from memory for up to 30 s.

        Own changes are seen at once, those of other processes by ``IdTokenChanged``.
        """
        key = (tenant_id, ref)
        at = self._clock.now()
        is_remembered, token = self._directory.find(key, at=at)
        if is_remembered:
            return token
        changes = self._directory.changes
        token = await self._load(tenant_id, ref)
        self._directory.put(key, token, at=at, changes=changes)
        return token

    async def tokens_of(self, tenant_id: TenantId, person_id: PersonId) -> Sequence[IdToken]:
        """Return the accepted tokens that a person of the tenant has now, the oldest first."""
        scope = Scope(tenant_id=tenant_id)
        async with self._database.read(scope) as connection:
            found = await store.fetch_tokens_of(connection, scope, person_id)
        return [token for token in found if token.status is TokenStatus.ACCEPTED]

    async def find_homes(self, tenant_id: TenantId, person_id: PersonId) -> Sequence[Home]:
        """Return where a person of the tenant lives, lived and will live."""
        scope = Scope(tenant_id=tenant_id)
        async with self._database.read(scope) as connection:
            homes = await find_homes(connection, scope, [person_id])
        return homes.get(person_id, ())

    async def find_group(self, tenant_id: TenantId, group: str) -> Sequence[IdTokenId]:
        """Return the tokens of a tenant's group."""
        scope = Scope(tenant_id=tenant_id)
        statement = store.select_tokens(scope).where(store.id_tokens.c.group_name == group)
        async with self._database.read(scope) as connection:
            rows = (await connection.execute(statement.limit(GROUP_MAX))).mappings()
            return [IdTokenId(row["id"]) for row in rows]

    def forget(self, tenant_id: TenantId) -> None:
        """Look at the tenant's tokens anew; for who hears that one changed."""
        self._directory.forget(tenant_id)

    async def _load(self, tenant_id: TenantId, ref: TokenRef) -> KnownToken | None:
        async with self._database.read(Scope(tenant_id=tenant_id)) as connection:
            token = await store.find_token(connection, tenant_id, ref)
            if token is None:
                return None
            return _known(token, tuple(await store.fetch_owners(connection, token.id)))


async def load_tokens(
    connection: AsyncConnection, tenant_id: TenantId, *, limit: int
) -> Sequence[KnownToken]:
    """Return a tenant's tokens, the first registered first, without who had them before."""
    statement = store.select_tokens(Scope(tenant_id=tenant_id)).order_by(store.id_tokens.c.id)
    rows = (await connection.execute(statement.limit(limit))).mappings()
    return [_known(store.to_token(row), ()) for row in rows]


async def find_barred(
    connection: AsyncConnection,
    tenant_id: TenantId,
    id_token_ids: Collection[IdTokenId],
    *,
    at: datetime,
) -> Sequence[IdTokenId]:
    """Return those of these tokens that may charge nowhere: refused, expired or removed."""
    statement = store.select_tokens(Scope(tenant_id=tenant_id)).where(
        store.id_tokens.c.id.in_(id_token_ids)
    )
    rows = (await connection.execute(statement)).mappings()
    found = [_known(store.to_token(row), ()) for row in rows]
    good = {token.id for token in found if decide(token, Facts(at=at)).is_accepted}
    return [each for each in dict.fromkeys(id_token_ids) if each not in good]


async def find_homes(
    connection: AsyncConnection, scope: Scope, person_ids: Collection[PersonId]
) -> Mapping[PersonId, Sequence[Home]]:
    """Return where people live, lived and will live; for the slices above."""
    rows = await people.fetch_residences(connection, scope, person_ids)
    units = await find_units(connection, scope, ids=sorted({row["unit_id"] for row in rows}))
    homes: dict[PersonId, list[Home]] = {}
    for row in rows:
        unit = units[row["unit_id"]]
        home = Home(
            unit_id=unit.id,
            site_id=unit.site_id,
            label=unit.label,
            from_date=row["from_date"],
            to_date=row["to_date"],
        )
        homes.setdefault(row["person_id"], []).append(home)
    return homes


async def find_owner(connection: AsyncConnection, person_id: PersonId) -> Ownership | None:
    """Return somebody as the owner of what they charge with; for the slices above."""
    return await store.find_owner(connection, person_id)


def _known(token: IdToken, owners: tuple[Ownership, ...]) -> KnownToken:
    return KnownToken(
        id=token.id,
        tenant_id=token.tenant_id,
        value=token.value,
        kind=token.kind,
        status=token.status,
        person_id=token.person_id,
        group=token.group,
        valid_from=token.valid_from,
        valid_to=token.valid_to,
        concurrent_use=token.concurrent_use,
        owners=owners,
    )
