"""Handlers of messages that tell of something, of which the last word is kept and shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from msgspec import Struct

from sigec.journal import without_secrets
from sigec.ocpp.router.call import Call, Handler
from sigec.ocpp.router.reports import utc
from sigec.sessions.model import plausible
from sigec.stations.model import Announcement

DETAIL_BYTES_MAX = 64 * 1024
"""What is longer is in the message log only."""

Describe = Callable[[Any], Iterable[Announcement]]
"""Makes announcements of a typed request; its docstring says what becomes of the message."""


def announce(describe: Describe, answer: Struct | None = None) -> Handler:
    """Make a handler that stores what ``describe`` tells and always gives the same answer."""
    payload = b"{}" if answer is None else msgspec.json.encode(answer)

    async def handle(call: Call, request: Struct) -> bytes:
        told = announced(call, describe(request))
        return await call.services.stations.record_announcements(
            told, call.entry(), lambda: payload
        )

    handle.__doc__ = describe.__doc__
    return handle


def announced(call: Call, told: Iterable[Announcement]) -> Sequence[Announcement]:
    """Return what a message tells, each with an instant that its station can mean, or none."""
    return [
        replace(each, at=plausible(utc(each.at), received_at=call.received_at)) for each in told
    ]


def detail(part: Struct) -> dict[str, Any]:
    """Return a part of a message as OCPP spells it, secrets masked."""
    shown: dict[str, Any] = without_secrets(msgspec.to_builtins(part))
    return shown if len(msgspec.json.encode(shown)) <= DETAIL_BYTES_MAX else {}
