"""Column types that mean the same on PostgreSQL and SQLite."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, DateTime, LargeBinary, Numeric, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PRICE_MAX = Decimal(10**12)
_PRICE_STEP = Decimal("0.000001")
_MICROSECOND = timedelta(microseconds=1)


def _bytes_of(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _aware(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError(f"an instant needs a zone: {value}")
    return value


def _microseconds_of(value: datetime | None) -> int | None:
    return None if value is None else (_aware(value) - _EPOCH) // _MICROSECOND  # type: ignore[operator]  # it is not None


class _Bytes(LargeBinary):
    """Bytes as they are: the driver of SQLite needs no view around each value."""

    def bind_processor(self, dialect: Dialect) -> None:
        """Change nothing."""


class Id(TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, 16 bytes on SQLite."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_Bytes(16))
        return dialect.type_descriptor(Uuid())

    def bind_processor(self, dialect: Dialect) -> Callable[[UUID | None], Any] | None:
        """Turn a UUID into what the driver takes: itself, but for SQLite."""
        return _bytes_of if dialect.name == "sqlite" else None

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """Turn what the driver gives into a UUID; asyncpg's own class is one, and faster."""
        return UUID(bytes=value) if isinstance(value, bytes) else value


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: TIMESTAMPTZ on PostgreSQL, integer microseconds since 1970 on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(DateTime(timezone=True))

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """Refuse instants without a zone; they would be somebody's guess."""
        return _microseconds_of if dialect.name == "sqlite" else _aware

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give an aware instant in UTC."""
        if value is None:
            return None
        if isinstance(value, int):
            return _EPOCH + timedelta(microseconds=value)
        return value.astimezone(UTC)  # type: ignore[no-any-return]  # asyncpg gives a datetime


class UnitPrice(TypeDecorator[Decimal]):
    """A price per unit: NUMERIC(18,6) on PostgreSQL, text on SQLite; never summed in SQL."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column's type."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(Numeric(18, 6))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Turn a decimal into what the driver takes; what PostgreSQL would round is refused."""
        if value is None:
            return None
        if not value.is_finite() or abs(value) >= _PRICE_MAX or value % _PRICE_STEP:
            raise ValueError(f"a price has at most 12 digits before the point and 6 after: {value}")
        return f"{value:f}" if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Give a decimal whose trailing zeros do not depend on the database."""
        return None if value is None else Decimal(f"{Decimal(value).normalize():f}")


class Json(TypeDecorator[Any]):
    """JSON as text: written and read whole, never searched in SQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Encode; ``None`` is NULL, not ``null``."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Decode into plain objects."""
        return None if value is None else msgspec.json.decode(value)
