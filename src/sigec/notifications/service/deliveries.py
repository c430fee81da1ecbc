"""Look at what was sent, send it again, and take in what providers tell of it later."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.forgetting import forget_before
from sigec.db.listing import page_by_id
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.ids import NoticeDeliveryId, PersonId, RecipientId, TenantId, UserId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.notifications._store import deliveries as store
from sigec.notifications._store import notices
from sigec.notifications._store.deliveries import EVERY_DELIVERY, DeliveryFilter
from sigec.notifications.model import (
    RULES,
    Attempt,
    Channel,
    Delivery,
    DeliveryState,
    Notice,
    Outcome,
    Receipt,
    state_after,
)
from sigec.notifications.service.errors import NoticeDeliveryNotFound, NotResendable
from sigec.notifications.service.recipients import Whom, find_recipients
from sigec.notifications.service.writing import delivery_by

ATTEMPTS_SHOWN_MAX = 50
KEPT = timedelta(days=90)
"""After it was made a notice is forgotten, with all that was sent of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryStory:
    """A delivery with what it says, and its latest attempts, the earliest first."""

    delivery: Delivery
    notice: Notice
    attempts: Sequence[Attempt]


class NoticeDeliveryService:
    """The use cases of deliveries."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_deliveries(
        self, actor: Actor, request: PageRequest, wanted: DeliveryFilter = EVERY_DELIVERY
    ) -> Page[Delivery]:
        """List what was sent or waits, the latest first."""
        actor.require(Permission.READ_NOTICES)
        statement = store.select_deliveries(actor.scope, wanted)
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(
                connection, statement, request, store.to_delivery, newest_first=True
            )

    async def get_delivery(self, actor: Actor, delivery_id: NoticeDeliveryId) -> DeliveryStory:
        """Return a delivery and what its attempts met.

        :raises NoticeDeliveryNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_NOTICES)
        async with self._database.read(actor.scope) as connection:
            delivery = await _get(connection, actor, delivery_id)
            [notice] = await notices.load(connection, [delivery.notice_id])
            rows = await store.load_attempts(connection, delivery_id, limit=ATTEMPTS_SHOWN_MAX)
        made = [Attempt(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows]
        return DeliveryStory(delivery=delivery, notice=notice, attempts=made)

    async def names_of(
        self, actor: Actor, recipient_ids: Collection[RecipientId]
    ) -> Mapping[RecipientId, str]:
        """Return who recipients are, of those who are still there."""
        actor.require(Permission.READ_NOTICES)
        async with self._database.read(PLATFORM) as connection:
            found = await find_recipients(
                connection,
                Whom(
                    people=frozenset(PersonId(each) for each in recipient_ids),
                    users=frozenset(UserId(each) for each in recipient_ids),
                ),
                at=self._clock.now(),
            )
        return {RecipientId(each): recipient.name for each, recipient in found.items()}

    async def resend(self, actor: Actor, delivery_id: NoticeDeliveryId) -> Delivery:
        """Let a delivery that did not arrive wait again, as if it were new.

        :raises NoticeDeliveryNotFound: when there is none for this actor.
        :raises NotResendable: when it is on its way or has arrived.
        """
        actor.require(Permission.WRITE_NOTICES)
        now = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await _get(connection, actor, delivery_id)
            if not before.can_resend:
                raise NotResendable(state=before.state.value)
            after = replace(
                before,
                state=DeliveryState.WAITING,
                attempts=0,
                next_at=now,
                expires_at=now + RULES[before.kind].kept_for,
                error=None,
            )
            await store.save(connection, after)
            await audit.record(
                connection,
                actor,
                "notice.delivery_resent",
                Subject(kind="notice_delivery", id=delivery_id),
                at=now,
                after={"kind": before.kind.value, "channel": before.channel.value},
                tenant_id=before.tenant_id,
            )
        return after

    async def record_receipt(
        self,
        channel: Channel,
        provider_id: str,
        receipt: Receipt,
        at: datetime,
        *,
        tenant_id: TenantId | None = None,
        error: str | None = None,
    ) -> bool:
        """Take in what a provider tells of a message it took, in any order and repeated.

        What turns out not to have arrived goes the next way. ``False`` when the message is none
        of ours. Callers have made sure that it is the provider who calls.
        """
        async with self._database.transaction(PLATFORM) as connection:
            found = await store.find_by_provider_id(connection, channel, provider_id, tenant_id)
            if found is None:
                return False
            state = state_after(found.state, receipt)
            if state is not None:
                await store.save(connection, _after(found, state, at, error))
                if state is DeliveryState.REFUSED:
                    await self._go_on(connection, found)
        return True

    async def forget(self) -> None:
        """Remove what was told more than `KEPT` ago."""
        await forget_before(self._database, notices.remove_old, self._clock.now() - KEPT)

    async def _go_on(self, connection: AsyncConnection, delivery: Delivery) -> None:
        now = self._clock.now()
        [notice] = await notices.load(connection, [delivery.notice_id])
        following = notice.after(delivery.channel)
        if following is not None and now < notice.expires_at:
            other = delivery_by(notice, following, next_at=now, now=now)
            await store.add(connection, [other])


def _after(delivery: Delivery, state: DeliveryState, at: datetime, error: str | None) -> Delivery:
    changed: dict[str, Any] = {"state": state, "error": error}
    changed["sent_at"] = delivery.sent_at or (None if state is DeliveryState.REFUSED else at)
    if state in (DeliveryState.DELIVERED, DeliveryState.READ):
        changed["delivered_at"] = delivery.delivered_at or at
    if state is DeliveryState.READ:
        changed["read_at"] = at
    return replace(delivery, **changed)


async def _get(
    connection: AsyncConnection, actor: Actor, delivery_id: NoticeDeliveryId
) -> Delivery:
    found = await store.find(connection, actor.scope, delivery_id)
    if found is None:
        raise NoticeDeliveryNotFound
    return found
