"""The SQL of deviations: counted per station, kind and action; summed per firmware."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import StationId, TenantId
from sigec.stations._store.tables import deviations, stations
from sigec.stations.model import Deviation, ModelDeviation, SeenDeviation

ROWS_MAX = 500
"""There are fewer kinds of deviations in fewer actions, and no house has so many firmwares."""


async def add(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    counted: Mapping[tuple[Deviation, str], int],
    *,
    at: datetime,
) -> None:
    """Add what was counted since the last time."""
    statement = insert_into(deviations, connection.dialect.name)
    new = statement.excluded
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["station_id", "kind", "action"],
            set_={"times": deviations.c.times + new.times, "last_at": new.last_at},
        ),
        [
            {
                "station_id": station_id,
                "kind": kind.value,
                "action": action,
                "tenant_id": tenant_id,
                "times": times,
                "first_at": at,
                "last_at": at,
            }
            for (kind, action), times in counted.items()
        ],
    )


async def load_of_station(
    connection: AsyncConnection, station_id: StationId
) -> Sequence[SeenDeviation]:
    """Return how a station left the schemas, the most frequent first."""
    statement = (
        select(deviations)
        .where(deviations.c.station_id == station_id)
        .order_by(deviations.c.times.desc(), deviations.c.kind, deviations.c.action)
        .limit(ROWS_MAX)
    )
    return [
        SeenDeviation(
            kind=Deviation(row["kind"]),
            action=row["action"],
            times=row["times"],
            first_at=row["first_at"],
            last_at=row["last_at"],
        )
        for row in (await connection.execute(statement)).mappings()
    ]


async def load_of_models(connection: AsyncConnection, scope: Scope) -> Sequence[ModelDeviation]:
    """Return how each firmware leaves the schemas, the most frequent first."""
    which = (stations.c.vendor, stations.c.model, stations.c.firmware_version)
    times = func.sum(deviations.c.times)
    statement = (
        select(
            *which,
            deviations.c.kind,
            times.label("times"),
            func.count(deviations.c.station_id.distinct()).label("stations"),
            func.max(deviations.c.last_at).label("last_at"),
        )
        .join(stations, stations.c.id == deviations.c.station_id)
        .where(visible(deviations, scope), stations.c.removed_at.is_(None))
        .group_by(*which, deviations.c.kind)
        .order_by(times.desc(), *which, deviations.c.kind)
        .limit(ROWS_MAX)
    )
    rows = (await connection.execute(statement)).mappings()
    return [_of_model(row) for row in rows]


def _of_model(row: Mapping[Any, Any]) -> ModelDeviation:
    counted = {"kind": Deviation(row["kind"]), "times": int(row["times"])}
    return ModelDeviation(**{**row, **counted})
