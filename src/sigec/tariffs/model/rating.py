"""From energy over time to money: the one function behind preview, live cost and final charge."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from sigec.kit import money
from sigec.kit.energy import largest_remainder
from sigec.kit.money import Money
from sigec.tariffs.model.tariffs import BASE, PricedWindow, TariffVersion
from sigec.tariffs.model.windows import Calendar, Window, split_points

_TICK = timedelta.resolution
_SECOND = timedelta(seconds=1)


class LineKind(StrEnum):
    """What a line charges for."""

    ENERGY = "energy"
    TIME = "time"
    SESSION = "session"


class Basis(StrEnum):
    """How the energy of a line is known."""

    WHOLE = "whole"
    """All of the session's energy: nothing had to be divided."""
    READINGS = "readings"
    """Divided by what the meter showed between two readings."""
    PROPORTIONAL = "proportional"
    """Divided in proportion to time, for want of readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Energy that flowed evenly between two instants; ``is_read`` if readings bound it."""

    from_at: datetime
    to_at: datetime
    energy_wh: int
    is_read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a bill: ``unit_price`` is per kWh, minute or session, as ``kind`` says.

    ``energy_wh`` and ``seconds`` are rounded to be shown; over all lines of a kind they add up to
    the session's. ``amount`` is rounded once, from the unrounded energy.
    """

    kind: LineKind
    window: str
    from_at: datetime
    to_at: datetime
    unit_price: Decimal
    amount: Money
    energy_wh: int | None = None
    seconds: int | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a session costs; the total is the sum of its lines."""

    lines: Sequence[Line]
    total: Money

    def __post_init__(self) -> None:
        amounts = (line.amount for line in self.lines)
        assert money.total(amounts, self.total.currency) == self.total


@dataclass(slots=True, kw_only=True)
class _Part:
    """An unbroken stretch under one window."""

    window: PricedWindow
    from_at: datetime
    to_at: datetime
    energy_wh: Fraction
    is_read: bool


def rate(version: TariffVersion, slices: Sequence[Slice], *, calendar: Calendar) -> Charge:
    """Price slices that follow each other: energy and time by window, and the session once.

    :raises ValueError: when there is no slice, or one ends before it begins.
    """
    if not slices or any(piece.to_at < piece.from_at for piece in slices):
        raise ValueError("a charge needs slices of time")
    parts = _parts(version, slices, calendar)
    lines = [*_energy_lines(version, parts), *_time_lines(version, parts)]
    if version.price_per_session:
        lines.append(_session_line(version, parts))
    total = money.total((line.amount for line in lines), version.currency)
    return Charge(lines=tuple(lines), total=total)


def _parts(version: TariffVersion, slices: Iterable[Slice], calendar: Calendar) -> Sequence[_Part]:
    """Cut the slices wherever another window applies; neighbours under one window are one part."""
    base = PricedWindow(
        name=BASE,
        window=Window(),
        price_per_kwh=version.price_per_kwh,
        price_per_minute=version.price_per_minute,
    )
    windows = (*version.windows, base)
    parts: list[_Part] = []
    for piece in (piece for whole in slices for piece in _cut(whole, windows, calendar)):
        last = parts[-1] if parts else None
        if last is not None and last.window is piece.window and last.to_at == piece.from_at:
            last.to_at = piece.to_at
            last.energy_wh += piece.energy_wh
            last.is_read &= piece.is_read
        else:
            parts.append(piece)
    return parts


def _cut(whole: Slice, windows: Sequence[PricedWindow], calendar: Calendar) -> Iterator[_Part]:
    inside = split_points(
        [priced.window for priced in windows],
        from_at=whole.from_at,
        to_at=whole.to_at,
        calendar=calendar,
    )
    for from_at, to_at in pairwise([whole.from_at, *inside, whole.to_at]):
        yield _Part(
            window=next(one for one in windows if one.window.covers(from_at, calendar)),
            from_at=from_at,
            to_at=to_at,
            energy_wh=whole.energy_wh * _share(to_at - from_at, whole.to_at - whole.from_at),
            is_read=whole.is_read,
        )


def _share(part: timedelta, whole: timedelta) -> Fraction:
    """Return the part's share of the time; an instant is a whole by itself."""
    return Fraction(part // _TICK, whole // _TICK) if whole else Fraction(1)


def _energy_lines(version: TariffVersion, parts: Sequence[_Part]) -> Iterator[Line]:
    energies = [part.energy_wh for part in parts]
    for part, shown_wh in zip(parts, largest_remainder(int(sum(energies)), energies), strict=True):
        price = part.window.price_per_kwh
        yield Line(
            kind=LineKind.ENERGY,
            window=part.window.name,
            from_at=part.from_at,
            to_at=part.to_at,
            unit_price=price,
            amount=_amount(part.energy_wh / 1_000, price, version.currency),
            energy_wh=shown_wh,
            basis=_basis(part, parts),
        )


def _time_lines(version: TariffVersion, parts: Sequence[_Part]) -> Iterator[Line]:
    spans = [(part.to_at - part.from_at) // _TICK for part in parts]
    whole_seconds = sum(spans) * _TICK // _SECOND
    for part, seconds in zip(parts, largest_remainder(whole_seconds, spans), strict=True):
        price = part.window.price_per_minute
        if price:
            yield Line(
                kind=LineKind.TIME,
                window=part.window.name,
                from_at=part.from_at,
                to_at=part.to_at,
                unit_price=price,
                amount=_amount(Fraction(seconds, 60), price, version.currency),
                seconds=seconds,
            )


def _session_line(version: TariffVersion, parts: Sequence[_Part]) -> Line:
    return Line(
        kind=LineKind.SESSION,
        window=BASE,
        from_at=parts[0].from_at,
        to_at=parts[-1].to_at,
        unit_price=version.price_per_session,
        amount=_amount(Fraction(1), version.price_per_session, version.currency),
    )


def _basis(part: _Part, parts: Sequence[_Part]) -> Basis:
    if len(parts) == 1:
        return Basis.WHOLE
    return Basis.READINGS if part.is_read else Basis.PROPORTIONAL


def _amount(quantity: Fraction, price: Decimal, currency: str) -> Money:
    """Multiply exactly, then round once."""
    exact = quantity * Fraction(price)
    return Money(Decimal(exact.numerator) / Decimal(exact.denominator), currency).rounded
