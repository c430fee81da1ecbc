"""How sources stand, without their accounts: for whoever looks from beside the platform."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SourceId
from sigec.sources._store.sources import select_sources
from sigec.sources._store.tables import sources
from sigec.sources.model import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How asking a source went last."""

    name: str
    state: SourceState
    trouble_code: str | None
    last_success_at: datetime | None

    def age_s(self, at: datetime) -> float | None:
        """Return how long ago it last answered, ``None`` when it never did."""
        return None if self.last_success_at is None else (at - self.last_success_at).total_seconds()


async def load_standings(connection: AsyncConnection) -> Sequence[Standing]:
    """Return how the sources of all tenants stand."""
    rows = (await connection.execute(select_sources(PLATFORM))).mappings()
    return [
        Standing(
            name=row["name"],
            state=SourceState(row["state"]),
            trouble_code=row["trouble"]["code"] if row["trouble"] else None,
            last_success_at=row["last_success_at"],
        )
        for row in rows
    ]


async def has_recovered(connection: AsyncConnection, source_id: SourceId) -> bool:
    """Say whether a source answers by now, in whichever order its turns were told."""
    statement = select_sources(PLATFORM).where(sources.c.id == source_id)
    row = (await connection.execute(statement)).mappings().first()
    return row is not None and row["failing_since_at"] is None
