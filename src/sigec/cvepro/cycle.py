"""One time of asking a source: two calls, what they change, and how it went."""

from dataclasses import dataclass, field
from datetime import datetime

import structlog

from sigec.cvepro.client import Client
from sigec.cvepro.memory import Memory
from sigec.cvepro.telling import Account, Known, Teller
from sigec.cvepro.troubles import CloudFailed
from sigec.cvepro.windows import Window, window
from sigec.kit.ids import SourceId
from sigec.kit.ports import Clock
from sigec.sessions.service import SessionService
from sigec.sources.model import Failure, Harvest, Source, failed, succeeded
from sigec.sources.service import Cycle, SourceProgress

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Round:
    """What a cycle has by now."""

    source: Source
    at: datetime
    known: Known
    account: Account = field(default_factory=Account)


class Asker:
    """Asks sources; any number of them at a time, each once."""

    def __init__(
        self, *, clock: Clock, progress: SourceProgress, sessions: SessionService, teller: Teller
    ) -> None:
        self._clock = clock
        self._progress = progress
        self._sessions = sessions
        self._teller = teller

    async def ask(self, source: Source, client: Client, memory: Memory) -> None:
        """Make one `/transaction` and one `/chargepoints`, tell what changed, note how it went.

        :raises StorageUnavailable: when the database was lost; the next cycle tells it all.
        """
        at, calls_before = self._clock.now(), client.calls
        listed, tags = await self._progress.load_known(source.id)
        round_ = Round(source=source, at=at, known=Known.of(listed, tags))
        looked: Window | None = None
        failure: Failure | None = None
        try:
            looked = await self._ask_transactions(round_, client, memory)
            chargers = await client.chargers()
            await self._teller.tell_chargers(
                source, round_.known, memory, chargers, at=at, account=round_.account
            )
        except CloudFailed as broken:
            failure = broken.failure
            _log.warning("cvepro.cycle.failed", source_id=str(source.id), code=broken.args[0])
        await self._note(round_, looked, failure, calls=client.calls - calls_before)

    async def _ask_transactions(self, round_: Round, client: Client, memory: Memory) -> Window:
        source = round_.source
        unsettled_at = await self._sessions.oldest_unsettled_at(
            set(round_.known.stations.values()), at=round_.at
        )
        looked = window(source, at=round_.at, unsettled_at=unsettled_at)
        rows = await client.transactions(looked.from_at, looked.to_at)
        await self._teller.tell_transactions(
            source, round_.known, memory, rows, at=round_.at, account=round_.account
        )
        return looked

    async def _note(
        self, round_: Round, looked: Window | None, failure: Failure | None, *, calls: int
    ) -> None:
        """Store how it went, on the source as it is by now: people may have edited it."""
        source_id: SourceId = round_.source.id
        current = (await self._progress.load([source_id])).get(source_id)
        if current is None:
            return
        account = round_.account
        if failure is None and looked is not None:
            harvest = Harvest(
                swept=looked.swept, unreadable=account.unreadable, unreadable_note=account.note
            )
            after = succeeded(current, harvest, at=round_.at)
        else:
            assert failure is not None
            after = failed(current, failure, at=self._clock.now())
        await self._progress.note(
            Cycle(
                before=current,
                after=after,
                at=self._clock.now(),
                calls=calls,
                chargers=account.listed,
                learned=account.learned,
                done_sync_from_at=round_.source.sync_from_at if failure is None else None,
            )
        )
