"""Closed months, their statements and lines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, RowMapping, Select, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.billing._store.lines import SESSIONS_AT_ONCE, line_row
from sigec.billing._store.tables import lines, months, statements
from sigec.billing.model import (
    Line,
    Month,
    MonthClose,
    Payment,
    PaymentMethod,
    Statement,
)
from sigec.db.bulk import execute_rows
from sigec.db.listing import equal
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import SiteId, StatementId, StatementMonthId, UnitId, UserId
from sigec.kit.money import Money

_INSERT_STATEMENTS = insert(statements)
_INSERT_LINES = insert(lines)
_PLAIN = (
    "id",
    "tenant_id",
    "month_id",
    "site_id",
    "due_date",
    "unit_id",
    "unit_label",
    "sessions",
    "energy_wh",
    "marked_by",
    "marked_at",
)
IS_OWED = (
    statements.c.paid_date.is_(None)
    & statements.c.unit_id.is_not(None)
    & (statements.c.amount_minor > 0)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements to read; each part narrows."""

    site_id: SiteId | None = None
    unit_id: UnitId | None = None
    month: Month | None = None
    is_owed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSums:
    """The sums of a closed month of one currency; units that owe nothing are not counted."""

    currency: str
    sessions: int
    energy_wh: int
    amount_minor: int
    units: int
    units_paid: int
    paid_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpaid:
    """How many units have not paid a month, and how much that is."""

    month: MonthClose
    units: int
    currency: str
    amount_minor: int


async def add_month(
    connection: AsyncConnection,
    month: MonthClose,
    made: Sequence[Statement],
    billed: Mapping[StatementId, Sequence[Line]],
) -> None:
    """Store a month that is closed."""
    await connection.execute(
        insert(months).values(
            id=month.id,
            tenant_id=month.tenant_id,
            site_id=month.site_id,
            month=str(month.month),
            from_at=month.from_at,
            to_at=month.to_at,
            due_date=month.due_date,
            closed_at=month.closed_at,
            closed_by=month.closed_by,
        )
    )
    await execute_rows(connection, _INSERT_STATEMENTS, [_statement_row(each) for each in made])
    rows = [
        line_row(month, statement_id, line)
        for statement_id, theirs in billed.items()
        for line in theirs
    ]
    for begin in range(0, len(rows), SESSIONS_AT_ONCE):
        await execute_rows(connection, _INSERT_LINES, rows[begin : begin + SESSIONS_AT_ONCE])


def select_months(scope: Scope, *, site_id: SiteId | None = None) -> Select[Any]:
    """Begin every query of months here."""
    return select(months).where(visible(months, scope), *equal({months.c.site_id: site_id}))


async def find_month(
    connection: AsyncConnection, scope: Scope, site_id: SiteId, month: Month
) -> MonthClose | None:
    """Return the closed month of a site, if it is."""
    statement = select_months(scope, site_id=site_id).where(months.c.month == str(month))
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_month(row)


async def find_ends(
    connection: AsyncConnection, scope: Scope, site_id: SiteId
) -> tuple[MonthClose, MonthClose] | None:
    """Return the first and the last month that a site closed."""
    statement = select_months(scope, site_id=site_id)
    ends = []
    for order in (months.c.from_at, months.c.from_at.desc()):
        row = (await connection.execute(statement.order_by(order).limit(1))).mappings().first()
        if row is None:
            return None
        ends.append(to_month(row))
    return ends[0], ends[1]


async def sum_months(
    connection: AsyncConnection, scope: Scope, month_ids: Collection[StatementMonthId]
) -> Mapping[StatementMonthId, Sequence[MonthSums]]:
    """Return the sums of months, for each of their currencies."""
    owes = statements.c.unit_id.is_not(None) & (statements.c.amount_minor > 0)
    is_paid = statements.c.paid_date.is_not(None)
    one = case((owes, 1), else_=0)
    statement = (
        select(
            statements.c.month_id,
            statements.c.currency,
            func.sum(statements.c.sessions),
            func.sum(statements.c.energy_wh),
            func.sum(statements.c.amount_minor),
            func.sum(one),
            func.sum(case((owes & is_paid, 1), else_=0)),
            func.sum(case((owes & is_paid, statements.c.amount_minor), else_=0)),
        )
        .where(visible(statements, scope), statements.c.month_id.in_(month_ids))
        .group_by(statements.c.month_id, statements.c.currency)
        .order_by(statements.c.currency)
    )
    sums: dict[StatementMonthId, list[MonthSums]] = {}
    for month_id, currency, *numbers in await connection.execute(statement):
        sessions, energy_wh, amount, units, paid, paid_minor = map(int, numbers)
        sums.setdefault(StatementMonthId(month_id), []).append(
            MonthSums(
                currency=currency,
                sessions=sessions,
                energy_wh=energy_wh,
                amount_minor=amount,
                units=units,
                units_paid=paid,
                paid_minor=paid_minor,
            )
        )
    return sums


