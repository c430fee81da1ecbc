"""The table of consents: rows are added and never changed."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Boolean, Column, Select, String, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.tenancy import visible
from sigec.db.types import Id, UtcDateTime
from sigec.drivers.model import Consent, Purpose
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId

CONSENTS_MAX = 500
consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("purpose", String(30), nullable=False),
    Column("wording", String(50), nullable=False),
    Column("is_given", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", Id),
    Column("address", String(100)),
)


async def add_consent(connection: AsyncConnection, consent: Consent) -> None:
    """Store what somebody agreed to or withdrew."""
    values = asdict(consent) | {"purpose": consent.purpose.value}
    await connection.execute(insert(consents).values(values))


async def fetch_consents(
    connection: AsyncConnection, scope: Scope, person_id: PersonId
) -> Sequence[Consent]:
    """Return what somebody agreed to and withdrew, the latest first."""
    statement = (
        select(consents)
        .where(visible(consents, scope), consents.c.person_id == person_id)
        .order_by(consents.c.id.desc())
        .limit(CONSENTS_MAX)
    )
    return await _fetch(connection, statement)


async def fetch_consents_of(
    connection: AsyncConnection, person_ids: Collection[PersonId]
) -> Sequence[Consent]:
    """Return what people agreed to and withdrew, of all tenants, the earliest first."""
    statement = select(consents).where(consents.c.person_id.in_(person_ids))
    return await _fetch(connection, statement.order_by(consents.c.id))


async def _fetch(connection: AsyncConnection, statement: Select[Any]) -> Sequence[Consent]:
    rows = (await connection.execute(statement)).mappings()
    return [Consent(**{**row, "purpose": Purpose(row["purpose"])}) for row in rows]
