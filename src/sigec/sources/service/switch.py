"""Which sources let commands through, in memory: a command is refused before it is written down."""

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SourceId
from sigec.sources._store import sources as store
from sigec.sources._store.tables import sources


class CommandSwitch:
    """Loaded at start, and kept by ``SourceChanged``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._on: frozenset[SourceId] = frozenset()

    def is_on(self, source_id: SourceId) -> bool:
        """Say whether the source's unverified commands were let through by its tenant."""
        return source_id in self._on

    async def refresh(self) -> None:
        """Look which sources are switched on; await it once at start."""
        statement = store.select_sources(PLATFORM).where(sources.c.unverified_commands)
        async with self._database.read(PLATFORM) as connection:
            rows = await connection.execute(statement)
            self._on = frozenset(SourceId(row.id) for row in rows)
