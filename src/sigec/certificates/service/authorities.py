"""Make, replace and withdraw the authorities of a tenant; their lists of what is revoked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.certificates._store import authorities as store
from sigec.certificates._store import certificates as certificate_store
from sigec.certificates._store.tables import authorities as table
from sigec.certificates.model import (
    LIVING,
    Authority,
    AuthorityState,
    KeyHolder,
    fingerprint_of,
    list_revoked,
    make_authority,
    read_pem,
)
from sigec.certificates.service.errors import AuthorityNotFound, AuthoritySigns
from sigec.certificates.service.steps import plan_renewal
from sigec.certificates.service.trust import Trust, TrustedAuthority
from sigec.db import Database
from sigec.events.certificates import CertificateAuthorityChanged
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.ids import AuthorityId, new_id
from sigec.kit.ports import Clock, Vault
from sigec.tenants.service import find_tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationList:
    """The signed list of an authority's revoked certificates."""

    name: str
    pem: str


class AuthorityService:
    """What people do with authorities."""

    def __init__(self, database: Database, clock: Clock, *, vault: Vault, trust: Trust) -> None:
        """Seal keys by ``vault``, and keep ``trust`` true."""
        self._database = database
        self._clock = clock
        self._vault = vault
        self._trust = trust

    async def refresh(self) -> None:
        """Read whom we believe; await it once before the first handshake, and after changes."""
        async with self._database.read(PLATFORM) as connection:
            rows = await store.load_believed(connection)
            revoked = await certificate_store.load_revoked_fingerprints(
                connection, at=self._clock.now()
            )
        believed = [
            TrustedAuthority(
                tenant_id=row["tenant_id"], certificate=read_pem(row["certificate_pem"])[0]
            )
            for row in rows
        ]
        self._trust.put(believed, revoked=revoked)

    async def list_authorities(self, actor: Actor) -> Sequence[Authority]:
        """List the authorities that the actor may see, the latest first."""
        actor.require(Permission.READ_STATIONS)
        statement = store.select_authorities(actor.scope).order_by(table.c.id.desc())
        async with self._database.read(actor.scope) as connection:
            rows = (await connection.execute(statement)).mappings()
            return [store.to_authority(row) for row in rows]

    async def create_authority(self, actor: Actor) -> Authority:
        """Make an authority that signs from now on.

        One that was there retires: it is believed still, and its stations are asked for new keys.
        """
        actor.require(Permission.WRITE_SETTINGS)
        tenant_id = actor.require_tenant()
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            tenant = await find_tenant(connection, tenant_id)
            assert tenant is not None, "an actor's tenant is there"
            before = await store.find_active(connection, tenant_id)
            if before is not None:
                await self._retire(connection, before)
            holder = make_authority(f"{tenant.name[:40]} {at:%Y-%m-%d}", tenant.name, at=at)
            authority = self._describe(holder, actor, tenant.name)
            sealed_key = self._vault.seal(holder.key_pem)
            await store.add(connection, authority, sealed_key=sealed_key)
            await self._note(connection, actor, "authority.created", authority)
        await self.refresh()
        return authority

    async def withdraw_authority(self, actor: Actor, authority_id: AuthorityId) -> Authority:
        """Believe nothing any more that an authority signed; said again it changes nothing.

        :raises AuthorityNotFound: when there is none for this actor.
        :raises AuthoritySigns: while it is the one that signs.
        """
        actor.require(Permission.WRITE_SETTINGS)
        async with self._database.transaction(actor.scope) as connection:
            authority = await self._get(connection, actor, authority_id)
            if authority.state is AuthorityState.ACTIVE:
                raise AuthoritySigns
            withdrawn = replace(authority, state=AuthorityState.WITHDRAWN)
            if authority != withdrawn:
                await store.set_state(connection, authority.id, withdrawn.state)
                await self._note(connection, actor, "authority.withdrawn", withdrawn)
        await self.refresh()
        return withdrawn

    async def list_revoked(self, actor: Actor, authority_id: AuthorityId) -> RevocationList:
        """Sign the list of what an authority revoked, for proxies that ask for one.

        :raises AuthorityNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            authority = await self._get(connection, actor, authority_id)
            sealed = await store.load_key(connection, actor.scope, authority_id)
            revoked = await certificate_store.load_revoked(connection, authority_id, at=at)
            number = await store.count_list(connection, authority_id)
        holder = KeyHolder(
            certificate_pem=authority.certificate_pem, key_pem=self._vault.open(sealed)
        )
        pem = list_revoked(holder, revoked, number=number, at=at)
        return RevocationList(name=authority.name, pem=pem)

    async def _retire(self, connection: AsyncConnection, authority: Authority) -> None:
        await store.set_state(connection, authority.id, AuthorityState.RETIRED)
        at = self._clock.now()
        for each in await certificate_store.find_of_authority(
            connection, PLATFORM, authority.id, LIVING
        ):
            await plan_renewal(connection, each, at=at)

    def _describe(self, holder: KeyHolder, actor: Actor, organization: str) -> Authority:
        [certificate] = read_pem(holder.certificate_pem)
        name = certificate.subject.rfc4514_string({})
        return Authority(
            id=AuthorityId(new_id()),
            tenant_id=actor.require_tenant(),
            name=name[:100],
            organization=organization,
            certificate_pem=holder.certificate_pem,
            fingerprint=fingerprint_of(certificate),
            state=AuthorityState.ACTIVE,
            created_at=self._clock.now(),
            not_after=certificate.not_valid_after_utc,
        )

    async def _get(
        self, connection: AsyncConnection, actor: Actor, authority_id: AuthorityId
    ) -> Authority:
        authority = await store.find(connection, actor.scope, authority_id)
        if authority is None:
            raise AuthorityNotFound
        return authority

    async def _note(
        self, connection: AsyncConnection, actor: Actor, action: str, authority: Authority
    ) -> None:
        at = self._clock.now()
        subject = Subject(kind="certificate_authority", id=authority.id)
        after = {"name": authority.name, "state": authority.state.value}
        await audit.record(
            connection,
            actor,
            action,
            subject,
            at=at,
            after=after,
            tenant_id=authority.tenant_id,
        )
        changed = CertificateAuthorityChanged(
            tenant_id=authority.tenant_id,
            at=at,
            authority_id=authority.id,
            state=authority.state.value,
        )
        await outbox.append(connection, [changed])


async def count_authorities(connection: AsyncConnection) -> int:
    """Count the tenants that have an authority which signs, in the caller's transaction."""
    return await store.count_active(connection)
