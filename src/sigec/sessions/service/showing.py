"""Cards that were shown to a reader: journaled with what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal
from sigec.access.model import Decided
from sigec.access.service import add_decisions
from sigec.journal import Entry
from sigec.kit.ids import StreamId


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An Authorize with its answer, and the decision behind it."""

    entry: Entry
    decided: Decided


async def store_shown(
    connection: AsyncConnection, stream: StreamId, batch: Sequence[Shown]
) -> Sequence[None]:
    """Journal a batch, and keep its decisions; for the group commit."""
    await journal.append(connection, stream, [shown.entry for shown in batch])
    await add_decisions(connection, [shown.decided for shown in batch])
    return [None] * len(batch)
