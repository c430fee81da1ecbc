"""What somebody did not hear while they were away, out of the outbox."""

from collections.abc import AsyncIterator, Collection

from sigec import outbox
from sigec.db import Database
from sigec.events.telling import write_message
from sigec.kit.actor import PLATFORM, Actor
from sigec.kit.ids import EventId
from sigec.kit.ports import Clock
from sigec.live.frames import Frame, frame_of, names_of
from sigec.live.hub import WatchOver

PAGE = 500
MISSED_MAX = 10_000
"""Then the watch ends, and whoever follows goes on from the last event they got."""
GAP = "stream.gap"


class Missed:
    """Finds what happened since an event, for as long as events are kept."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def since(
        self, actor: Actor, topics: Collection[str], after: EventId
    ) -> AsyncIterator[Frame]:
        """Yield what the actor may see of these topics, the oldest first.

        An event may come that was heard before. When ``after`` is not known any more the first
        frame says so, with the type `GAP`: what happened in between cannot be told.

        :raises WatchOver: after `MISSED_MAX` events.
        """
        wanted = outbox.Wanted(names=names_of(topics), tenant_id=actor.scope.tenant_id)
        async with self._database.read(PLATFORM) as connection:
            is_kept = await outbox.is_kept(connection, after, tenant_id=wanted.tenant_id)
            page = await outbox.read_overtaken(connection, after, wanted, limit=PAGE)
        if not is_kept:
            yield self._gap(after)
        for frame in _visible(page, actor):
            yield frame
        for _ in range(MISSED_MAX // PAGE):
            async with self._database.read(PLATFORM) as connection:
                page = await outbox.read_after(connection, after, wanted, limit=PAGE)
            for frame in _visible(page, actor):
                yield frame
            if not page:
                return
            after = page[-1].id
        raise WatchOver

    def _gap(self, after: EventId) -> Frame:
        at = self._clock.now()
        body = write_message(GAP, at=at, data={"after": after}, event_id=None)
        return Frame(tenant="", topic="", person=None, id=None, body=body)


def _visible(page: Collection[outbox.Envelope], actor: Actor) -> list[Frame]:
    frames = [frame_of(envelope) for envelope in page]
    return [frame for frame in frames if frame is not None and frame.may_be_seen_by(actor)]
