"""The SQL of what stations prove themselves by, now and next."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.ids import StationId
from sigec.stations._store.tables import stations
from sigec.stations.model import DesireKind


async def set_next_password(
    connection: AsyncConnection, station_id: StationId, *, digest: bytes, sealed: bytes
) -> None:
    """Store what a station is to come with next, beside what it comes with now."""
    await _set(connection, station_id, next_password_digest=digest, next_password=sealed)


async def find_next_password(connection: AsyncConnection, station_id: StationId) -> bytes | None:
    """Return the sealed next password, ``None`` when there is none (any more)."""
    statement = select(stations.c.next_password).where(stations.c.id == station_id)
    found: bytes | None = (await connection.execute(statement)).scalar()
    return found


async def set_wanted_profile(
    connection: AsyncConnection, station_id: StationId, profile: int
) -> None:
    """Store by which profile a station is wanted to come."""
    await _set(connection, station_id, wanted_profile=profile)


async def drop_next(connection: AsyncConnection, station_id: StationId, kind: DesireKind) -> None:
    """Forget what was wanted next, so that what there is stays."""
    await _set(connection, station_id, **dict.fromkeys(_NEXT[kind]))


async def promote(connection: AsyncConnection, station_id: StationId, kind: DesireKind) -> None:
    """Make what was wanted next what is; a profile is never lowered."""
    values: dict[str, Any] = dict.fromkeys(_NEXT[kind])
    if kind is DesireKind.PASSWORD:
        statement = update(stations).where(stations.c.next_password_digest.is_not(None))
        values["password_digest"] = stations.c.next_password_digest
    else:
        statement = update(stations).where(stations.c.wanted_profile > stations.c.security_profile)
        values["security_profile"] = stations.c.wanted_profile
    await connection.execute(
        statement.where(stations.c.id == station_id).values(
            **values, version=stations.c.version + 1
        )
    )


async def _set(connection: AsyncConnection, station_id: StationId, **values: Any) -> None:
    await connection.execute(update(stations).where(stations.c.id == station_id).values(**values))


_NEXT = {
    DesireKind.PASSWORD: ("next_password_digest", "next_password"),
    DesireKind.SECURITY_PROFILE: ("wanted_profile",),
}
