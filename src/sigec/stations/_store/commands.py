"""The SQL of commands: written before they are sent, completed by their answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.listing import equal, within
from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import CommandId, TenantId, UserId
from sigec.kit.periods import ALWAYS, Period
from sigec.stations._store.tables import commands
from sigec.stations.model import CommandKind, CommandStatus, GivenCommand

_COLUMNS = (
    commands.c.id,
    commands.c.station_id,
    commands.c.kind,
    commands.c.payload,
    commands.c.status,
    commands.c.answer,
    commands.c.reason,
    commands.c.actor_kind,
    commands.c.user_id,
    commands.c.requested_at,
    commands.c.answered_at,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandFilter:
    """What a list is restricted to; each part narrows."""

    kind: CommandKind | None = None
    status: CommandStatus | None = None
    user_id: UserId | None = None
    requested: Period = ALWAYS


EVERY_COMMAND = CommandFilter()


def conditions(wanted: CommandFilter) -> list[ColumnElement[bool]]:
    """Return what keeps the commands that are wanted."""
    equals = {
        commands.c.kind: wanted.kind and wanted.kind.value,
        commands.c.status: wanted.status and wanted.status.value,
        commands.c.user_id: wanted.user_id,
    }
    return equal(equals) + within(commands.c.requested_at, wanted.requested)


def select_commands(scope: Scope) -> Select[Any]:
    """Begin a query of the commands that the scope may see."""
    return select(*_COLUMNS).where(visible(commands, scope))


async def insert_command(
    connection: AsyncConnection,
    command: GivenCommand,
    *,
    tenant_id: TenantId,
    idempotency_key: str | None,
) -> None:
    """Store a command that is about to be sent."""
    await connection.execute(
        insert(commands).values(
            id=command.id,
            tenant_id=tenant_id,
            station_id=command.station_id,
            kind=command.kind.value,
            payload=command.payload,
            status=command.status.value,
            reason=command.reason,
            actor_kind=command.actor_kind,
            user_id=command.user_id,
            idempotency_key=idempotency_key,
            requested_at=command.requested_at,
        )
    )


async def find_by_key(
    connection: AsyncConnection, *, tenant_id: TenantId, idempotency_key: str
) -> GivenCommand | None:
    """Return the command that was given under the key."""
    statement = select_commands(Scope(tenant_id=tenant_id)).where(
        commands.c.idempotency_key == idempotency_key
    )
    row = (await connection.execute(statement)).mappings().first()
    return row and to_command(row)


async def find_command(connection: AsyncConnection, command_id: CommandId) -> GivenCommand | None:
    """Return a command by its id; platform scope only."""
    statement = select(*_COLUMNS).where(commands.c.id == command_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else to_command(row)


async def save_answer(
    connection: AsyncConnection,
    command_id: CommandId,
    *,
    status: CommandStatus,
    answer: Mapping[str, Any] | None,
    at: datetime,
) -> None:
    """Complete a command by what became of it."""
    await connection.execute(
        update(commands)
        .where(commands.c.id == command_id)
        .values(status=status.value, answer=answer, answered_at=at)
    )


def to_command(row: Mapping[Any, Any]) -> GivenCommand:
    """Read a row of `select_commands`."""
    return GivenCommand(
        **{
            **row,
            "kind": CommandKind(row["kind"]),
            "status": CommandStatus(row["status"]),
        }
    )
