"""Who stands before a station: answered from memory."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.drivers._store import tokens as store
from sigec.drivers.model import IdToken, KnownToken, Ownership, TokenRef, TokenStatus
from sigec.drivers.service.directory import TokenDirectory
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId, TenantId
from sigec.kit.ports import Clock


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

    def forget(self, tenant_id: TenantId) -> None:
        """Look at the tenant's tokens anew; for who hears that one changed."""
        self._directory.forget(tenant_id)

    async def _load(self, tenant_id: TenantId, ref: TokenRef) -> KnownToken | None:
        async with self._database.read(Scope(tenant_id=tenant_id)) as connection:
            token = await store.find_token(connection, tenant_id, ref)
            if token is None:
                return None
            return _known(token, tuple(await store.fetch_owners(connection, token.id)))


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
        owners=owners,
    )
