"""What those who ask the clouds note: how it went, which chargers there are, what tags mean."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sigec import outbox
from sigec.db import Database
from sigec.events.sources import SourceFailed, SourceRecovered
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SourceId, StationId
from sigec.kit.ports import Vault
from sigec.sources._store import chargers
from sigec.sources._store import sources as store
from sigec.sources.model import Charger, ChargerReport, LearnedTag, Source, Trouble

Describe = Callable[[Trouble], str]
"""Says a trouble in a sentence that people read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One time that a source was asked: how it was before and is after, and what it told.

    ``done_sync_from_at`` is the sync that the cycle did.
    """

    before: Source
    after: Source
    at: datetime
    calls: int = 0
    chargers: Sequence[ChargerReport] = ()
    learned: Sequence[LearnedTag] = ()
    done_sync_from_at: datetime | None = None


class SourceProgress:
    """The door for the edges; nobody's permission is asked, for nobody is there."""

    def __init__(self, database: Database, *, vault: Vault, describe: Describe) -> None:
        self._database = database
        self._vault = vault
        self._describe = describe

    async def load(self, ids: Collection[SourceId]) -> Mapping[SourceId, Source]:
        """Return the sources as they are stored now; removed ones are missing."""
        if not ids:
            return {}
        async with self._database.read(PLATFORM) as connection:
            return await store.load_sources(connection, PLATFORM, ids, self._vault)

    async def load_known(
        self, source_id: SourceId
    ) -> tuple[Sequence[Charger], Mapping[str, LearnedTag]]:
        """Return the account's chargers, and the tags by their external keys."""
        async with self._database.read(PLATFORM) as connection:
            listed = await chargers.load_chargers(connection, source_id)
            tags = await chargers.load_tags(connection, source_id)
        return listed, {tag.external_key: tag for tag in tags}

    async def find_charger(self, station_id: StationId) -> tuple[Source, Charger] | None:
        """Return the charger that a station of ours is, with its source."""
        async with self._database.read(PLATFORM) as connection:
            charger = await chargers.find_by_station(connection, station_id)
        if charger is None:
            return None
        source = (await self.load([charger.source_id])).get(charger.source_id)
        return None if source is None else (source, charger)

    async def note(self, cycle: Cycle) -> bool:
        """Store how a cycle went and tell of a failure or recovery, once each.

        ``False`` when more was noted since ``before`` was loaded: load it, and note it anew.
        """
        source = cycle.after
        async with self._database.transaction(PLATFORM) as connection:
            is_stored = await store.save_outcome(
                connection,
                cycle.before,
                source,
                calls=cycle.calls,
                done_sync_from_at=cycle.done_sync_from_at,
            )
            if not is_stored:
                return False
            await chargers.list_reported(
                connection, source.id, source.tenant_id, cycle.chargers, at=cycle.at
            )
            await chargers.put_tags(connection, source.tenant_id, cycle.learned)
            await outbox.append(connection, list(self._tell(cycle)))
        return True

    def _tell(self, cycle: Cycle) -> Sequence[SourceFailed | SourceRecovered]:
        before, after = cycle.before, cycle.after
        whose: dict[str, Any] = {
            "tenant_id": after.tenant_id,
            "at": cycle.at,
            "source_id": after.id,
            "source_name": after.name,
        }
        if before.failing_since_at is None and after.failing_since_at is not None:
            assert after.trouble is not None
            return [SourceFailed(error=self._describe(after.trouble), **whose)]
        if before.failing_since_at is not None and after.failing_since_at is None:
            return [SourceRecovered(**whose)]
        return []
