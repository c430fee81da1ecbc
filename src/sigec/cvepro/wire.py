"""The cloud's answers, read tolerantly: unknown fields are ignored, missing ones are null.

What cannot be understood is counted and noted, never guessed, and does not take the rest with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw, Struct

Number = int | float | str | None

Item = TypeVar("Item", bound=Struct)


class Envelope(Struct):
    """What both lists come in; ``error`` may come with HTTP 200."""

    error: str | None = None
    list: Sequence[Raw] | None = None
    charge_point_list: Sequence[Raw] | None = msgspec.field(default=None, name="chargePointList")


class TransactionRow(Struct, rename="camel", kw_only=True):
    """One transaction. ``id`` is OCPP's, and the only safe key; ``stop_timestamp`` null is active.

    ``energy`` and the registers are Wh; the tag may be empty while it is active.
    """

    id: int
    charge_box_uuid: str | None = None
    charge_box_id: str | None = None
    connector_id: int | None = None
    ocpp_id_tag: str | None = None
    ocpp_tag_pk: int | None = None
    start_timestamp: str | None = None
    stop_timestamp: str | None = None
    energy: Number = None
    start_value: Number = None
    stop_value: Number = None
    stop_reason: str | None = None


class LastStatus(Struct, rename="camel", kw_only=True):
    """The last status received of a connector, which may be years old. ``time_stamp`` is UTC."""

    time_stamp: str | None = None
    status: str | None = None
    error_code: str | None = None
    erro_info: str | None = None


class BoxConnector(Struct, rename="camel", kw_only=True):
    """A connector of a charger; ``power_max`` mixes W and kW."""

    connector_id: int
    power_max: Number = None
    connector_type: str | None = None
    last_status: LastStatus | None = None


class BoxRow(Struct, rename="camel", kw_only=True):
    """One charger. ``last_heartbeat_timestamp`` is local time of São Paulo, without an offset."""

    charge_box_id: str
    uuid: str | None = None
    description: str | None = None
    charge_point_vendor: str | None = None
    charge_point_model: str | None = None
    charge_point_serial_number: str | None = None
    fw_version: str | None = None
    last_heartbeat_timestamp: str | None = None
    connectors: Sequence[BoxConnector] | None = None


class LoginAnswer(Struct, rename="camel", kw_only=True):
    """What a login answers; the token has two names, and an end only sometimes."""

    token: str | None = None
    access_token: str | None = None
    expires_at: int | float | str | None = None
    error: str | None = None


class ErrorAnswer(Struct):
    """How the cloud says no: in one of two fields."""

    error: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Read(Generic[Item]):
    """An item with the text that it was read from."""

    item: Item
    raw: Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Item]):
    """A list as far as it was understood; ``unreadable`` is the rest, with why of the last."""

    items: Sequence[Read[Item]]
    unreadable: Sequence[Raw] = ()
    note: str | None = None


def read_items(kind: type[Item], raws: Sequence[Raw]) -> Listing[Item]:
    """Read each item by itself."""
    items: list[Read[Item]] = []
    unreadable: list[Raw] = []
    note = None
    for raw in raws:
        try:
            item = msgspec.json.decode(raw, type=kind, strict=False)
        except (msgspec.DecodeError, RecursionError) as error:
            unreadable.append(raw)
            note = f"{kind.__name__}: {error}"
        else:
            items.append(Read(item, raw))
    return Listing(items=items, unreadable=unreadable, note=note)


_FORMATS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S")


def read_time(text: str | None, zone: tzinfo) -> datetime | None:
    """Read an instant; one without an offset is of ``zone``. ``None`` if it is not readable."""
    text = (text or "").strip()
    if not text:
        return None
    for pattern in _FORMATS:
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=zone).astimezone(UTC)
        except ValueError:
            continue
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def write_time(at: datetime, zone: tzinfo) -> str:
    """Write an instant as the filters want it, in the zone of the transactions."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
