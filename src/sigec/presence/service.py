"""Say that a process is at work, read who says so, and strike off who does not any more.

All functions take the caller's ``connection`` and open no transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.upserts import insert_into
from sigec.presence._store import nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeState:
    """A process as it last said: the ``host`` that owns its sockets, what it does, what ails it.

    ``beat`` is another number each time; instants would be of clocks that differ.
    """

    name: str
    host: str
    roles: frozenset[str]
    beat: int
    trouble: str | None


async def beat(
    connection: AsyncConnection,
    *,
    name: str,
    host: str,
    roles: frozenset[str],
    trouble: str | None,
) -> bool:
    """Say that a process is at work; ``False`` when nobody knew: it is new, or was struck off."""
    moved = update(nodes).where(nodes.c.name == name)
    result = await connection.execute(moved.values(beat=nodes.c.beat + 1, trouble=trouble))
    if result.rowcount:
        return True
    joined = insert_into(nodes, connection.dialect.name).values(
        name=name, host=host, roles=",".join(sorted(roles)), beat=0, trouble=trouble
    )
    await connection.execute(joined.on_conflict_do_nothing())
    return False


async def read_clock(connection: AsyncConnection) -> datetime | None:
    """Return the instant by the database server's clock; ``None`` where it is our own."""
    if connection.dialect.name == "sqlite":
        return None
    now: datetime = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
    return now


async def leave(connection: AsyncConnection, name: str) -> None:
    """Note that a process ends; harmless when it was struck off."""
    await connection.execute(delete(nodes).where(nodes.c.name == name))


async def strike_off(connection: AsyncConnection, silent: NodeState) -> bool:
    """Forget a process that said nothing since it was read; ``False`` when it did."""
    statement = delete(nodes).where(nodes.c.name == silent.name, nodes.c.beat == silent.beat)
    return (await connection.execute(statement)).rowcount == 1


async def list_nodes(connection: AsyncConnection) -> Sequence[NodeState]:
    """Return who is at work, by name."""
    rows = (await connection.execute(select(nodes).order_by(nodes.c.name))).mappings()
    return [
        NodeState(**{**row, "roles": frozenset(filter(None, row["roles"].split(",")))})
        for row in rows
    ]
