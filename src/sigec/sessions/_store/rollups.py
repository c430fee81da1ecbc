"""Sums of the sessions whose price is final, day by day of UTC: long lists are summed from them.

They stand by site, and once more for each station and each person alone (a *subject*).

They change in the transactions that make a price final and that take it back, and are exact.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Insert, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.bulk import execute_rows
from sigec.db.many import among
from sigec.db.upserts import insert_into
from sigec.kit.ids import SessionId, SiteId
from sigec.sessions._store.tables import charges, rollups, sessions, subject_rollups
from sigec.sessions.model import Rating

DAY = timedelta(days=1)
NOWHERE = SiteId(UUID(int=0))
"""Stands for the site of sessions at stations that stand on none; a key has no nulls."""
UNPRICED = ""
"""Stands for the currency of sessions that no tariff prices."""
Key = TypeVar("Key", bound=NamedTuple)
_SUMMED = ("sessions", "energy_wh", "amount_minor")


class _AtSite(NamedTuple):
    """What a row of the rollups tells apart."""

    tenant_id: UUID
    day_at: datetime
    site_id: UUID
    identity: str
    source: str
    currency: str


class _OfSubject(NamedTuple):
    """What a row of a subject's rollups tells apart."""

    tenant_id: UUID
    subject_id: UUID
    day_at: datetime
    currency: str


async def count(connection: AsyncConnection, session_ids: Collection[SessionId]) -> None:
    """Add sessions whose price has just become final."""
    await _change(connection, session_ids, sign=1)


async def take_back(connection: AsyncConnection, session_ids: Collection[SessionId]) -> None:
    """Subtract those of these sessions whose price is final, before anything of them changes.

    The transaction holds their rows locked: nobody makes a price final meanwhile.
    """
    await _change(connection, session_ids, sign=-1)


def day_of(at: datetime) -> datetime:
    """Return when the day of UTC began that an instant is in."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


async def _change(
    connection: AsyncConnection, session_ids: Collection[SessionId], *, sign: int
) -> None:
    if not session_ids:
        return
    dialect = connection.dialect.name
    statement = (
        select(
            sessions.c.tenant_id,
            sessions.c.started_at,
            sessions.c.site_id,
            sessions.c.station_id,
            sessions.c.person_id,
            sessions.c.identity,
            sessions.c.source,
            sessions.c.energy_wh,
            charges.c.currency,
            charges.c.amount_minor,
        )
        .join(charges, charges.c.session_id == sessions.c.id, isouter=True)
        .where(among(sessions.c.id, session_ids, dialect), sessions.c.rating == Rating.FINAL.value)
    )
    found = (await connection.execute(statement)).all()
    for table, keys_of in ((rollups, _at_site), (subject_rollups, _of_subjects)):
        sums = summed(found, keys_of)
        # In the order of their keys, so that two writers never wait for each other in a circle.
        rows = [
            {**key._asdict(), **{name: sign * sums[key][name] for name in _SUMMED}}
            for key in sorted(sums)
        ]
        await execute_rows(connection, _upsert(table, dialect), rows)


def summed(
    rows: Iterable[Any], keys_of: Callable[[Any], Iterable[Key]]
) -> dict[Key, dict[str, int]]:
    """Return what rows of sessions with their charges add to which sums."""
    sums: dict[Key, dict[str, int]] = {}
    for row in rows:
        for key in keys_of(row):
            found = sums.setdefault(key, dict.fromkeys(_SUMMED, 0))
            found["sessions"] += 1
            found["energy_wh"] += row.energy_wh or 0
            found["amount_minor"] += row.amount_minor or 0
    return sums


def _at_site(row: Any) -> Iterator[_AtSite]:
    yield _AtSite(
        tenant_id=row.tenant_id,
        day_at=day_of(row.started_at),
        site_id=row.site_id or NOWHERE,
        identity=row.identity,
        source=row.source,
        currency=row.currency or UNPRICED,
    )


def _of_subjects(row: Any) -> Iterator[_OfSubject]:
    for subject_id in filter(None, (row.station_id, row.person_id)):
        yield _OfSubject(
            tenant_id=row.tenant_id,
            subject_id=subject_id,
            day_at=day_of(row.started_at),
            currency=row.currency or UNPRICED,
        )


@cache
def _upsert(table: Table, dialect: str) -> Insert:
    upsert = insert_into(table, dialect)
    return upsert.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: table.c[name] + upsert.excluded[name] for name in _SUMMED},
    )
