"""Between the messages of ``sigec.v1`` and our own values."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from sigec.kit.errors import FieldError, Invalid
from sigec.kit.pages import PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX, PageRequest

TEXT_LENGTH_MAX = 500
Kind = TypeVar("Kind", bound=StrEnum)


def wrong(field: str, rule: str) -> Invalid:
    """Name a field that breaks a rule."""
    return Invalid(FieldError(field=field, code=f"field.{rule}"))


def uuid_of(text: str, field: str) -> UUID:
    """Read an id.

    :raises Invalid: when it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise wrong(field, "uuid") from None


def optional_uuid(message: Message, field: str) -> UUID | None:
    """Read an id that may be left out.

    :raises Invalid: when it is none.
    """
    return uuid_of(getattr(message, field), field) if message.HasField(field) else None


def optional_text(message: Message, field: str) -> str | None:
    """Read a text that may be left out.

    :raises Invalid: when it is too long.
    """
    return text_of(getattr(message, field), field) if message.HasField(field) else None


def text_of(text: str, field: str, *, length_max: int = TEXT_LENGTH_MAX) -> str:
    """Check a text.

    :raises Invalid: when it is too long, or no database could take it.
    """
    if len(text) > length_max:
        raise wrong(field, "string_too_long")
    if "\0" in text:
        raise wrong(field, "string_nul")
    return text


def choice_of(kind: type[Kind], text: str, field: str) -> Kind:
    """Read one of a closed set.

    :raises Invalid: when it is none of it.
    """
    try:
        return kind(text)
    except ValueError:
        raise wrong(field, "enum") from None


def number_of(message: Message, field: str) -> int | None:
    """Read one of OCPP's numbers, which begin with 1, where it was given.

    :raises Invalid: when it is none.
    """
    if not message.HasField(field):
        return None
    number: int = getattr(message, field)
    if not 1 <= number <= 1_000:  # noqa: PLR2004 - as REST has it
        raise wrong(field, "range")
    return number


def page_of(limit: int, cursor: str) -> PageRequest:
    """Read which page is asked for.

    :raises Invalid: when the limit is out of range.
    """
    if not 0 <= limit <= PAGE_LIMIT_MAX:
        raise wrong("limit", "less_than_equal")
    text_of(cursor, "cursor")
    return PageRequest(limit=limit or PAGE_LIMIT_DEFAULT, cursor=cursor or None)


def instant_of(message: Message, field: str) -> datetime | None:
    """Read an instant that may be left out.

    :raises Invalid: when no calendar has it.
    """
    if not message.HasField(field):
        return None
    stamp: Timestamp = getattr(message, field)
    try:
        return stamp.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise wrong(field, "datetime") from None


def stamp_of(at: datetime | None) -> Timestamp | None:
    """Write an instant; nothing where there is none."""
    if at is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp
