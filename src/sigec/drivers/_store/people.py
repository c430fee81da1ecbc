"""The tables of people and of where they live."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, assert_never

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    case,
    column,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.bulk import execute_rows
from sigec.db.tenancy import visible
from sigec.db.types import Id, UtcDateTime
from sigec.drivers.model import Completeness, Dweller, Missing, Person, Residence, ResidenceRole
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId, ResidenceId, TenantId, UnitId
from sigec.sites.model import Unit

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("name", String(200), nullable=False),
    Column("name_folded", String(400), nullable=False),
    Column("phone", String(20)),
    Column("email", String(254)),
    Column("cpf", String(11)),
    Column("price_group", String(100)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed_at", UtcDateTime),
)
residences = Table(
    "residences",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("unit_id", Id, nullable=False),
    Column("role", String(20), nullable=False),
    Column("from_date", Date, nullable=False),
    Column("to_date", Date),
)
DWELLERS_MAX = 500
"""More have never lived in one flat."""
_CARDS = table("id_tokens", column("person_id", Id), column("removed_at", UtcDateTime))
_VEHICLES = table("vehicles", column("person_id", Id))
"""Their own modules import this one; of them no more is needed here."""
_INSERT_PEOPLE = insert(people)
_INSERT_RESIDENCES = insert(residences)
_COLUMNS = (
    people.c.id,
    people.c.tenant_id,
    people.c.name,
    people.c.phone,
    people.c.email,
    people.c.cpf,
    people.c.price_group,
    people.c.created_at,
    people.c.version,
)


def select_people(scope: Scope) -> Select[Any]:
    """Begin every query of people here: a tenant sees its own, the platform all."""
    return select(*_COLUMNS).where(visible(people, scope), people.c.removed_at.is_(None))


def select_residences(scope: Scope) -> Select[Any]:
    """Begin every query of residences here: a tenant sees its own, the platform all."""
    return select(residences).where(visible(residences, scope))


def lives_somewhere(day: date, *, unit_ids: Sequence[UnitId] | None = None) -> ColumnElement[bool]:
    """Keep the people who have a residence on that day, in one of these units if any are given."""
    current = select(residences.c.person_id).where(
        residences.c.from_date <= day,
        or_(residences.c.to_date.is_(None), residences.c.to_date > day),
    )
    if unit_ids is not None:
        current = current.where(residences.c.unit_id.in_(unit_ids))
    return people.c.id.in_(current)


async def count_residents(connection: AsyncConnection, tenant_id: TenantId, *, day: date) -> int:
    """Count the people who live somewhere on that day, or will."""
    statement = select(func.count(residences.c.person_id.distinct())).where(
        residences.c.tenant_id == tenant_id,
        or_(residences.c.to_date.is_(None), residences.c.to_date > day),
    )
    return (await connection.execute(statement)).scalar_one()


def lacks(missing: Missing) -> ColumnElement[bool]:
    """Keep the people of whom something is not known."""
    match missing:
        case Missing.PHONE | Missing.EMAIL | Missing.CPF:
            return people.c[missing.value].is_(None)
        case Missing.CARD:
            return ~exists().where(
                _CARDS.c.person_id == people.c.id,
                _CARDS.c.removed_at.is_(None),
            )
        case Missing.VEHICLE:
            return ~exists().where(_VEHICLES.c.person_id == people.c.id)
        case _:
            assert_never(missing)


async def count_missing(connection: AsyncConnection, scope: Scope, *, day: date) -> Completeness:
    """Count the residents of a day, and those of whom each thing is not known."""
    figures = [
        func.coalesce(func.sum(case((lacks(missing), 1), else_=0)), 0) for missing in Missing
    ]
    statement = select(func.count(), *figures).where(
        visible(people, scope), people.c.removed_at.is_(None), lives_somewhere(day)
    )
    total, *counts = (await connection.execute(statement)).one()
    return Completeness(residents=total, missing=dict(zip(Missing, counts, strict=True)))


async def add_people(connection: AsyncConnection, new: Sequence[Person]) -> None:
    """Store new people, without their residences."""
    await execute_rows(connection, _INSERT_PEOPLE, [_values(person) for person in new])


async def save_person(connection: AsyncConnection, person: Person, *, replacing: int) -> bool:
    """Store an edited person; ``False`` when ``replacing`` is not the stored version any more."""
    statement = (
        update(people)
        .where(people.c.id == person.id, people.c.version == replacing)
        .values(**_values(person))
    )
    return (await connection.execute(statement)).rowcount == 1


async def remove_person(
    connection: AsyncConnection, person_id: PersonId, *, at: datetime, day: date
) -> None:
    """Hide a person; what they charged stays theirs. They live nowhere from ``day`` on."""
    await connection.execute(
        update(people).where(people.c.id == person_id).values(removed_at=at, cpf=None)
    )
    await connection.execute(
        update(residences)
        .where(
            residences.c.person_id == person_id,
            or_(residences.c.to_date.is_(None), residences.c.to_date > day),
        )
        .values(to_date=day)
    )


async def add_residences(connection: AsyncConnection, new: Sequence[Residence]) -> None:
    """Store new residences."""
    rows = [
        {
            "id": residence.id,
            "tenant_id": residence.tenant_id,
            "person_id": residence.person_id,
            "unit_id": residence.unit.id,
            "role": residence.role.value,
            "from_date": residence.from_date,
            "to_date": residence.to_date,
        }
        for residence in new
    ]
    await execute_rows(connection, _INSERT_RESIDENCES, rows)


async def save_residence(connection: AsyncConnection, residence: Residence) -> None:
    """Store an edited residence."""
    await connection.execute(
        update(residences)
        .where(residences.c.id == residence.id)
        .values(
            role=residence.role.value,
            from_date=residence.from_date,
            to_date=residence.to_date,
        )
    )


async def remove_residence(connection: AsyncConnection, residence_id: ResidenceId) -> None:
    """Delete a residence."""
    await connection.execute(delete(residences).where(residences.c.id == residence_id))


async def fetch_residences(
    connection: AsyncConnection, scope: Scope, person_ids: Iterable[PersonId]
) -> Sequence[RowMapping]:
    """Return where these people live and lived, the first residence first."""
    statement = (
        select_residences(scope)
        .where(residences.c.person_id.in_(list(person_ids)))
        .order_by(residences.c.from_date, residences.c.id)
    )
    rows: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
    return rows


async def fetch_dwellers(
    connection: AsyncConnection, scope: Scope, unit: Unit
) -> Sequence[Dweller]:
    """Return who lives and lived in a unit, the latest first."""
    statement = (
        select_residences(scope)
        .join(people, people.c.id == residences.c.person_id)
        .add_columns(people.c.name, people.c.removed_at)
        .where(residences.c.unit_id == unit.id)
        .order_by(residences.c.from_date.desc(), residences.c.id.desc())
        .limit(DWELLERS_MAX)
    )
    return [
        Dweller(
            residence=to_residence(row, {unit.id: unit}),
            name=row["name"],
            is_removed=row["removed_at"] is not None,
        )
        for row in (await connection.execute(statement)).mappings()
    ]


def to_person(row: RowMapping) -> Person:
    """Read a row of `select_people`; the residences are fetched apart."""
    return Person(**dict(row))


def to_residence(row: RowMapping, units: Mapping[UnitId, Unit]) -> Residence:
    """Read a row of `select_residences`."""
    return Residence(
        id=ResidenceId(row["id"]),
        tenant_id=row["tenant_id"],
        person_id=row["person_id"],
        unit=units[row["unit_id"]],
        role=ResidenceRole(row["role"]),
        from_date=row["from_date"],
        to_date=row["to_date"],
    )


def _values(person: Person) -> dict[str, Any]:
    values = asdict(person)
    del values["residences"]
    return values | {"name_folded": person.name_folded}
