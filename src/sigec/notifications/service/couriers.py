"""Bring notices to people: take what is due, try it, keep what came of it, go the next way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import PersonId, UserId
from sigec.kit.ports import Clock, Vault
from sigec.notifications._store import accounts, deliveries
from sigec.notifications._store import notices as store
from sigec.notifications._store.deliveries import Lane
from sigec.notifications._store.preferences import remove_device
from sigec.notifications.model import (
    SENT_AGAIN,
    Account,
    Attempt,
    Delivery,
    DeliveryState,
    Notice,
    OpenAccount,
    Outcome,
    RecipientKind,
    Verdict,
    judge,
)
from sigec.notifications.ports import Bell, Carriers
from sigec.notifications.service.carrying import Carried, Desk, Letter
from sigec.notifications.service.closing import close_channel
from sigec.notifications.service.recipients import Recipient, Whom, find_recipients
from sigec.notifications.service.writing import delivery_by
from sigec.tenants.service import find_suspended

PER_LANE_MAX = 4
"""Attempts at a time; a slow channel of a tenant keeps no more of us busy than this."""
HELD = timedelta(seconds=30)
"""How long what has no other way waits before it asks again whether its channel is open."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """All that an attempt needs to know."""

    notice: Notice
    opened: OpenAccount | None
    recipient: Recipient | None


class NoticeCourier:
    """What `sigec.worker.deliver` asks for; a tenant's channel is a lane of its own.

    The urgent have a courier of their own, so that none of them ever waits for the others.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        vault: Vault,
        carriers: Carriers,
        desk: Desk,
        bell: Bell,
        is_urgent: bool,
    ) -> None:
        self._database = database
        self._clock = clock
        self._vault = vault
        self._carriers = carriers
        self._desk = desk
        self._bell = bell
        self._is_urgent = is_urgent

    @property
    def name(self) -> str:
        """What the log calls it."""
        return "notices.urgent" if self._is_urgent else "notices"

    @staticmethod
    def lane_of(delivery: Delivery) -> Lane:
        """Return what a delivery may be held up by."""
        return Lane(delivery.tenant_id, delivery.channel)

    async def claim(self, busy: Mapping[Lane, int], *, limit: int) -> Sequence[Delivery]:
        """Take up to ``limit`` deliveries that are due, of each lane no more than its share.

        Those of a suspended tenant wait until it is active again.
        """
        now = self._clock.now()
        async with self._database.read(PLATFORM) as connection:
            lanes = await deliveries.find_lanes(connection, at=now, is_urgent=self._is_urgent)
            suspended = await find_suspended(connection) if lanes else frozenset()
        claimed: list[Delivery] = []
        for lane in lanes:
            room = min(PER_LANE_MAX - busy.get(lane, 0), limit - len(claimed))
            if room > 0 and lane.tenant_id not in suspended:
                async with self._database.transaction(PLATFORM) as connection:
                    claimed += await deliveries.claim(
                        connection, lane, at=now, is_urgent=self._is_urgent, limit=room
                    )
        return claimed

    async def deliver(self, delivery: Delivery) -> None:
        """Try a claimed delivery once and keep what came of it."""
        errand = await self._prepare(delivery)
        if errand is None:
            return  # the person was forgotten meanwhile, and all that was told to them
        now = self._clock.now()
        if now >= delivery.expires_at:
            late = replace(delivery, state=DeliveryState.EXPIRED, error="waited too long")
            await self._keep(delivery, late)
            return
        carried = await self._attempt(delivery, errand)
        await self._settle(delivery, errand, carried)

    async def _prepare(self, delivery: Delivery) -> _Errand | None:
        async with self._database.read(PLATFORM) as connection:
            found = await store.load(connection, [delivery.notice_id])
            if not found:
                return None
            [notice] = found
            whom = _whom(notice)
            recipients = await find_recipients(connection, whom, at=self._clock.now())
            opened = await accounts.open_account(
                connection, delivery.tenant_id, delivery.channel, self._vault
            )
        recipient = recipients.get(notice.recipient_id)
        return _Errand(notice=notice, opened=opened, recipient=recipient)

    async def _attempt(self, delivery: Delivery, errand: _Errand) -> Carried:
        opened, recipient, notice = errand.opened, errand.recipient, errand.notice
        if opened is None or not opened.account.is_active:
            return self._desk.failed(Outcome.REFUSED, "the channel has no account any more")
        if recipient is None:
            return self._desk.failed(Outcome.REFUSED, "the recipient is no more")
        carrier = self._carriers.carrier_of(opened)
        if delivery.was_begun and not (carrier.dedupes or delivery.kind in SENT_AGAIN):
            lost = "the process ended during the attempt"
            return self._desk.failed(Outcome.ANSWER_LOST, lost)
        if not opened.account.is_open:
            why = opened.account.closed_reason or "closed"
            return self._desk.failed(Outcome.CHANNEL_CLOSED, why)
        letter = Letter(
            key=notice.key,
            subject=notice.subject,
            text=notice.text,
            language=notice.language,
            path=notice.link,
        )
        return await self._desk.carry(carrier, delivery.channel, recipient, letter)

    async def _settle(self, delivery: Delivery, errand: _Errand, carried: Carried) -> None:
        made, now = carried.attempt, self._clock.now()
        opened = errand.opened
        dedupes = opened is not None and self._carriers.carrier_of(opened).dedupes
        following = errand.notice.after(delivery.channel)
        verdict = judge(delivery, made, has_next=following is not None, dedupes=dedupes, now=now)
        after = _after(delivery, carried, verdict, None if opened is None else opened.account)
        rung: Sequence[Notice] = ()
        async with self._database.transaction(PLATFORM) as connection:
            if not await deliveries.settle(connection, delivery, after):
                return
            if verdict.is_counted:
                await deliveries.add_attempt(connection, delivery, made)
            for device_id in carried.gone:
                await remove_device(connection, device_id)
            if verdict.falls_back and following is not None:
                other = delivery_by(errand.notice, following, next_at=now, now=now)
                await deliveries.add(connection, [other])
            if made.outcome is Outcome.CHANNEL_CLOSED and opened is not None:
                rung = await close_channel(
                    connection, opened.account, reason=made.error or "", now=now
                )
        await self._bell.rang(rung)
        _note(after, made)

    async def _keep(self, before: Delivery, after: Delivery) -> None:
        async with self._database.transaction(PLATFORM) as connection:
            await deliveries.settle(connection, before, after)


