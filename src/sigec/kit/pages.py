"""Pages of a list: items and an opaque cursor to the next ones."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from sigec.kit.errors import FieldError, Invalid

PAGE_LIMIT_DEFAULT = 50
PAGE_LIMIT_MAX = 200
CURSOR_LENGTH_MAX = 4_096
"""Enough for the longest sort key, a text of 300 characters, each escaped."""
_INTEGERS = range(-(2**63), 2**63)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """Up to ``limit`` items, and where to go on; ``next_cursor`` is ``None`` at the end."""

    items: Sequence[Item]
    next_cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What a caller asks for; limits beyond the maximum are cut to it."""

    limit: int = PAGE_LIMIT_DEFAULT
    cursor: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "limit", max(1, min(self.limit, PAGE_LIMIT_MAX)))


class InvalidCursor(Invalid):
    """The cursor was not made by us, or belongs to another list."""

    code = "invalid.cursor"

    def __init__(self) -> None:
        super().__init__(FieldError(field="cursor", code="invalid.cursor"))


def encode_cursor(*keys: str | int | UUID | datetime) -> str:
    """Pack the sort key of a page's last item into an opaque text."""
    plain = [_to_plain(key) for key in keys]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> tuple[object, ...]:
    """Unpack what `encode_cursor` packed, checking the kinds: ``decode_cursor(c, datetime, UUID)``.

    :raises InvalidCursor: when the text is not a cursor of these kinds.
    """
    if len(cursor) > CURSOR_LENGTH_MAX:
        raise InvalidCursor
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(plain, list):
            raise TypeError("not a list of keys")
        return tuple(_from_plain(kind, value) for kind, value in zip(kinds, plain, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InvalidCursor from error


def page_of(rows: Sequence[Item], *, limit: int, cursor: str | None) -> Page[Item]:
    """Make a page of rows fetched with ``limit + 1``; ``cursor`` is that of the last shown row."""
    return Page(items=rows[:limit], next_cursor=cursor if len(rows) > limit else None)


def _to_plain(key: str | int | UUID | datetime) -> str | int:
    match key:
        case datetime():
            return (key - _EPOCH) // timedelta(microseconds=1)
        case UUID():
            return str(key)
        case _:
            return key


def _from_plain(kind: type, value: object) -> object:
    """Turn a decoded value into a key that a query can take, whoever made the cursor."""
    match value:
        case bool():
            pass
        case int() if kind is datetime:
            return _EPOCH + timedelta(microseconds=value)
        case int() if kind is int and value in _INTEGERS:
            return value
        case str() if kind is UUID:
            return UUID(value)
        case str() if kind is str and "\0" not in value:
            value.encode()  # fails on half a surrogate pair
            return value
    raise TypeError(f"{value!r} is not of {kind}")
