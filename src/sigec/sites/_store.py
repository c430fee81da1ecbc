"""The tables of sites and their units."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.bulk import execute_rows
from sigec.db.tenancy import visible
from sigec.db.types import Id, UtcDateTime
from sigec.kit.actor import Scope
from sigec.kit.ids import SiteId, UnitId
from sigec.sites.model import Address, Site, Unit

sites = Table(
    "sites",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("name", String(200), nullable=False),
    Column("street", String(200)),
    Column("district", String(100)),
    Column("city", String(100)),
    Column("state", String(50)),
    Column("postal_code", String(20)),
    Column("country", String(2), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
)
units = Table(
    "units",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("site_id", Id, nullable=False),
    Column("tower", String(50), nullable=False),
    Column("number", String(50), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
)


_INSERT_UNITS = insert(units)
_ADDRESS = tuple(field.name for field in fields(Address))


def select_sites(scope: Scope) -> Select[Any]:
    """Begin every query of sites here: a tenant sees its own, the platform all."""
    return _within(scope, sites)


def select_units(scope: Scope) -> Select[Any]:
    """Begin every query of units here: a tenant sees its own, the platform all."""
    return _within(scope, units)


async def add_site(connection: AsyncConnection, site: Site) -> None:
    """Store a new site."""
    await connection.execute(insert(sites).values(**_site_values(site)))


async def save_site(connection: AsyncConnection, site: Site, *, replacing: int) -> bool:
    """Store an edited site; ``False`` when ``replacing`` is not its stored version any more."""
    return await _save(connection, sites, _site_values(site), replacing=replacing)


async def remove_site(connection: AsyncConnection, site_id: SiteId) -> None:
    """Delete a site."""
    await connection.execute(delete(sites).where(sites.c.id == site_id))


async def add_units(connection: AsyncConnection, new: Sequence[Unit]) -> None:
    """Store new units."""
    await execute_rows(connection, _INSERT_UNITS, [_unit_values(unit) for unit in new])


async def save_unit(connection: AsyncConnection, unit: Unit, *, replacing: int) -> bool:
    """Store an edited unit; ``False`` when ``replacing`` is not its stored version any more."""
    return await _save(connection, units, _unit_values(unit), replacing=replacing)


async def remove_unit(connection: AsyncConnection, unit_id: UnitId) -> None:
    """Delete a unit."""
    await connection.execute(delete(units).where(units.c.id == unit_id))


def _within(scope: Scope, table: Table) -> Select[Any]:
    return select(table).where(visible(table, scope))


async def _save(
    connection: AsyncConnection, table: Table, values: Mapping[str, Any], *, replacing: int
) -> bool:
    statement = (
        update(table)
        .where(table.c.id == values["id"], table.c.version == replacing)
        .values(**values)
    )
    return (await connection.execute(statement)).rowcount == 1


def to_site(row: RowMapping) -> Site:
    """Read a row of `select_sites`."""
    values = dict(row)
    address = Address(**{name: values.pop(name) for name in _ADDRESS})
    return Site(**values, address=address)


def _site_values(site: Site) -> dict[str, Any]:
    values = asdict(site)
    address: dict[str, Any] = values.pop("address")
    return values | address


def to_unit(row: RowMapping) -> Unit:
    """Read a row of `select_units`."""
    return Unit(**{**dict(row), "tower": row["tower"] or None})


def _unit_values(unit: Unit) -> dict[str, Any]:
    # An empty text and not NULL: two NULLs would count as different towers.
    return asdict(unit) | {"tower": unit.tower or ""}
