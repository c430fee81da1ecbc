"""Tell one broker what waits for it, in order, until there is nothing left."""

from collections.abc import Collection, Sequence
from datetime import datetime

import structlog

from sigec import outbox
from sigec.brokers import _store
from sigec.brokers.model import Broker, BrokerMessage
from sigec.brokers.ports import BrokerUnavailable, EventBroker
from sigec.db import Database
from sigec.events.telling import write_message
from sigec.jobs.turns import Turn
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import EventId, created_at

BATCH = 200
"""Told before it is noted; whoever dies in between tells as many again, by the same ids."""

_log = structlog.get_logger()


class BrokerFeeder:
    """Takes turns with other processes, so that a broker hears the oldest event first.

    What a broker confirms is removed from the list afterwards: none is lost, and one that is told
    twice has the same id.
    """

    def __init__(
        self, database: Database, broker: Broker, *, port: EventBroker, turn: Turn
    ) -> None:
        self._database = database
        self._broker = broker
        self._port = port
        self._turn = turn
        self._is_away = False

    async def step(self) -> bool:
        """Tell one batch; ``True`` when there may be more."""
        async with self._database.read(PLATFORM) as connection:
            waiting = await _store.find_first(connection, self._broker, limit=BATCH)
            if not waiting:
                return False
            envelopes = await outbox.read_these(connection, waiting)
        if not await self._turn.is_ours():
            return False
        told = await self._tell(envelopes)
        gone = set(waiting) - {each.id for each in envelopes}
        if gone:
            _log.error("brokers.events.gone", broker=self._broker.value, count=len(gone))
        if done := gone.union(told):
            async with self._database.transaction(PLATFORM) as connection:
                await _store.remove(connection, self._broker, done)
        return len(done) == BATCH

    async def close(self) -> None:
        """Let another process go on."""
        await self._turn.release()

    async def _tell(self, envelopes: Sequence[outbox.Envelope]) -> Collection[EventId]:
        try:
            told = await self._port.publish([_message_of(each) for each in envelopes])
        except BrokerUnavailable as problem:
            if not self._is_away:
                self._is_away = True
                _log.warning("brokers.away", broker=self._broker.value, problem=str(problem))
            return ()
        if self._is_away:
            self._is_away = False
            _log.info("brokers.back", broker=self._broker.value)
        return told


async def oldest_waiting_at(database: Database, broker: Broker) -> datetime | None:
    """Return since when the oldest event waits for a broker, for ``/health``."""
    async with database.read(PLATFORM) as connection:
        waiting = await _store.find_first(connection, broker, limit=1)
    return created_at(waiting[0]) if waiting else None


def _message_of(envelope: outbox.Envelope) -> BrokerMessage:
    event = envelope.event
    assert event.tenant_id is not None, "only events of tenants are planned"
    return BrokerMessage(
        id=envelope.id,
        tenant_id=event.tenant_id,
        name=event.name,
        body=write_message(
            event.name, at=event.at, data=event, event_id=envelope.id, version=event.version
        ),
    )
