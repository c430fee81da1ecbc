"""The tables of id tokens and of whose they were."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.bulk import execute_rows
from sigec.db.tenancy import visible
from sigec.db.types import Id, UtcDateTime
from sigec.drivers._store.people import people
from sigec.drivers.model import (
    ConcurrentUse,
    Holding,
    IdToken,
    IdTokenKind,
    Ownership,
    TokenRef,
    TokenSpace,
    TokenStatus,
)
from sigec.kit.actor import Scope
from sigec.kit.ids import IdTokenId, PersonId, TenantId, new_id

id_tokens = Table(
    "id_tokens",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("value", String(255), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("space", String(20), nullable=False),
    Column("canonical", String(255), nullable=False),
    Column("status", String(20), nullable=False),
    Column("person_id", Id),
    Column("group_name", String(255)),
    Column("valid_from", UtcDateTime),
    Column("valid_to", UtcDateTime),
    Column("concurrent_use", String(20)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed_at", UtcDateTime),
)
id_token_owners = Table(
    "id_token_owners",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("id_token_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("owned_from", UtcDateTime),
    Column("owned_to", UtcDateTime),
)
HOLDINGS_MAX = 500
_INSERT_TOKENS = insert(id_tokens)
_INSERT_OWNERS = insert(id_token_owners)
_COLUMNS = (
    id_tokens.c.id,
    id_tokens.c.tenant_id,
    id_tokens.c.value,
    id_tokens.c.kind,
    id_tokens.c.status,
    id_tokens.c.person_id,
    id_tokens.c.group_name.label("group"),
    id_tokens.c.valid_from,
    id_tokens.c.valid_to,
    id_tokens.c.concurrent_use,
    id_tokens.c.created_at,
    id_tokens.c.version,
)


def select_tokens(scope: Scope) -> Select[Any]:
    """Begin every query of id tokens here: a tenant sees its own, the platform all."""
    return select(*_COLUMNS).where(visible(id_tokens, scope), id_tokens.c.removed_at.is_(None))


async def load_owners(
    connection: AsyncConnection, scope: Scope, canonicals: Collection[str]
) -> Mapping[tuple[TokenSpace, str], PersonId]:
    """Return whose the tokens of these canonical forms are, by space and form."""
    if not canonicals:
        return {}
    statement = (
        select_tokens(scope)
        .add_columns(id_tokens.c.space, id_tokens.c.canonical)
        .where(id_tokens.c.canonical.in_(canonicals), id_tokens.c.person_id.is_not(None))
    )
    rows = (await connection.execute(statement)).mappings()
    return {
        (TokenSpace(row["space"]), row["canonical"]): PersonId(row["person_id"]) for row in rows
    }


async def find_token(
    connection: AsyncConnection, tenant_id: TenantId, ref: TokenRef
) -> IdToken | None:
    """Return the tenant's token that a station names, from the likeliest space."""
    spaces = [space.value for space in ref.spaces]
    statement = (
        select_tokens(Scope(tenant_id=tenant_id))
        .add_columns(id_tokens.c.space)
        .where(id_tokens.c.canonical == ref.canonical, id_tokens.c.space.in_(spaces))
    )
    rows = (await connection.execute(statement)).mappings().all()
    if not rows:
        return None
    likeliest = min(rows, key=lambda row: ref.spaces.index(TokenSpace(row["space"])))
    return to_token(likeliest)


async def fetch_owners(connection: AsyncConnection, id_token_id: IdTokenId) -> Sequence[Ownership]:
    """Return whose the token was, the first owner first."""
    statement = (
        select(
            id_token_owners.c.person_id,
            people.c.price_group,
            id_token_owners.c.owned_from,
            id_token_owners.c.owned_to,
        )
        .outerjoin(people, people.c.id == id_token_owners.c.person_id)
        .where(id_token_owners.c.id_token_id == id_token_id)
        .order_by(id_token_owners.c.id)
    )
    return [Ownership(**dict(row)) for row in (await connection.execute(statement)).mappings()]


async def fetch_holdings(connection: AsyncConnection, id_token_id: IdTokenId) -> Sequence[Holding]:
    """Return whose the token was, by name, the latest first."""
    statement = (
        select(
            id_token_owners.c.person_id,
            people.c.name,
            id_token_owners.c.owned_from,
            id_token_owners.c.owned_to,
        )
        .join(people, people.c.id == id_token_owners.c.person_id)
        .where(id_token_owners.c.id_token_id == id_token_id)
        .order_by(id_token_owners.c.id.desc())
        .limit(HOLDINGS_MAX)
    )
    return [Holding(**dict(row)) for row in (await connection.execute(statement)).mappings()]


async def fetch_past_of(connection: AsyncConnection, person_id: PersonId) -> Sequence[RowMapping]:
    """Return the tokens that a person had or has, with since when and until when, oldest first."""
    owners = id_token_owners.c
    statement = (
        select(id_tokens.c.value, id_tokens.c.kind, owners.owned_from, owners.owned_to)
        .join(id_tokens, id_tokens.c.id == owners.id_token_id)
        .where(owners.person_id == person_id)
        .order_by(owners.id)
        .limit(HOLDINGS_MAX)
    )
    return (await connection.execute(statement)).mappings().all()


async def find_owner(connection: AsyncConnection, person_id: PersonId) -> Ownership | None:
    """Return a person as the owner of a token that nobody registered."""
    statement = select(people.c.price_group).where(people.c.id == person_id)
    row = (await connection.execute(statement)).first()
    return None if row is None else Ownership(person_id=person_id, price_group=row.price_group)


async def fetch_tokens_of(
    connection: AsyncConnection, scope: Scope, person_id: PersonId
) -> Sequence[IdToken]:
    """Return the tokens that a person has now, the oldest first."""
    statement = (
        select_tokens(scope).where(id_tokens.c.person_id == person_id).order_by(id_tokens.c.id)
    )
    return [to_token(row) for row in (await connection.execute(statement)).mappings()]


async def fetch_cards(
    connection: AsyncConnection, scope: Scope, canonicals: Sequence[str]
) -> Sequence[IdToken]:
    """Return those of these cards that are registered."""
    statement = select_tokens(scope).where(
        id_tokens.c.space == TokenSpace.RFID.value, id_tokens.c.canonical.in_(canonicals)
    )
    return [to_token(row) for row in (await connection.execute(statement)).mappings()]


async def fetch_alike(
    connection: AsyncConnection, scope: Scope, canonicals: Sequence[str]
) -> Sequence[IdToken]:
    """Return the tokens of these forms, of every kind."""
    statement = select_tokens(scope).where(id_tokens.c.canonical.in_(canonicals))
    return [to_token(row) for row in (await connection.execute(statement)).mappings()]


async def add_tokens(connection: AsyncConnection, new: Sequence[IdToken]) -> None:
    """Store new tokens."""
    await execute_rows(connection, _INSERT_TOKENS, [_values(token) for token in new])


async def save_token(connection: AsyncConnection, token: IdToken, *, replacing: int) -> bool:
    """Store an edited token; ``False`` when ``replacing`` is not the stored version any more."""
    statement = (
        update(id_tokens)
        .where(id_tokens.c.id == token.id, id_tokens.c.version == replacing)
        .values(**_values(token))
    )
    return (await connection.execute(statement)).rowcount == 1


async def remove_token(
    connection: AsyncConnection, id_token_id: IdTokenId, *, at: datetime
) -> None:
    """Hide a token; its form may be registered anew."""
    await connection.execute(
        update(id_tokens).where(id_tokens.c.id == id_token_id).values(removed_at=at)
    )


async def add_owners(
    connection: AsyncConnection, tokens: Sequence[IdToken], *, owned_from: datetime | None
) -> None:
    """Begin the ownership of the tokens' present people."""
    rows = [
        {
            "id": new_id(),
            "tenant_id": token.tenant_id,
            "id_token_id": token.id,
            "person_id": token.person_id,
            "owned_from": owned_from,
        }
        for token in tokens
    ]
    await execute_rows(connection, _INSERT_OWNERS, rows)


async def end_ownership(
    connection: AsyncConnection, id_token_id: IdTokenId, *, at: datetime
) -> None:
    """End the ownership that is open, if any."""
    await connection.execute(
        update(id_token_owners)
        .where(id_token_owners.c.id_token_id == id_token_id, id_token_owners.c.owned_to.is_(None))
        .values(owned_to=at)
    )


def to_token(row: RowMapping) -> IdToken:
    """Read a row of `select_tokens`."""
    values = {name: row[name] for name in _NAMES}
    values["kind"] = IdTokenKind(values["kind"])
    values["status"] = TokenStatus(values["status"])
    if values["concurrent_use"] is not None:
        values["concurrent_use"] = ConcurrentUse(values["concurrent_use"])
    return IdToken(**values)


_NAMES = tuple(column.name for column in _COLUMNS)


def _values(token: IdToken) -> dict[str, Any]:
    return {
        "id": token.id,
        "tenant_id": token.tenant_id,
        "value": token.value,
        "kind": token.kind.value,
        "space": token.kind.space.value,
        "canonical": token.ref.canonical,
        "status": token.status.value,
        "person_id": token.person_id,
        "group_name": token.group,
        "valid_from": token.valid_from,
        "valid_to": token.valid_to,
        "concurrent_use": token.concurrent_use and token.concurrent_use.value,
        "created_at": token.created_at,
        "version": token.version,
    }
