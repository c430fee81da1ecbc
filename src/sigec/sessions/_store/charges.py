"""What sessions cost, line by line."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Insert, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows
from sigec.db.upserts import insert_into
from sigec.kit.ids import SessionId, TariffVersionId
from sigec.kit.money import Money
from sigec.sessions._store.tables import charges
from sigec.sessions.model import Session
from sigec.tariffs.model import Charge, IncludedTax, Line


class Priced(NamedTuple):
    """What a session costs, and by which version of which tariff."""

    session: Session
    charge: Charge
    tariff_version_id: TariffVersionId


async def save(connection: AsyncConnection, priced: Sequence[Priced], *, at: datetime) -> None:
    """Store what sessions cost, in place of what they cost so far."""
    rows = [
        {
            "session_id": session.id,
            "tenant_id": session.tenant_id,
            "tariff_version_id": tariff_version_id,
            "amount_minor": charge.total.minor,
            "currency": charge.total.currency,
            "lines": msgspec.to_builtins(charge.lines),
            "included_taxes": msgspec.to_builtins(charge.included_taxes) or None,
            "rated_at": at,
        }
        for session, charge, tariff_version_id in priced
    ]
    await execute_rows(connection, _upsert(connection.dialect.name), rows)


async def remove(connection: AsyncConnection, session_ids: Collection[SessionId]) -> None:
    """Take back what sessions seemed to cost: they turned out to have no price."""
    if session_ids:
        await connection.execute(delete(charges).where(charges.c.session_id.in_(session_ids)))


async def load(
    connection: AsyncConnection, session_ids: Collection[SessionId]
) -> Mapping[SessionId, Charge]:
    """Return the charges of those sessions that have one."""
    statement = select(charges).where(charges.c.session_id.in_(session_ids))
    found = (await connection.execute(statement)).mappings()
    return {SessionId(row["session_id"]): _charge(row) for row in found}


@cache
def _upsert(dialect: str) -> Insert:
    upsert = insert_into(charges, dialect)
    updated = [column.name for column in charges.c if column.name != "session_id"]
    return upsert.on_conflict_do_update(
        index_elements=[charges.c.session_id],
        set_={name: upsert.excluded[name] for name in updated},
    )


def _charge(row: Mapping[Any, Any]) -> Charge:
    return Charge(
        lines=msgspec.convert(row["lines"], tuple[Line, ...]),
        total=Money.from_minor(row["amount_minor"], row["currency"]),
        included_taxes=msgspec.convert(row["included_taxes"] or (), tuple[IncludedTax, ...]),
    )
