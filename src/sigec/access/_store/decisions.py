"""The SQL of decisions, in the order they were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    delete,
    insert,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.access.model import Decided, Intent
from sigec.db import metadata
from sigec.db.bulk import execute_rows
from sigec.db.listing import equal
from sigec.db.tenancy import visible
from sigec.db.types import Id, Json, UtcDateTime
from sigec.drivers.model import AuthorizationStatus, DecisionReason, IdTokenKind
from sigec.kit.actor import Scope
from sigec.kit.ids import IdTokenId, PersonId, SessionId, SiteId, StationId, first_id_at

decisions = Table(
    "decisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("station_id", Id, nullable=False),
    Column("site_id", Id),
    Column("evse", Integer),
    Column("purpose", String(20), nullable=False),
    Column("value", String(255), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("id_token_id", Id),
    Column("person_id", Id),
    Column("status", String(20), nullable=False),
    Column("reason", String(30), nullable=False),
    Column("details", Json, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("session_id", Id),
    Column("message_id", String(255)),
    Column("is_offline", Boolean, nullable=False),
)
_INSERT = insert(decisions)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFilter:
    """Which decisions are wanted; ``None`` is any."""

    station_id: StationId | None = None
    site_id: SiteId | None = None
    id_token_id: IdTokenId | None = None
    person_id: PersonId | None = None
    session_id: SessionId | None = None
    value: str | None = None
    is_refused: bool | None = None
    reason: DecisionReason | None = None


EVERY_DECISION = DecisionFilter()


def select_decisions(scope: Scope, wanted: DecisionFilter = EVERY_DECISION) -> Select[Any]:
    """Begin every query of decisions here: a tenant sees its own, the platform all."""
    columns = decisions.c
    equals = {
        columns.station_id: wanted.station_id,
        columns.site_id: wanted.site_id,
        columns.id_token_id: wanted.id_token_id,
        columns.person_id: wanted.person_id,
        columns.session_id: wanted.session_id,
        columns.value: wanted.value,
        columns.reason: wanted.reason and wanted.reason.value,
    }
    statement = select(decisions).where(visible(decisions, scope), *equal(equals))
    if wanted.is_refused is None:
        return statement
    is_accepted = columns.status == AuthorizationStatus.ACCEPTED.value
    return statement.where(~is_accepted if wanted.is_refused else is_accepted)


async def add(connection: AsyncConnection, made: Sequence[Decided]) -> None:
    """Store decisions."""
    await execute_rows(connection, _INSERT, [_values(one) for one in made])


async def remove_before(connection: AsyncConnection, *, before: datetime, limit: int) -> int:
    """Remove decisions that were made before an instant; return how many."""
    old = (
        select(decisions.c.id)
        .where(decisions.c.id < first_id_at(before))
        .order_by(decisions.c.id)
        .limit(limit)
    )
    result = await connection.execute(delete(decisions).where(decisions.c.id.in_(old)))
    return result.rowcount


def to_decided(row: RowMapping) -> Decided:
    """Read a row of `select_decisions`."""
    kinds = {
        "purpose": Intent(row["purpose"]),
        "kind": IdTokenKind(row["kind"]),
        "status": AuthorizationStatus(row["status"]),
        "reason": DecisionReason(row["reason"]),
    }
    return Decided(**{**row, **kinds})


def _values(one: Decided) -> dict[str, Any]:
    names = [column.name for column in decisions.c]
    values = {name: getattr(one, name) for name in names}
    texts = {name: values[name].value for name in ("purpose", "kind", "status", "reason")}
    return {**values, **texts, "details": dict(one.details)}
