"""The SQL of an account's chargers and of the tags it taught us."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, RowMapping, Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import SourceChargerId, SourceId, StationId, TenantId, new_id
from sigec.sources._store.tables import chargers, tags
from sigec.sources.model import (
    Charger,
    ChargerConnector,
    ChargerReport,
    LearnedTag,
    TagOrigin,
)


def select_chargers(scope: Scope, source_id: SourceId) -> Select[Any]:
    """Begin every query of a source's chargers here."""
    here = (visible(chargers, scope), chargers.c.source_id == source_id)
    return select(chargers).where(*here)


async def load_chargers(connection: AsyncConnection, source_id: SourceId) -> Sequence[Charger]:
    """Return all chargers of a source; platform scope."""
    statement = select(chargers).where(chargers.c.source_id == source_id)
    return [to_charger(row) for row in (await connection.execute(statement)).mappings()]


async def find_charger(
    connection: AsyncConnection, scope: Scope, source_id: SourceId, condition: ColumnElement[bool]
) -> Charger | None:
    """Return the one charger that the condition names."""
    statement = select_chargers(scope, source_id).where(condition)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_charger(row)


async def find_by_station(connection: AsyncConnection, station_id: StationId) -> Charger | None:
    """Return the charger that a station of ours is; platform scope."""
    statement = select(chargers).where(chargers.c.station_id == station_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_charger(row)


async def list_reported(
    connection: AsyncConnection,
    source_id: SourceId,
    tenant_id: TenantId,
    reports: Iterable[ChargerReport],
    *,
    at: datetime,
) -> None:
    """Store what the cloud says of its chargers; which of them belong here is not its business."""
    for report in reports:
        told = {
            **asdict(report),
            "connectors": msgspec.to_builtins(report.connectors),
            "listed_at": at,
        }
        statement = insert_into(chargers, connection.dialect.name).values(
            id=new_id(), source_id=source_id, tenant_id=tenant_id, **told
        )
        keys = [chargers.c.source_id, chargers.c.external_id]
        await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=told))


async def set_station(
    connection: AsyncConnection, charger_id: SourceChargerId, station_id: StationId | None
) -> None:
    """Say which station of ours a charger is."""
    await connection.execute(
        update(chargers).where(chargers.c.id == charger_id).values(station_id=station_id)
    )


async def free_stations(connection: AsyncConnection, station_id: StationId) -> None:
    """Note that a station is no charger's any more."""
    await connection.execute(
        update(chargers).where(chargers.c.station_id == station_id).values(station_id=None)
    )


def to_charger(row: RowMapping) -> Charger:
    """Read a row of `select_chargers`."""
    values = dict(row)
    connectors = msgspec.convert(values.pop("connectors"), tuple[ChargerConnector, ...])
    return Charger(**values, connectors=connectors)


def select_tags(scope: Scope, source_id: SourceId) -> Select[Any]:
    """Begin every query of a source's tags here, in the order of their keys."""
    here = (visible(tags, scope), tags.c.source_id == source_id)
    return select(tags).where(*here).order_by(tags.c.external_key)


async def load_tags(connection: AsyncConnection, source_id: SourceId) -> Sequence[LearnedTag]:
    """Return all tags that are known of a source; platform scope."""
    statement = select(tags).where(tags.c.source_id == source_id)
    return [to_tag(row) for row in (await connection.execute(statement)).mappings()]


async def put_tags(
    connection: AsyncConnection, tenant_id: TenantId, learned: Iterable[LearnedTag]
) -> None:
    """Store what a key stands for; a person's own word is not unlearned."""
    for tag in learned:
        told = {
            "id_token": tag.id_token,
            "kind": tag.kind,
            "origin": tag.origin.value,
            "at": tag.at,
        }
        keys = {"source_id": tag.source_id, "external_key": tag.external_key}
        statement = insert_into(tags, connection.dialect.name).values(
            tenant_id=tenant_id, **keys, **told
        )
        may_replace = None
        if tag.origin is TagOrigin.LEARNED:
            may_replace = tags.c.origin == TagOrigin.LEARNED.value
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=[tags.c.source_id, tags.c.external_key],
                set_=told,
                where=may_replace,
            )
        )


async def remove_tag(
    connection: AsyncConnection, scope: Scope, source_id: SourceId, external_key: str
) -> bool:
    """Forget what a key stands for; ``False`` when nothing was known of it."""
    statement = delete(tags).where(
        visible(tags, scope), tags.c.source_id == source_id, tags.c.external_key == external_key
    )
    return (await connection.execute(statement)).rowcount == 1


def to_tag(row: RowMapping) -> LearnedTag:
    """Read a row of `select_tags`."""
    return LearnedTag(
        source_id=SourceId(row["source_id"]),
        external_key=row["external_key"],
        id_token=row["id_token"],
        kind=row["kind"],
        origin=TagOrigin(row["origin"]),
        at=row["at"],
    )
