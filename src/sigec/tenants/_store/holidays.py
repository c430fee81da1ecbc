"""The table of what tenants say of single days."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Date, Select, String, Table, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.tenancy import visible
from sigec.db.types import Id
from sigec.kit.actor import Scope
from sigec.kit.ids import HolidayId, TenantId
from sigec.tenants.model import HolidayEdit

holidays = Table(
    "holidays",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("date", Date, nullable=False),
    Column("name", String(100)),
    Column("is_observed", Boolean, nullable=False),
)


def select_edits(scope: Scope) -> Select[Any]:
    """Begin every query of holidays here: a tenant sees its own, the platform all."""
    columns = (holidays.c.id, holidays.c.date, holidays.c.name, holidays.c.is_observed)
    return select(*columns).where(visible(holidays, scope))


async def fetch_edits(connection: AsyncConnection, statement: Select[Any]) -> Sequence[HolidayEdit]:
    """Return the rows of `select_edits`."""
    return [HolidayEdit(**row) for row in (await connection.execute(statement)).mappings()]


async def put_edit(connection: AsyncConnection, tenant_id: TenantId, edit: HolidayEdit) -> None:
    """Store what a tenant says of a day, in place of what it said before."""
    same_day = (holidays.c.tenant_id == tenant_id) & (holidays.c.date == edit.date)
    await connection.execute(delete(holidays).where(same_day))
    await connection.execute(
        insert(holidays).values(
            id=edit.id,
            tenant_id=tenant_id,
            date=edit.date,
            name=edit.name,
            is_observed=edit.is_observed,
        )
    )


async def remove_edit(connection: AsyncConnection, holiday_id: HolidayId) -> None:
    """Forget what a tenant said of a day."""
    await connection.execute(delete(holidays).where(holidays.c.id == holiday_id))
