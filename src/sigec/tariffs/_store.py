"""The tables of tariffs, and the one way to select from them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.tenancy import visible
from sigec.db.types import Id, Json, UnitPrice, UtcDateTime
from sigec.kit.actor import Scope
from sigec.kit.ids import TariffId, TariffVersionId, TenantId
from sigec.tariffs.model import PricedWindow, Tariff, TariffVersion, Tax

tariffs = Table(
    "tariffs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("site_id", Id),
    Column("station_group", String(100)),
    Column("person_group", String(100)),
    Column("name", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed_at", UtcDateTime),
)
tariff_versions = Table(
    "tariff_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("tariff_id", Id, nullable=False),
    Column("valid_from", UtcDateTime, nullable=False),
    Column("valid_to", UtcDateTime),
    Column("currency", String(3), nullable=False),
    Column("price_per_kwh", UnitPrice, nullable=False),
    Column("price_per_minute", UnitPrice, nullable=False),
    Column("price_per_session", UnitPrice, nullable=False),
    Column("price_per_reservation", UnitPrice, nullable=False),
    Column("price_per_idle_minute", UnitPrice, nullable=False),
    Column("idle_grace_minutes", Integer, nullable=False),
    Column("amount_min", UnitPrice),
    Column("amount_max", UnitPrice),
    Column("taxes", Json, nullable=False),
    Column("windows", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
_TARIFF = (
    "id",
    "tenant_id",
    "site_id",
    "station_group",
    "person_group",
    "name",
    "created_at",
    "removed_at",
    "version",
)
_EDITED = ("name", "site_id", "station_group", "person_group", "version")
_VERSION = (
    "id",
    "tariff_id",
    "valid_from",
    "valid_to",
    "currency",
    "price_per_kwh",
    "price_per_minute",
    "price_per_session",
    "price_per_reservation",
    "price_per_idle_minute",
    "idle_grace_minutes",
    "amount_min",
    "amount_max",
)
_LISTS: Mapping[str, Any] = {"windows": tuple[PricedWindow, ...], "taxes": tuple[Tax, ...]}


def select_tariffs(scope: Scope) -> Select[Any]:
    """Begin every query of tariffs here: a tenant sees its own, the platform all."""
    return _select_all(scope).where(tariffs.c.removed_at.is_(None))


async def add_tariff(connection: AsyncConnection, tariff: Tariff) -> None:
    """Store a new tariff, without its versions."""
    values = {name: getattr(tariff, name) for name in _TARIFF}
    await connection.execute(insert(tariffs).values(**values))


async def save_tariff(connection: AsyncConnection, tariff: Tariff, *, replacing: int) -> bool:
    """Store an edited tariff; ``False`` when ``replacing`` is not its stored version any more."""
    statement = (
        update(tariffs)
        .where(tariffs.c.id == tariff.id, tariffs.c.version == replacing)
        .values({name: getattr(tariff, name) for name in _EDITED})
    )
    return (await connection.execute(statement)).rowcount == 1


async def remove_tariff(connection: AsyncConnection, tariff_id: TariffId, *, at: datetime) -> None:
    """Take a tariff off the list; what it priced keeps its price."""
    await connection.execute(update(tariffs).where(tariffs.c.id == tariff_id).values(removed_at=at))


async def add_version(
    connection: AsyncConnection, tenant_id: TenantId, version: TariffVersion, *, at: datetime
) -> None:
    """Store a new version."""
    values = {name: getattr(version, name) for name in _VERSION}
    lists = {name: msgspec.to_builtins(tuple(getattr(version, name))) for name in _LISTS}
    await connection.execute(
        insert(tariff_versions).values(tenant_id=tenant_id, created_at=at, **values, **lists)
    )


async def end_version(
    connection: AsyncConnection, version_id: TariffVersionId, *, valid_to: datetime
) -> None:
    """Let a version end where the next one begins."""
    await connection.execute(
        update(tariff_versions).where(tariff_versions.c.id == version_id).values(valid_to=valid_to)
    )


async def with_versions(connection: AsyncConnection, found: Sequence[Tariff]) -> Sequence[Tariff]:
    """Complete tariffs with their versions, the oldest first."""
    statement = (
        _select_versions()
        .where(tariff_versions.c.tariff_id.in_([tariff.id for tariff in found]))
        .order_by(tariff_versions.c.valid_from, tariff_versions.c.id)
    )
    versions = [_version(row) for row in (await connection.execute(statement)).mappings()]
    return [
        replace(tariff, versions=tuple(one for one in versions if one.tariff_id == tariff.id))
        for tariff in found
    ]


async def load_tariffs(connection: AsyncConnection, tenant_id: TenantId) -> Sequence[Tariff]:
    """Return all tariffs of a tenant with their versions, the removed ones too."""
    statement = _select_all(Scope(tenant_id=tenant_id))
    found = [to_tariff(row) for row in (await connection.execute(statement)).mappings()]
    return await with_versions(connection, found)


def to_tariff(row: RowMapping) -> Tariff:
    """Read a row of `select_tariffs`, without its versions."""
    return Tariff(**{name: row[name] for name in _TARIFF}, versions=())


def _select_all(scope: Scope) -> Select[Any]:
    return select(*(tariffs.c[name] for name in _TARIFF)).where(visible(tariffs, scope))


def _select_versions() -> Select[Any]:
    return select(*(tariff_versions.c[name] for name in (*_VERSION, *_LISTS)))


def _version(row: RowMapping) -> TariffVersion:
    lists = {name: msgspec.convert(row[name], kind) for name, kind in _LISTS.items()}
    return TariffVersion(**{name: row[name] for name in _VERSION}, **lists)
