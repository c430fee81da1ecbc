"""Try once to bring a message to somebody, and say what came of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sigec.kit.ids import PushSubscriptionId
from sigec.kit.ports import Clock, Vault
from sigec.notifications.model import (
    ERROR_LENGTH_MAX,
    Attempt,
    Channel,
    Message,
    Outcome,
    hint_of,
    lay_out,
)
from sigec.notifications.ports import (
    AnswerLost,
    Carrier,
    ChannelClosed,
    MessageRefused,
    NotCarried,
)
from sigec.notifications.service.recipients import Recipient
from sigec.tenants.model import Language

DEVICES_MAX = 5
"""Of one recipient, the latest; older ones are forgotten phones."""

LOGO_PATH = "/api/v1/branding/logo?tenant={slug}"
"""Where everybody may see a tenant's logo (`rest/branding.py`)."""

_PUSH_RANKS = (
    Outcome.ACCEPTED,
    Outcome.ANSWER_LOST,
    Outcome.NOT_TAKEN,
    Outcome.CHANNEL_CLOSED,
    Outcome.REFUSED,
)
"""What counts of several devices, the first first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be brought, in words, before it has an address."""

    key: str
    subject: str
    text: str
    language: Language
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What came of an attempt; ``gone`` are devices that show nothing any more."""

    attempt: Attempt
    to_hint: str | None
    gone: Sequence[PushSubscriptionId] = ()


class Desk:
    """Addresses letters and hands them to carriers; stores nothing."""

    def __init__(self, clock: Clock, *, vault: Vault, public_url: str | None) -> None:
        """Prepare; ``public_url`` is where the app is, for what is read outside of it."""
        self._clock = clock
        self._vault = vault
        self._public_url = public_url

    def failed(self, outcome: Outcome, error: str) -> Carried:
        """Return an attempt that was not worth making."""
        attempt = Attempt(at=self._clock.now(), took_ms=0, outcome=outcome, error=error)
        return Carried(attempt=attempt, to_hint=None)

    async def carry(
        self, carrier: Carrier, channel: Channel, recipient: Recipient, letter: Letter
    ) -> Carried:
        """Bring a letter to a recipient by a channel; whatever happens is in what is returned."""
        if channel is Channel.WEB_PUSH:
            return await self._push(carrier, recipient, letter)
        to = recipient.addresses.get(channel)
        if to is None:
            return self.failed(Outcome.REFUSED, "no address, or no agreement")
        message = self._message(channel, recipient, letter, to)
        return Carried(attempt=await self._try(carrier, message), to_hint=hint_of(channel, to))

    async def _push(self, carrier: Carrier, recipient: Recipient, letter: Letter) -> Carried:
        """Show it on every device; it is taken when one of them took it."""
        devices = recipient.devices[:DEVICES_MAX]
        if not devices:
            return self.failed(Outcome.REFUSED, "no device")
        made: list[Attempt] = []
        gone = []
        for device in devices:
            own = replace(letter, key=f"{letter.key}:{device.id}")
            to = self._vault.open(device.sealed)
            tried = await self._try(carrier, self._message(Channel.WEB_PUSH, recipient, own, to))
            made.append(tried)
            if tried.outcome is Outcome.REFUSED:
                gone.append(device.id)
        best = min(made, key=lambda each: _PUSH_RANKS.index(each.outcome))
        return Carried(attempt=best, to_hint=f"{len(devices)} ×", gone=gone)

    def _message(self, channel: Channel, recipient: Recipient, letter: Letter, to: str) -> Message:
        tenant = recipient.tenant
        html = None
        if channel is Channel.EMAIL:
            html = lay_out(
                subject=letter.subject,
                text=letter.text,
                sender=tenant.brand_name or tenant.name,
                language=letter.language,
                accent=tenant.brand_color,
                link=self._at(letter.path),
                logo_url=self._at(LOGO_PATH.format(slug=tenant.slug)) if tenant.logo_id else None,
            )
        return Message(
            key=letter.key,
            to=to,
            subject=letter.subject,
            text=letter.text,
            html=html,
            link=letter.path,
        )

    def _at(self, path: str) -> str | None:
        return f"{self._public_url.rstrip('/')}{path}" if self._public_url else None

    async def _try(self, carrier: Carrier, message: Message) -> Attempt:
        at, began = self._clock.now(), time.perf_counter()

        def made(outcome: Outcome, error: Exception) -> Attempt:
            return Attempt(
                at=at,
                took_ms=_since(began),
                outcome=outcome,
                error=str(error)[:ERROR_LENGTH_MAX],
                retry_after_s=getattr(error, "retry_after_s", None),
            )

        try:
            accepted = await carrier.carry(message)
        except MessageRefused as error:
            return made(Outcome.REFUSED, error)
        except ChannelClosed as error:
            return made(Outcome.CHANNEL_CLOSED, error)
        except NotCarried as error:
            return made(Outcome.NOT_TAKEN, error)
        except AnswerLost as error:
            return made(Outcome.ANSWER_LOST, error)
        return Attempt(
            at=at,
            took_ms=_since(began),
            outcome=Outcome.ACCEPTED,
            provider_id=accepted.provider_id,
            cost=accepted.cost,
        )


def _since(began: float) -> int:
    return round((time.perf_counter() - began) * 1_000)
