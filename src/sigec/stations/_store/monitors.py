"""The SQL of monitors: what stations watch, and what each monitor last told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.stations._store.tables import monitors
from sigec.stations.model import KnownMonitor, Monitor, MonitorAlarm, MonitorNews, VariableName

MONITORS_MAX = 1_000
"""Of one station; what it reports beyond is only journaled."""
_NAME = ("component", "component_instance", "evse", "connector", "variable", "instance")


def select_monitors(scope: Scope) -> Select[Any]:
    """Begin every query of monitors here."""
    return select(*monitors.c).where(visible(monitors, scope))


async def save(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    news: MonitorNews,
    *,
    at: datetime,
) -> None:
    """Store what a station says of its monitors."""
    mine = monitors.c.station_id == station_id
    if news.forgets_others:
        await connection.execute(delete(monitors).where(mine))
    if news.gone:
        await connection.execute(delete(monitors).where(mine, monitors.c.number.in_(news.gone)))
    await _note_alarms(connection, station_id, news.alarms)
    there = {each.number: each for each in news.there if each.number is not None}
    if not there:
        return
    count = (await connection.execute(select(func.count()).where(mine))).scalar_one()
    if count + len(there) > MONITORS_MAX:
        return
    statement = insert_into(monitors, connection.dialect.name)
    changing = (*_NAME, "kind", "value", "severity", "only_charging", "reported_at")
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["station_id", "number"],
            set_={name: statement.excluded[name] for name in changing},
        ),
        [_values(each, station_id, tenant_id, at) for each in there.values()],
    )


async def _note_alarms(
    connection: AsyncConnection, station_id: StationId, alarms: Sequence[MonitorAlarm]
) -> None:
    """Keep what each monitor last told; of one that is not known nothing is kept."""
    for alarm in alarms:
        await connection.execute(
            update(monitors)
            .where(monitors.c.station_id == station_id, monitors.c.number == alarm.number)
            .values(alarm_value=alarm.value, alarm_at=alarm.at, alarm_is_over=alarm.is_over)
        )


def to_monitor(row: RowMapping) -> KnownMonitor:
    """Read a row of `select_monitors`."""
    alarm = None
    if row["alarm_at"] is not None:
        alarm = MonitorAlarm(
            number=row["number"],
            value=row["alarm_value"],
            at=row["alarm_at"],
            is_over=row["alarm_is_over"],
        )
    return KnownMonitor(
        monitor=Monitor(
            name=VariableName(**{name: row[name] for name in _NAME}),
            kind=row["kind"],
            value=row["value"],
            severity=row["severity"],
            only_charging=row["only_charging"],
            number=row["number"],
        ),
        reported_at=row["reported_at"],
        alarm=alarm,
    )


def _values(
    monitor: Monitor, station_id: StationId, tenant_id: TenantId, at: datetime
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "tenant_id": tenant_id,
        "station_id": station_id,
        "number": monitor.number,
        **{name: getattr(monitor.name, name) for name in _NAME},
        "kind": monitor.kind,
        "value": monitor.value,
        "severity": monitor.severity,
        "only_charging": monitor.only_charging,
        "reported_at": at,
    }
