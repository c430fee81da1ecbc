"""Who was at home in a unit, and when; for the slices above, inside their transaction."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.drivers._store import people as store
from sigec.drivers.model import Stay
from sigec.kit.actor import Scope
from sigec.kit.ids import UnitId
from sigec.kit.periods import Period
from sigec.sites.service import require_site, require_unit


async def find_stays(connection: AsyncConnection, scope: Scope, unit_id: UnitId) -> Sequence[Stay]:
    """Return who lives and lived in a unit, from midnight to midnight of its site.

    :raises UnitNotFound: when the scope has no such unit.
    """
    unit = await require_unit(connection, scope, unit_id)
    zone = ZoneInfo((await require_site(connection, scope, unit.site_id)).timezone)
    statement = store.select_residences(scope).where(store.residences.c.unit_id == unit_id)
    return [
        Stay(
            person_id=row["person_id"],
            period=Period(
                from_at=_midnight(row["from_date"], zone),
                to_at=row["to_date"] and _midnight(row["to_date"], zone),
            ),
        )
        for row in (await connection.execute(statement)).mappings()
    ]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
