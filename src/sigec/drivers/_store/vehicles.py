"""The table of vehicles."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, Integer, RowMapping, Select, String, Table, delete, insert, select
from sqlalchemy import update as update_rows
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import metadata
from sigec.db.tenancy import visible
from sigec.db.types import Id, UtcDateTime
from sigec.drivers.model import PlugType, Vehicle
from sigec.kit.actor import Scope
from sigec.kit.ids import PersonId, VehicleId

vehicles = Table(
    "vehicles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("tenant_id", Id, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("plate", String(7)),
    Column("model", String(100)),
    Column("battery_wh", Integer),
    Column("connector", String(20)),
    Column("created_at", UtcDateTime, nullable=False),
)


def select_vehicles(scope: Scope) -> Select[Any]:
    """Begin every query of vehicles here: a tenant sees its own, the platform all."""
    return select(vehicles).where(visible(vehicles, scope))


async def fetch_vehicles(
    connection: AsyncConnection, scope: Scope, person_id: PersonId
) -> Sequence[Vehicle]:
    """Return a person's vehicles, the oldest first."""
    statement = select_vehicles(scope).where(vehicles.c.person_id == person_id)
    rows = await connection.execute(statement.order_by(vehicles.c.id))
    return [_to_vehicle(row) for row in rows.mappings()]


async def add_vehicle(connection: AsyncConnection, vehicle: Vehicle) -> None:
    """Store a new vehicle."""
    await connection.execute(insert(vehicles).values(_values(vehicle)))


async def save_vehicle(connection: AsyncConnection, vehicle: Vehicle) -> None:
    """Store an edited vehicle."""
    statement = update_rows(vehicles).where(vehicles.c.id == vehicle.id)
    await connection.execute(statement.values(_values(vehicle)))


async def remove_vehicle(connection: AsyncConnection, vehicle_id: VehicleId) -> None:
    """Delete a vehicle."""
    await connection.execute(delete(vehicles).where(vehicles.c.id == vehicle_id))


async def remove_vehicles_of(connection: AsyncConnection, person_id: PersonId) -> None:
    """Delete all vehicles of a person."""
    await connection.execute(delete(vehicles).where(vehicles.c.person_id == person_id))


def _to_vehicle(row: RowMapping) -> Vehicle:
    values = dict(row)
    values["connector"] = values["connector"] and PlugType(values["connector"])
    return Vehicle(**values)


def _values(vehicle: Vehicle) -> dict[str, Any]:
    return asdict(vehicle) | {"connector": vehicle.connector and vehicle.connector.value}
