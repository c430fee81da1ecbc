"""Cut a session wherever other prices begin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from sigec.tariffs.model.tariffs import BASE, PricedWindow, VersionDraft
from sigec.tariffs.model.usage import Slice
from sigec.tariffs.model.windows import Calendar, Window, split_points

TICK = timedelta.resolution


@dataclass(slots=True, kw_only=True)
class Part:
    """An unbroken stretch of a session under one window."""

    window: PricedWindow
    from_at: datetime
    to_at: datetime
    energy_wh: Fraction | int
    is_read: bool


@dataclass(slots=True, kw_only=True)
class _Stretch:
    """The time between two changes of the price."""

    window: PricedWindow
    from_at: datetime
    to_at: datetime


def parts_of(version: VersionDraft, slices: Iterable[Slice], calendar: Calendar) -> Sequence[Part]:
    """Cut the slices wherever another window applies; neighbours under one window are one part.

    A slice's energy is divided in proportion to time, exactly.

    :raises ValueError: when there is no slice, or one ends before it begins.
    """
    ordered = sorted(slices, key=lambda one: (one.from_at, one.to_at))
    if not ordered or any(one.to_at < one.from_at for one in ordered):
        raise ValueError("a charge needs slices of time")
    to_at = max(one.to_at for one in ordered)
    stretches = _stretches(version, ordered[0].from_at, to_at, calendar)
    parts: list[Part] = []
    index = 0
    for whole in ordered:
        while index + 1 < len(stretches) and stretches[index].to_at <= whole.from_at:
            index += 1
        if whole.to_at <= stretches[index].to_at:
            _append(parts, stretches[index].window, whole, whole.energy_wh)
            continue
        for window, piece, energy_wh in _cut(whole, stretches[index:]):
            _append(parts, window, piece, energy_wh)
    return parts


def price_changes(
    version: VersionDraft, *, from_at: datetime, to_at: datetime, calendar: Calendar
) -> Sequence[datetime]:
    """Return the instants strictly between two at which other prices begin."""
    return [stretch.from_at for stretch in _stretches(version, from_at, to_at, calendar)[1:]]


def _stretches(
    version: VersionDraft, from_at: datetime, to_at: datetime, calendar: Calendar
) -> Sequence[_Stretch]:
    base = PricedWindow(
        name=BASE,
        window=Window(),
        price_per_kwh=version.price_per_kwh,
        price_per_minute=version.price_per_minute,
    )
    if not version.windows:
        return [_Stretch(window=base, from_at=from_at, to_at=to_at)]
    windows = (*version.windows, base)
    inside = split_points(
        [priced.window for priced in windows], from_at=from_at, to_at=to_at, calendar=calendar
    )
    stretches: list[_Stretch] = []
    for begin, end in pairwise([from_at, *inside, to_at]):
        window = next(one for one in windows if one.window.covers(begin, calendar))
        if stretches and stretches[-1].window is window:
            stretches[-1].to_at = end
        else:
            stretches.append(_Stretch(window=window, from_at=begin, to_at=end))
    return stretches


def _cut(
    whole: Slice, stretches: Iterable[_Stretch]
) -> Iterator[tuple[PricedWindow, Slice, Fraction]]:
    """Divide a slice among the stretches, the first of which it begins in."""
    ticks = (whole.to_at - whole.from_at) // TICK
    for stretch in stretches:
        piece = replace(
            whole,
            from_at=max(whole.from_at, stretch.from_at),
            to_at=min(whole.to_at, stretch.to_at),
        )
        if piece.from_at >= piece.to_at:
            return
        share = (piece.to_at - piece.from_at) // TICK
        yield stretch.window, piece, Fraction(whole.energy_wh * share, ticks)


def _append(
    parts: list[Part], window: PricedWindow, piece: Slice, energy_wh: Fraction | int
) -> None:
    last = parts[-1] if parts else None
    if last is not None and last.window is window and last.to_at == piece.from_at:
        last.to_at = piece.to_at
        last.energy_wh += energy_wh
        last.is_read &= piece.is_read
    else:
        part = Part(
            window=window,
            from_at=piece.from_at,
            to_at=piece.to_at,
            energy_wh=energy_wh,
            is_read=piece.is_read,
        )
        parts.append(part)
