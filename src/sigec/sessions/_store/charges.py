"""What sessions cost, line by line."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert_postgresql
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import SessionId, TariffVersionId
from sigec.kit.money import Money
from sigec.sessions._store.tables import charges
from sigec.sessions.model import Session
from sigec.tariffs.model import Charge, IncludedTax, Line


async def save(
    connection: AsyncConnection,
    session: Session,
    charge: Charge,
    *,
    tariff_version_id: TariffVersionId,
    at: datetime,
) -> None:
    """Store what a session costs, in place of what it cost so far."""
    upsert = upsert_postgresql if connection.dialect.name == "postgresql" else upsert_sqlite
    values = {
        "tenant_id": session.tenant_id,
        "tariff_version_id": tariff_version_id,
        "amount_minor": charge.total.minor,
        "currency": charge.total.currency,
        "lines": msgspec.to_builtins(charge.lines),
        "included_taxes": msgspec.to_builtins(charge.included_taxes) or None,
        "rated_at": at,
    }
    statement = upsert(charges).values(session_id=session.id, **values)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[charges.c.session_id], set_=values)
    )


async def remove(connection: AsyncConnection, session_id: SessionId) -> None:
    """Take back what a session seemed to cost: it turned out to have no price."""
    await connection.execute(delete(charges).where(charges.c.session_id == session_id))


async def load(
    connection: AsyncConnection, session_ids: Collection[SessionId]
) -> Mapping[SessionId, Charge]:
    """Return the charges of those sessions that have one."""
    statement = select(charges).where(charges.c.session_id.in_(session_ids))
    found = (await connection.execute(statement)).mappings()
    return {SessionId(row["session_id"]): _charge(row) for row in found}


def _charge(row: Mapping[Any, Any]) -> Charge:
    return Charge(
        lines=msgspec.convert(row["lines"], tuple[Line, ...]),
        total=Money.from_minor(row["amount_minor"], row["currency"]),
        included_taxes=msgspec.convert(row["included_taxes"] or (), tuple[IncludedTax, ...]),
    )
