"""Puts what happens on the bus, addressed so that each watcher's rights can be told from it."""

from collections.abc import Sequence
from contextlib import suppress

from sigec.kit.ports import Bus, BusUnavailable
from sigec.live.frames import Frame, frame, frame_of
from sigec.notifications.model import Notice
from sigec.outbox import Envelope
from sigec.sessions.ports import SessionProgress


class Feed:
    """Tells watchers of every process; what nobody watches now is gone.

    Without the bus nothing is told: watchers hear of events from the outbox
    (`sigec.worker.understudy`), and progress is told again with the next.
    """

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def tell(self, envelope: Envelope) -> None:
        """Publish a committed event; events that no topic shows are passed over."""
        await self._publish(frame_of(envelope))

    async def progressed(self, progress: Sequence[SessionProgress]) -> None:
        """Publish how sessions go on."""
        for each in progress:
            made = frame(
                type_="session.progress",
                tenant_id=each.tenant_id,
                person_id=each.person_id,
                at=each.at,
                data=each,
            )
            await self._publish(made)

    async def rang(self, notices: Sequence[Notice]) -> None:
        """Publish that recipients have something new to read (`sigec.notifications.ports`)."""
        for notice in notices:
            told = {"notice_id": notice.id, "kind": notice.kind, "subject": notice.subject}
            made = frame(
                type_="notice.rang",
                tenant_id=notice.tenant_id,
                person_id=notice.recipient_id,
                at=notice.at,
                data=told,
            )
            await self._publish(made)

    async def _publish(self, made: Frame | None) -> None:
        if made is not None:
            with suppress(BusUnavailable):
                await self._bus.publish(made.address, made.body)
