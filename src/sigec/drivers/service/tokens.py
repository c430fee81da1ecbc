"""Create, find, edit, move and remove id tokens."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import equal, page_by_id
from sigec.drivers._store import tokens as store
from sigec.drivers.model import (
    Holding,
    IdToken,
    IdTokenDraft,
    IdTokenKind,
    TokenRef,
    TokenStatus,
    faults_of_token,
)
from sigec.drivers.service.cards import IdTokenTaken, make_card, register_card
from sigec.drivers.service.directory import TokenDirectory
from sigec.drivers.service.people import require_person
from sigec.events.drivers import IdTokenChanged
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.errors import Invalid, NotFound, PreconditionFailed
from sigec.kit.ids import IdTokenId, PersonId, TenantId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock


class IdTokenNotFound(NotFound):
    """There is no such id token for this actor."""

    code = "not_found.id_token"


class IdTokenService:
    """The use cases of id tokens."""

    def __init__(self, database: Database, clock: Clock, directory: TokenDirectory) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory

    async def create_token(self, actor: Actor, draft: IdTokenDraft) -> IdToken:
        """Register an id token.

        :raises Invalid: when a field breaks a rule.
        :raises PersonNotFound: when the person is none of the actor's.
        :raises IdTokenTaken: when it is registered, whoever has it.
        """
        actor.require(Permission.WRITE_ID_TOKENS)
        at = self._clock.now()
        token = make_card(actor, draft, at=at)
        async with self._database.transaction(actor.scope) as connection:
            if draft.person_id is not None:
                await require_person(connection, actor.scope, draft.person_id)
            await register_card(connection, actor, token, at=at)
        self._directory.forget(token.tenant_id)
        return token

    async def list_tokens(
        self,
        actor: Actor,
        request: PageRequest,
        *,
        person_id: PersonId | None = None,
        value: str | None = None,
        status: TokenStatus | None = None,
        kind: IdTokenKind | None = None,
        group: str | None = None,
    ) -> Page[IdToken]:
        """List the id tokens that the actor may see, oldest first; ``value`` in any spelling."""
        actor.require(Permission.READ_ID_TOKENS)
        columns = store.id_tokens.c
        equals = {
            columns.person_id: person_id,
            columns.canonical: value and TokenRef(value=value).canonical,
            columns.status: status and status.value,
            columns.kind: kind and kind.value,
            columns.group_name: group,
        }
        statement = store.select_tokens(actor.scope).where(*equal(equals))
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(connection, statement, request, store.to_token)

    async def get_token(self, actor: Actor, id_token_id: IdTokenId) -> IdToken:
        """Return one id token.

        :raises IdTokenNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_ID_TOKENS)
        async with self._database.read(actor.scope) as connection:
            return await require_token(connection, actor.scope, id_token_id)

    async def find_owners(
        self, actor: Actor, tenant_id: TenantId, refs: Collection[TokenRef]
    ) -> Mapping[TokenRef, PersonId]:
        """Return whose id tokens these are now, of those that are registered and somebody's."""
        actor.require(Permission.READ_ID_TOKENS)
        scope = Scope(tenant_id=tenant_id)
        async with self._database.read(scope) as connection:
            owners = await store.load_owners(connection, scope, {ref.canonical for ref in refs})
        found = {
            ref: [owners[key] for space in ref.spaces if (key := (space, ref.canonical)) in owners]
            for ref in refs
        }
        return {ref: likely[0] for ref, likely in found.items() if likely}

    async def list_holdings(self, actor: Actor, id_token_id: IdTokenId) -> Sequence[Holding]:
        """Return whose an id token is and was, the latest first.

        :raises IdTokenNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_ID_TOKENS)
        actor.require(Permission.READ_PEOPLE)
        async with self._database.read(actor.scope) as connection:
            await require_token(connection, actor.scope, id_token_id)
            return await store.fetch_holdings(connection, id_token_id)

    async def edit_token(
        self,
        actor: Actor,
        id_token_id: IdTokenId,
        changes: Mapping[str, Any],
        *,
        expected_version: int | None = None,
    ) -> IdToken:
        """Change the named fields of an id token; its past sessions stay with whom they were.

        :raises IdTokenNotFound: when there is none for this actor.
        :raises PreconditionFailed: when it is not at ``expected_version`` any more.
        :raises Invalid: when a field breaks a rule.
        :raises PersonNotFound: when the person is none of the actor's.
        :raises IdTokenTaken: when the new value is registered.
        """
        actor.require(Permission.WRITE_ID_TOKENS)
        try:
            async with self._database.transaction(actor.scope) as connection:
                before = await require_token(connection, actor.scope, id_token_id)
                if expected_version not in (None, before.version):
                    raise PreconditionFailed
                after = replace(before, **changes, version=before.version + 1)
                _check(after)
                if not await store.save_token(connection, after, replacing=before.version):
                    raise PreconditionFailed
                if after.person_id != before.person_id:
                    if after.person_id is not None:
                        await require_person(connection, actor.scope, after.person_id)
                    await move_token(connection, after, at=self._clock.now())
                await self._note(connection, actor, "id_token.edited", before, after)
        except IntegrityError as error:
            raise IdTokenTaken from error
        self._directory.forget(after.tenant_id)
        return after

    async def delete_token(self, actor: Actor, id_token_id: IdTokenId) -> None:
        """Remove an id token; nobody can charge with it any more, and its past stays.

        :raises IdTokenNotFound: when there is none for this actor.
        """
        actor.require(Permission.WRITE_ID_TOKENS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await require_token(connection, actor.scope, id_token_id)
            await store.end_ownership(connection, id_token_id, at=at)
            await store.remove_token(connection, id_token_id, at=at)
            await self._note(connection, actor, "id_token.deleted", before, None)
        self._directory.forget(before.tenant_id)

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        before: IdToken | None,
        after: IdToken | None,
    ) -> None:
        token = after or before
        assert token is not None
        at = self._clock.now()
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="id_token", id=token.id),
            at=at,
            before=before and asdict(before),
            after=after and asdict(after),
            tenant_id=token.tenant_id,
        )
        changed = IdTokenChanged(tenant_id=token.tenant_id, at=at, id_token_id=token.id)
        await outbox.append(connection, [changed])


async def move_token(connection: AsyncConnection, token: IdToken, *, at: datetime) -> None:
    """Give the token to its new person, from now on; the first owner has always had it."""
    owners = await store.fetch_owners(connection, token.id)
    await store.end_ownership(connection, token.id, at=at)
    if token.person_id is not None:
        await store.add_owners(connection, [token], owned_from=at if owners else None)


async def find_tokens(
    connection: AsyncConnection, scope: Scope, refs: Collection[TokenRef]
) -> Sequence[IdToken]:
    """Return the registered tokens of these forms, of every kind; for the slices above."""
    return await store.fetch_alike(connection, scope, sorted({ref.canonical for ref in refs}))


async def find_these(
    connection: AsyncConnection, scope: Scope, id_token_ids: Collection[IdTokenId]
) -> Sequence[IdToken]:
    """Return tokens by their ids, the first registered first; for the slices above."""
    statement = (
        store.select_tokens(scope)
        .where(store.id_tokens.c.id.in_(id_token_ids))
        .order_by(store.id_tokens.c.id)
    )
    return [store.to_token(row) for row in (await connection.execute(statement)).mappings()]


async def require_token(
    connection: AsyncConnection, scope: Scope, id_token_id: IdTokenId
) -> IdToken:
    """Return a token; for the slices above, inside their transaction.

    :raises IdTokenNotFound: when the scope has none.
    """
    statement = store.select_tokens(scope).where(store.id_tokens.c.id == id_token_id)
    row = (await connection.execute(statement)).mappings().first()
    if row is None:
        raise IdTokenNotFound
    return store.to_token(row)


def _check(token: IdToken) -> None:
    if faults := faults_of_token(token):
        raise Invalid(*faults)
