"""What statements bill, session by session."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import RowMapping, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.billing._store.tables import lines, statements
from sigec.billing.model import Billed, BilledKind, Line, MonthClose
from sigec.db.many import among
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId, SessionId, StatementId

SESSIONS_AT_ONCE = 5_000


async def find_lines(
    connection: AsyncConnection, scope: Scope, statement_ids: Collection[StatementId], *, limit: int
) -> Sequence[Line]:
    """Return what statements bill, by the start of the sessions, at most ``limit``."""
    statement = (
        select(*lines.c, statements.c.unit_id, statements.c.currency)
        .select_from(lines)
        .join(statements, statements.c.id == lines.c.statement_id)
        .where(
            visible(lines, scope),
            among(lines.c.statement_id, statement_ids, connection.dialect.name),
        )
        .order_by(lines.c.started_at, lines.c.session_id, statements.c.id)
        .limit(limit)
    )
    return [_line(row) for row in (await connection.execute(statement)).mappings()]


async def find_billed(
    connection: AsyncConnection, scope: Scope, session_ids: Collection[SessionId]
) -> Mapping[SessionId, Sequence[Billed]]:
    """Return what all closed months billed of these sessions, for each unit in sum."""
    billed: dict[SessionId, list[Billed]] = {}
    left = iter(session_ids)
    while some := list(islice(left, SESSIONS_AT_ONCE)):
        statement = (
            select(
                lines.c.session_id,
                statements.c.unit_id,
                statements.c.currency,
                func.sum(lines.c.energy_wh).label("energy_wh"),
                func.sum(lines.c.amount_minor).label("amount_minor"),
            )
            .select_from(lines)
            .join(statements, statements.c.id == lines.c.statement_id)
            .where(visible(lines, scope), among(lines.c.session_id, some, connection.dialect.name))
            .group_by(lines.c.session_id, statements.c.unit_id, statements.c.currency)
        )
        for row in await connection.execute(statement):
            billed.setdefault(row.session_id, []).append(
                Billed(
                    unit_id=row.unit_id,
                    currency=row.currency,
                    energy_wh=int(row.energy_wh),
                    amount_minor=int(row.amount_minor),
                )
            )
    return billed


async def sum_own(
    connection: AsyncConnection,
    scope: Scope,
    statement_ids: Collection[StatementId],
    person_id: PersonId,
) -> Mapping[StatementId, tuple[int, int, int]]:
    """Return sessions, energy and minor units that statements bill of what somebody charged."""
    statement = (
        select(
            lines.c.statement_id,
            func.count(),
            func.sum(lines.c.energy_wh),
            func.sum(lines.c.amount_minor),
        )
        .where(
            visible(lines, scope),
            lines.c.statement_id.in_(statement_ids),
            lines.c.person_id == person_id,
        )
        .group_by(lines.c.statement_id)
    )
    return {
        StatementId(statement_id): (int(sessions), int(energy_wh), int(minor))
        for statement_id, sessions, energy_wh, minor in await connection.execute(statement)
    }


def line_row(month: MonthClose, statement_id: StatementId, line: Line) -> dict[str, Any]:
    """Write a line as a row."""
    return {
        "statement_id": statement_id,
        "session_id": line.session_id,
        "tenant_id": month.tenant_id,
        "kind": line.kind.value,
        "person_id": line.person_id,
        "started_at": line.started_at,
        "energy_wh": line.energy_wh,
        "amount_minor": line.amount_minor,
    }


def _line(row: RowMapping) -> Line:
    names = ("session_id", "started_at", "unit_id", "person_id", "currency")
    return Line(
        **{name: row[name] for name in names},
        energy_wh=row["energy_wh"],
        amount_minor=row["amount_minor"],
        kind=BilledKind(row["kind"]),
    )