def _whom(notice: Notice) -> Whom:
    if notice.recipient_kind is RecipientKind.PERSON:
        return Whom(people=frozenset({PersonId(notice.recipient_id)}))
    return Whom(users=frozenset({UserId(notice.recipient_id)}))


def _after(
    delivery: Delivery, carried: Carried, verdict: Verdict, account: Account | None
) -> Delivery:
    made = carried.attempt
    is_held = verdict.state is DeliveryState.WAITING and not verdict.is_counted
    return replace(
        delivery,
        state=verdict.state,
        next_at=verdict.next_at + HELD if is_held else verdict.next_at,
        attempts=delivery.attempts - (0 if verdict.is_counted else 1),
        provider=None if account is None else account.provider.value,
        provider_id=made.provider_id or delivery.provider_id,
        to_hint=carried.to_hint or delivery.to_hint,
        error=made.error,
        cost=made.cost or delivery.cost,
        sent_at=made.at if verdict.state is DeliveryState.SENT else delivery.sent_at,
    )


def _note(delivery: Delivery, made: Attempt) -> None:
    """Log what went wrong, without a word of what was to be said or to whom."""
    if made.outcome is not Outcome.ACCEPTED:
        _log.warning(
            "notice.attempt.failed",
            delivery_id=str(delivery.id),
            channel=delivery.channel.value,
            kind=delivery.kind.value,
            outcome=made.outcome.value,
            state=delivery.state.value,
        )
