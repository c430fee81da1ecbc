"""The table of visits."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, RowMapping, Select, Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.tenancy import visible
from sigec.db.types import Id, UtcDateTime
from sigec.drivers._store.people import people
from sigec.drivers.model import Visit
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId, UnitId, VisitId
from sigec.sites.model import Unit

visits = Table(
    "visits",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("unit_id", Id, nullable=False),
    Column("valid_from", UtcDateTime, nullable=False),
    Column("valid_to", UtcDateTime, nullable=False),
)


def select_visits(scope: Scope) -> Select[Any]:
    """Begin every query of visits here: a tenant sees its own, the platform all."""
    return (
        select(visits, people.c.name.label("person_name"))
        .join(people, people.c.id == visits.c.person_id)
        .where(visible(visits, scope), people.c.removed_at.is_(None))
    )


async def find_visit(
    connection: AsyncConnection, scope: Scope, visit_id: VisitId
) -> RowMapping | None:
    """Return one visit of the scope."""
    statement = select_visits(scope).where(visits.c.id == visit_id)
    row: RowMapping | None = (await connection.execute(statement)).mappings().first()
    return row


async def add_visit(connection: AsyncConnection, visit: Visit) -> None:
    """Store a new visit."""
    await connection.execute(insert(visits).values(_values(visit)))


async def save_visit(connection: AsyncConnection, visit: Visit) -> None:
    """Store an edited visit."""
    statement = update(visits).where(visits.c.id == visit.id)
    await connection.execute(statement.values(_values(visit)))


async def fetch_visits_of(
    connection: AsyncConnection, scope: Scope, person_id: PersonId
) -> Sequence[RowMapping]:
    """Return the visits of a guest."""
    statement = select_visits(scope).where(visits.c.person_id == person_id)
    rows: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
    return rows


async def remove_visit(connection: AsyncConnection, visit_id: VisitId) -> None:
    """Delete a visit."""
    await connection.execute(delete(visits).where(visits.c.id == visit_id))


async def remove_visits_of(connection: AsyncConnection, person_id: PersonId) -> None:
    """Delete the visits of a guest."""
    await connection.execute(delete(visits).where(visits.c.person_id == person_id))


def to_visit(row: Mapping[Any, Any], units: Mapping[UnitId, Unit]) -> Visit:
    """Read a row of `select_visits`."""
    values = dict(row)
    return Visit(unit=units[values.pop("unit_id")], **values)


def _values(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "tenant_id": visit.tenant_id,
        "person_id": visit.person_id,
        "unit_id": visit.unit.id,
        "valid_from": visit.valid_from,
        "valid_to": visit.valid_to,
    }