async def find_unpaid(
    connection: AsyncConnection, scope: Scope, *, due_before: date, site_id: SiteId | None
) -> Sequence[Unpaid]:
    """Return the months that units have not paid by their due date, the oldest first."""
    statement = (
        select(
            *months.c,
            func.count().cast(Integer).label("units"),
            statements.c.currency,
            func.sum(statements.c.amount_minor).label("owed_minor"),
        )
        .select_from(statements)
        .join(months, months.c.id == statements.c.month_id)
        .where(
            visible(statements, scope),
            IS_OWED,
            months.c.due_date < due_before,
            *equal({months.c.site_id: site_id}),
        )
        .group_by(*months.c, statements.c.currency)
        .order_by(months.c.due_date, months.c.id)
    )
    return [
        Unpaid(
            month=to_month(row),
            units=row["units"],
            currency=row["currency"],
            amount_minor=int(row["owed_minor"]),
        )
        for row in (await connection.execute(statement)).mappings()
    ]


def select_statements(scope: Scope, wanted: StatementFilter) -> Select[Any]:
    """Begin every query of statements here."""
    equals = {
        months.c.site_id: wanted.site_id,
        months.c.month: wanted.month and str(wanted.month),
        statements.c.unit_id: wanted.unit_id,
    }
    selected = (
        select(*statements.c, months.c.site_id, months.c.month, months.c.due_date)
        .select_from(statements)
        .join(months, months.c.id == statements.c.month_id)
        .where(visible(statements, scope), *equal(equals))
    )
    if wanted.is_owed is None:
        return selected
    return selected.where(IS_OWED if wanted.is_owed else ~IS_OWED)


async def find_statement(
    connection: AsyncConnection, scope: Scope, statement_id: StatementId, *, locked: bool = False
) -> Statement | None:
    """Return a statement that the scope may see."""
    selected = select_statements(scope, StatementFilter()).where(statements.c.id == statement_id)
    if locked:
        selected = selected.with_for_update(of=statements)
    row = (await connection.execute(selected)).mappings().first()
    return None if row is None else to_statement(row)


async def find_of_month(
    connection: AsyncConnection, scope: Scope, month_id: StatementMonthId
) -> Sequence[Statement]:
    """Return the statements of a month, by their units' labels."""
    selected = (
        select_statements(scope, StatementFilter())
        .where(statements.c.month_id == month_id)
        .order_by(statements.c.unit_label.nulls_last(), statements.c.id)
    )
    return [to_statement(row) for row in (await connection.execute(selected)).mappings()]


async def save_payment(
    connection: AsyncConnection,
    statement_id: StatementId,
    payment: Payment | None,
    *,
    by: UserId | None,
    at: datetime,
) -> None:
    """Store that a statement is paid, or is not."""
    await connection.execute(
        update(statements)
        .where(statements.c.id == statement_id)
        .values(
            paid_date=payment and payment.paid_date,
            paid_method=payment and payment.method.value,
            paid_note=payment and payment.note,
            marked_by=by,
            marked_at=at,
        )
    )


async def find_of_units(
    connection: AsyncConnection, scope: Scope, unit_ids: Collection[UnitId], *, limit: int
) -> Sequence[tuple[Statement, MonthClose]]:
    """Return the latest statements of units, each with its month."""
    selected = (
        select_statements(scope, StatementFilter())
        .where(statements.c.unit_id.in_(unit_ids))
        .order_by(months.c.from_at.desc(), statements.c.id.desc())
        .limit(limit)
    )
    found = [to_statement(row) for row in (await connection.execute(selected)).mappings()]
    selected = select_months(scope).where(months.c.id.in_({each.month_id for each in found}))
    rows = (await connection.execute(selected)).mappings()
    of_id = {month.id: month for month in map(to_month, rows)}
    return [(each, of_id[each.month_id]) for each in found]


def to_month(row: RowMapping) -> MonthClose:
    """Read a row of `select_months`."""
    values = {column.name: row[column.name] for column in months.c}
    return MonthClose(**values | {"month": Month.parse(row["month"])})


def to_statement(row: RowMapping) -> Statement:
    """Read a row of `select_statements`."""
    payment = row["paid_date"] and Payment(
        paid_date=row["paid_date"], method=PaymentMethod(row["paid_method"]), note=row["paid_note"]
    )
    return Statement(
        **{name: row[name] for name in _PLAIN},
        month=Month.parse(row["month"]),
        amount=Money.from_minor(row["amount_minor"], row["currency"]),
        payment=payment,
    )


def _statement_row(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "tenant_id": statement.tenant_id,
        "month_id": statement.month_id,
        "unit_id": statement.unit_id,
        "unit_label": statement.unit_label,
        "currency": statement.amount.currency,
        "sessions": statement.sessions,
        "energy_wh": statement.energy_wh,
        "amount_minor": statement.amount.minor,
    }
