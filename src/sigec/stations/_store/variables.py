"""The SQL of variables: what stations said they are set to, the last word counts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal, has_text
from sigec.db.tenancy import visible
from sigec.db.upserts import insert_into
from sigec.kit.actor import Scope
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.stations._store.tables import variables
from sigec.stations.model import Characteristics, KnownVariable, Variable, VariableName

VARIABLES_MAX = 5_000
"""Of one station; what it reports beyond is only journaled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableFilter:
    """Which of a station's variables to list; names are compared as the station spells them.

    ``search`` is a part of a name or of the value, in any case.
    """

    component: str | None = None
    variable: str | None = None
    attribute: str | None = None
    search: str | None = None


_TOLD_BY_REPORTS = ("mutability", "is_persistent", "is_constant", "characteristics")

EVERY_VARIABLE = VariableFilter()


def select_variables(scope: Scope, wanted: VariableFilter) -> Select[Any]:
    """Begin every query of variables here."""
    equals = {
        variables.c.component: wanted.component,
        variables.c.variable: wanted.variable,
        variables.c.attribute: wanted.attribute,
    }
    statement = select(*variables.c).where(visible(variables, scope), *equal(equals))
    if wanted.search is None:
        return statement
    searched = (
        variables.c.component,
        variables.c.variable,
        variables.c.instance,
        variables.c.value,
    )
    return statement.where(or_(*(has_text(column, wanted.search) for column in searched)))


async def find_variables(
    connection: AsyncConnection, station_id: StationId, keys: Collection[str]
) -> Mapping[str, KnownVariable]:
    """Return what a station said of some variables, by `VariableName.key`."""
    statement = select(*variables.c).where(
        variables.c.station_id == station_id, variables.c.key.in_(keys)
    )
    rows = (await connection.execute(statement)).mappings()
    return {row["key"]: to_variable(row) for row in rows}


async def save(
    connection: AsyncConnection,
    station_id: StationId,
    tenant_id: TenantId,
    told: Iterable[Variable],
    *,
    at: datetime,
) -> None:
    """Store what a station told; of several words on one variable the last counts."""
    latest = {each.name.key: each for each in told}
    if not latest or await _count(connection, station_id) + len(latest) > VARIABLES_MAX:
        return
    statement = insert_into(variables, connection.dialect.name)
    new = statement.excluded
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["station_id", "key"],
            set_={
                "value": new.value,
                # Who answers a question does not say what may be set; a report did.
                **{name: func.coalesce(new[name], variables.c[name]) for name in _TOLD_BY_REPORTS},
                "reported_at": new.reported_at,
            },
        ),
        [_values(each, station_id, tenant_id, at) for each in latest.values()],
    )


async def find_values(
    connection: AsyncConnection, station_id: StationId, keys: Sequence[str]
) -> Mapping[str, str | None]:
    """Return what a station said of some variables, by `VariableName.key`."""
    statement = select(variables.c.key, variables.c.value).where(
        variables.c.station_id == station_id, variables.c.key.in_(keys)
    )
    return {row.key: row.value for row in await connection.execute(statement)}


def to_variable(row: RowMapping) -> KnownVariable:
    """Read a row of `select_variables`."""
    name = VariableName(
        variable=row["variable"],
        instance=row["instance"],
        component=row["component"],
        component_instance=row["component_instance"],
        evse=row["evse"],
        connector=row["connector"],
        attribute=row["attribute"],
    )
    told = row["characteristics"]
    variable = Variable(
        name=name,
        value=row["value"],
        mutability=row["mutability"],
        is_persistent=row["is_persistent"],
        is_constant=row["is_constant"],
        characteristics=told and msgspec.convert(told, Characteristics),
    )
    return KnownVariable(id=row["id"], variable=variable, reported_at=row["reported_at"])


async def _count(connection: AsyncConnection, station_id: StationId) -> int:
    statement = select(func.count()).where(variables.c.station_id == station_id)
    return (await connection.execute(statement)).scalar_one()


def _values(
    told: Variable, station_id: StationId, tenant_id: TenantId, at: datetime
) -> Mapping[str, Any]:
    name = told.name
    return {
        "id": new_id(),
        "tenant_id": tenant_id,
        "station_id": station_id,
        "key": name.key,
        "component": name.component,
        "component_instance": name.component_instance,
        "evse": name.evse,
        "connector": name.connector,
        "variable": name.variable,
        "instance": name.instance,
        "attribute": name.attribute,
        "value": told.value,
        "mutability": told.mutability,
        "is_persistent": told.is_persistent,
        "is_constant": told.is_constant,
        "characteristics": told.characteristics and msgspec.to_builtins(told.characteristics),
        "reported_at": at,
    }
