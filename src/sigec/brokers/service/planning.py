"""Note which events brokers have not been told yet."""

from collections.abc import Collection, Sequence

import structlog

from sigec import outbox
from sigec.brokers import _store
from sigec.brokers.model import Broker
from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import first_id_at
from sigec.kit.ports import Clock

_log = structlog.get_logger()


class BrokerPlanner:
    """Hears every event; only noting it for a broker, it never waits for one."""

    def __init__(self, database: Database, brokers: Collection[Broker]) -> None:
        self._database = database
        self._brokers = brokers

    async def plan(self, envelopes: Sequence[outbox.Envelope]) -> None:
        """Let the events of tenants that others may hear of wait for each broker."""
        rows = [
            {"broker": broker.value, "event_id": each.id, "tenant_id": each.event.tenant_id}
            for broker in self._brokers
            for each in envelopes
            if each.event.is_public and each.event.tenant_id is not None
        ]
        if rows:
            async with self._database.transaction(PLATFORM) as connection:
                await _store.add(connection, rows)


async def forget_untold(database: Database, clock: Clock) -> None:
    """Give up the events that waited for longer than they are kept, and say so."""
    before = first_id_at(clock.now() - outbox.KEPT)
    async with database.transaction(PLATFORM) as connection:
        lost = await _store.remove_before(connection, before)
    if lost:
        _log.error("brokers.events.lost", count=lost, kept_days=outbox.KEPT.days)
