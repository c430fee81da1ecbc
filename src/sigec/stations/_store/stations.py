"""The SQL of stations and connectors as people read and edit them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    false,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal, has_text
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import ConnectorId, SiteId, SourceId, StationId, TenantId
from sigec.stations._store import connectors as connector_store
from sigec.stations._store.tables import connectors, stations
from sigec.stations.model import (
    ConnectorCard,
    ConnectorStatus,
    Registration,
    Station,
    is_within_reach,
)

_HIDDEN = frozenset({"boot_accepted_at", "generation", "node", "removed_at", "next_password"})
_COLUMNS = tuple(column for column in stations.c if column.name not in _HIDDEN)
_CARD_COLUMNS = (
    *connector_store.COLUMNS,
    stations.c.name.label("station_name"),
    stations.c.site_id,
    stations.c.source_id,
    stations.c.is_connected,
    stations.c.last_seen_at,
)


def select_stations(scope: Scope) -> Select[Any]:
    """Begin every query of stations here: a tenant sees its own, the platform all."""
    return select(*_COLUMNS).where(visible(stations, scope), stations.c.removed_at.is_(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class StationFilter:
    """What a list is restricted to; ``search`` is a part of the name or the identity."""

    search: str | None = None
    ocpp_identity: str | None = None
    site_id: SiteId | None = None
    source_id: SourceId | None = None
    registration: Registration | None = None
    ocpp_version: str | None = None
    online: bool | None = None


EVERY_STATION = StationFilter()


def conditions(wanted: StationFilter, *, heard_since: datetime) -> list[ColumnElement[bool]]:
    """Return what keeps the stations that are wanted; online ones were heard since an instant."""
    equals = {
        stations.c.ocpp_identity: wanted.ocpp_identity,
        stations.c.site_id: wanted.site_id,
        stations.c.source_id: wanted.source_id,
        stations.c.registration: wanted.registration and wanted.registration.value,
        stations.c.protocol: wanted.ocpp_version,
    }
    found = equal(equals)
    if wanted.search is not None:
        columns = (stations.c.name, stations.c.ocpp_identity)
        found.append(or_(*(has_text(column, wanted.search) for column in columns)))
    if wanted.online is not None:
        is_heard = func.coalesce(stations.c.last_seen_at >= heard_since, false())
        is_online = and_(stations.c.is_connected, is_heard)
        found.append(is_online if wanted.online else not_(is_online))
    return found


async def count_connected(connection: AsyncConnection, scope: Scope) -> Mapping[str, int]:
    """Count the stations of the scope that have a socket, by protocol."""
    statement = (
        select(stations.c.protocol, func.count())
        .where(visible(stations, scope), stations.c.is_connected, stations.c.removed_at.is_(None))
        .group_by(stations.c.protocol)
    )
    return {version or "": count for version, count in await connection.execute(statement)}


async def count_accepted(connection: AsyncConnection, tenant_id: TenantId) -> int:
    """Count the stations that a tenant's plan counts: those in quarantine are not theirs yet."""
    statement = select(func.count()).where(
        stations.c.tenant_id == tenant_id,
        stations.c.registration == Registration.ACCEPTED.value,
        stations.c.removed_at.is_(None),
    )
    return (await connection.execute(statement)).scalar_one()


async def find_station(
    connection: AsyncConnection,
    scope: Scope,
    condition: ColumnElement[bool],
    read: Callable[[RowMapping], Station],
) -> Station | None:
    """Return the one station of the scope that the condition names."""
    statement = select_stations(scope).where(condition)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else read(row)


async def lock_station(connection: AsyncConnection, station_id: StationId) -> None:
    """Keep other transactions from changing a station until this one ends."""
    await connection.execute(
        select(stations.c.id).where(stations.c.id == station_id).with_for_update()
    )


def select_cards(scope: Scope) -> Select[Any]:
    """Begin every query of connectors with their stations here, in the order of the board."""
    return (
        select(*_CARD_COLUMNS)
        .join(stations, stations.c.id == connectors.c.station_id)
        .where(visible(connectors, scope), stations.c.removed_at.is_(None))
        .order_by(stations.c.name, stations.c.id, connectors.c.evse, connectors.c.number)
    )


async def add_station(connection: AsyncConnection, values: Mapping[str, Any]) -> None:
    """Store a new station, which was never connected."""
    await connection.execute(
        insert(stations).values(**values, is_connected=False, generation=0, version=1)
    )


async def save_station(
    connection: AsyncConnection,
    station_id: StationId,
    values: Mapping[str, Any],
    *,
    replacing: int,
) -> bool:
    """Store what people edited; ``False`` when ``replacing`` is not the stored version any more."""
    statement = (
        update(stations)
        .where(stations.c.id == station_id, stations.c.version == replacing)
        .values(**values, version=replacing + 1)
    )
    return (await connection.execute(statement)).rowcount == 1


async def remove_station(
    connection: AsyncConnection, station_id: StationId, *, at: datetime
) -> None:
    """Hide a station; its identity may be registered anew, what it measured stays."""
    await connection.execute(
        update(stations)
        .where(stations.c.id == station_id)
        .values(removed_at=at, is_connected=False, generation=stations.c.generation + 1)
    )


async def save_connector(
    connection: AsyncConnection, connector_id: ConnectorId, values: Mapping[str, Any]
) -> None:
    """Store what people know of a connector."""
    await connection.execute(
        update(connectors).where(connectors.c.id == connector_id).values(**values)
    )


def to_station(row: RowMapping, *, at: datetime, heartbeat_s: int) -> Station:
    """Read a row of `select_stations`; it is online or not at the instant ``at``."""
    values = dict(row)
    status = values["status"]
    return Station(
        **values
        | {
            "registration": Registration(values["registration"]),
            "status": status and ConnectorStatus(status),
            "has_password": values.pop("password_digest") is not None,
            "is_password_changing": values.pop("next_password_digest") is not None,
            "is_online": is_within_reach(
                is_connected=values["is_connected"],
                last_seen_at=values["last_seen_at"],
                at=at,
                heartbeat_s=heartbeat_s,
            ),
        }
    )


def to_card(row: RowMapping, *, at: datetime, heartbeat_s: int) -> ConnectorCard:
    """Read a row of `select_cards`; its station is online or not at the instant ``at``."""
    values = dict(row)
    is_connected = values.pop("is_connected")
    last_seen_at = values.pop("last_seen_at")
    return ConnectorCard(
        station_name=values.pop("station_name"),
        site_id=values.pop("site_id"),
        source_id=values.pop("source_id"),
        last_seen_at=last_seen_at,
        is_online=is_within_reach(
            is_connected=is_connected, last_seen_at=last_seen_at, at=at, heartbeat_s=heartbeat_s
        ),
        connector=connector_store.to_connector(values),
    )
