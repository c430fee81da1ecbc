"""One time of asking a source: two calls, what they change, and how it went."""

import structlog

from sigec.cvepro.chargers import ChargerTeller
from sigec.cvepro.charges import ChargeTeller
from sigec.cvepro.client import Client
from sigec.cvepro.memory import Memory
from sigec.cvepro.telling import Known, Telling
from sigec.cvepro.troubles import CloudFailed
from sigec.cvepro.windows import Window, may_look_back, window
from sigec.kit.ports import Clock
from sigec.sessions.service import SessionService
from sigec.sources.model import Failure, Harvest, Source, failed, succeeded
from sigec.sources.service import Cycle, SourceProgress

NOTES_MAX = 3
"""How often a cycle is noted anew because something else was noted at that moment."""

_log = structlog.get_logger()


class Asker:
    """Asks sources; any number of them at a time, each once."""

    def __init__(
        self,
        *,
        clock: Clock,
        progress: SourceProgress,
        sessions: SessionService,
        charges: ChargeTeller,
        chargers: ChargerTeller,
    ) -> None:
        self._clock = clock
        self._progress = progress
        self._sessions = sessions
        self._charges = charges
        self._chargers = chargers

    async def ask(self, source: Source, client: Client, memory: Memory) -> None:
        """Make one `/transaction` and one `/chargepoints`, tell what changed, note how it went.

        :raises StorageUnavailable: when the database was lost; the next cycle tells it all.
        """
        at, calls_before = self._clock.now(), client.calls
        listed, tags = await self._progress.load_known(source.id)
        telling = Telling(source=source, at=at, known=Known.of(listed, tags), memory=memory)
        looked = await self._window(telling)
        failure: Failure | None = None
        try:
            await self._charges.tell(
                telling, await client.transactions(looked.from_at, looked.to_at)
            )
            await self._chargers.tell(telling, await client.chargers())
        except CloudFailed as broken:
            failure = broken.failure
            _log.warning("cvepro.cycle.failed", source_id=str(source.id), code=str(broken))
        await self._note(telling, looked, failure, calls=client.calls - calls_before)

    async def _window(self, telling: Telling) -> Window:
        unsettled_at = None
        if may_look_back(telling.source, at=telling.at):
            stations = set(telling.known.stations.values())
            unsettled_at = await self._sessions.oldest_unsettled_at(stations, at=telling.at)
        return window(telling.source, at=telling.at, unsettled_at=unsettled_at)

    async def _note(
        self, telling: Telling, looked: Window, failure: Failure | None, *, calls: int
    ) -> None:
        """Store how it went, on the source as it is by now: people may have edited it."""
        asked = telling.source
        for _ in range(NOTES_MAX):
            current = (await self._progress.load([asked.id])).get(asked.id)
            if current is None or await self._progress.note(
                Cycle(
                    before=current,
                    after=self._after(current, telling, looked, failure),
                    at=self._clock.now(),
                    calls=calls,
                    chargers=telling.listed,
                    learned=telling.learned,
                    done_sync_from_at=asked.sync_from_at if failure is None else None,
                )
            ):
                return

    def _after(
        self, current: Source, telling: Telling, looked: Window, failure: Failure | None
    ) -> Source:
        if failure is not None:
            return failed(current, failure, at=self._clock.now())
        harvest = Harvest(
            swept=looked.swept, unreadable=telling.unreadable, unreadable_note=telling.note
        )
        return succeeded(current, harvest, at=telling.at)
