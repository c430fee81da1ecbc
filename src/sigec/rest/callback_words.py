"""What each provider says of its messages, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from sigec.notifications.model import ERROR_LENGTH_MAX, Receipt

_TWILIO = {
    "sent": Receipt.SENT,
    "delivered": Receipt.DELIVERED,
    "read": Receipt.READ,
    "undelivered": Receipt.FAILED,
    "failed": Receipt.FAILED,
}
_META = {
    "sent": Receipt.SENT,
    "delivered": Receipt.DELIVERED,
    "read": Receipt.READ,
    "failed": Receipt.FAILED,
}
_EVOLUTION = {
    "SERVER_ACK": Receipt.SENT,
    "DELIVERY_ACK": Receipt.DELIVERED,
    "READ": Receipt.READ,
    "PLAYED": Receipt.READ,
    "ERROR": Receipt.FAILED,
}
_SENDGRID = {
    "processed": Receipt.SENT,
    "delivered": Receipt.DELIVERED,
    "open": Receipt.READ,
    "bounce": Receipt.FAILED,
    "dropped": Receipt.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one message, by the provider's name for it."""

    provider_id: str
    receipt: Receipt
    at: datetime | None = None
    error: str | None = None


class _Error(msgspec.Struct):
    code: int = 0
    title: str = ""


class _Status(msgspec.Struct):
    id: str
    status: str
    timestamp: str = ""
    errors: list[_Error] = []


class _Value(msgspec.Struct):
    statuses: list[_Status] = []


class _Change(msgspec.Struct):
    value: _Value = msgspec.field(default_factory=_Value)


class _Entry(msgspec.Struct):
    changes: list[_Change] = []


class _MetaBody(msgspec.Struct):
    entry: list[_Entry] = []


class _Mail(msgspec.Struct):
    event: str = ""
    sg_message_id: str = ""
    timestamp: int = 0
    reason: str = ""


class _EvolutionBody(msgspec.Struct):
    event: str = ""
    data: Any = None


def told_by_twilio(body: bytes) -> Sequence[Told]:
    """Read a status callback, whose signature held."""
    fields = dict(parse_qsl(body.decode()))
    receipt = _TWILIO.get(fields.get("MessageStatus", ""))
    if receipt is None or "MessageSid" not in fields:
        return []
    code = fields.get("ErrorCode")
    error = f"Twilio: {code}" if code and receipt is Receipt.FAILED else None
    return [Told(provider_id=fields["MessageSid"], receipt=receipt, error=_cut(error))]


def told_by_meta(body: bytes) -> Sequence[Told]:
    """Read a webhook of WhatsApp's; what people write to the number is not looked at."""
    try:
        read = msgspec.json.decode(body, type=_MetaBody)
    except msgspec.MsgspecError:
        return []
    return [
        Told(
            provider_id=each.id,
            receipt=_META[each.status],
            at=_instant(each.timestamp),
            error=_cut(f"{each.errors[0].code}: {each.errors[0].title}") if each.errors else None,
        )
        for entry in read.entry
        for change in entry.changes
        for each in change.value.statuses
        if each.status in _META
    ]


def told_by_evolution(body: bytes) -> Sequence[Told]:
    """Read a webhook ``MESSAGES_UPDATE``, of either version."""
    read = _evolution(body)
    if read is None or _event(read) != "messages.update":
        return []
    updates = read.data if isinstance(read.data, list) else [read.data]
    told = []
    for each in updates:
        if not isinstance(each, dict):
            continue
        receipt = _EVOLUTION.get(str(each.get("status")))
        name = _name_of(each)
        if receipt is not None and name is not None:
            told.append(Told(provider_id=name, receipt=receipt))
    return told


def is_signed_out(body: bytes) -> bool:
    """Say whether it tells that the phone is connected no more."""
    read = _evolution(body)
    if read is None or _event(read) != "connection.update" or not isinstance(read.data, dict):
        return False
    return read.data.get("state") == "close"


def told_by_sendgrid(body: bytes) -> Sequence[Told]:
    """Read a batch of events."""
    try:
        read = msgspec.json.decode(body, type=list[_Mail])
    except msgspec.MsgspecError:
        return []
    return [
        Told(
            # What comes after the dot is the way that it took inside SendGrid.
            provider_id=each.sg_message_id.partition(".")[0],
            receipt=_SENDGRID[each.event],
            at=_instant(str(each.timestamp)),
            error=_cut(each.event) if _SENDGRID[each.event] is Receipt.FAILED else None,
        )
        for each in read
        if each.event in _SENDGRID and each.sg_message_id
    ]


def _evolution(body: bytes) -> _EvolutionBody | None:
    try:
        return msgspec.json.decode(body, type=_EvolutionBody)
    except msgspec.MsgspecError:
        return None


def _event(read: _EvolutionBody) -> str:
    """Return the event's name, which some versions write in capitals."""
    return read.event.lower().replace("_", ".")


def _name_of(update: Mapping[str, Any]) -> str | None:
    key = update.get("key")
    nested = key.get("id") if isinstance(key, dict) else None
    name = update.get("keyId") or nested
    return name if isinstance(name, str) else None


def _instant(seconds: str) -> datetime | None:
    if not (seconds.isascii() and seconds.isdigit() and int(seconds[:11]) > 0):
        return None
    return datetime.fromtimestamp(int(seconds[:11]), UTC)


def _cut(error: str | None) -> str | None:
    return None if error is None else error[:ERROR_LENGTH_MAX]
