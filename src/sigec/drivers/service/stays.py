"""Who was at home in a unit, and when; for the slices above, inside their transaction."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.many import among
from sigec.drivers._store import people as store
from sigec.drivers.model import Stay
from sigec.kit.actor import Scope
from sigec.kit.ids import UnitId
from sigec.kit.periods import Period
from sigec.sites.model import Site
from sigec.sites.service import find_units, require_site, require_unit


async def find_stays(connection: AsyncConnection, scope: Scope, unit_id: UnitId) -> Sequence[Stay]:
    """Return who lives and lived in a unit, from midnight to midnight of its site.

    :raises UnitNotFound: when the scope has no such unit.
    """
    unit = await require_unit(connection, scope, unit_id)
    site = await require_site(connection, scope, unit.site_id)
    statement = store.select_residences(scope).where(store.residences.c.unit_id == unit_id)
    return await _fetch(connection, statement, ZoneInfo(site.timezone))


async def find_site_stays(connection: AsyncConnection, scope: Scope, site: Site) -> Sequence[Stay]:
    """Return who lives and lived in the units of a site, in the order in which they moved in."""
    unit_ids = await find_units(connection, scope, site_id=site.id)
    of_site = among(store.residences.c.unit_id, list(unit_ids), connection.dialect.name)
    statement = (
        store.select_residences(scope)
        .where(of_site)
        .order_by(store.residences.c.from_date, store.residences.c.id)
    )
    return await _fetch(connection, statement, ZoneInfo(site.timezone))


async def _fetch(
    connection: AsyncConnection, statement: Select[Any], zone: ZoneInfo
) -> Sequence[Stay]:
    return [
        Stay(
            person_id=row["person_id"],
            unit_id=row["unit_id"],
            period=Period(
                from_at=_midnight(row["from_date"], zone),
                to_at=row["to_date"] and _midnight(row["to_date"], zone),
            ),
        )
        for row in (await connection.execute(statement)).mappings()
    ]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
