"""Cut a session wherever other prices begin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    for piece in ordered:
        while index + 1 < len(stretches) and stretches[index].to_at <= piece.from_at:
            index += 1
        for part in _cut(piece, stretches, index):
            _append(parts, part)
    return parts


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


def _cut(piece: Slice, stretches: Sequence[_Stretch], index: int) -> Iterator[Part]:
    """Divide a slice that begins in the stretch at ``index``."""
    duration = piece.to_at - piece.from_at
    from_at = piece.from_at
    while True:
        stretch = stretches[index]
        is_last = piece.to_at <= stretch.to_at or index + 1 == len(stretches)
        to_at = piece.to_at if is_last else stretch.to_at
        is_whole = to_at - from_at == duration
        yield Part(
            window=stretch.window,
            from_at=from_at,
            to_at=to_at,
            energy_wh=piece.energy_wh
            if is_whole
            else Fraction(piece.energy_wh * ((to_at - from_at) // TICK), duration // TICK),
            is_read=piece.is_read,
        )
        if is_last:
            return
        from_at, index = to_at, index + 1


def _append(parts: list[Part], part: Part) -> None:
    last = parts[-1] if parts else None
    if last is not None and last.window is part.window and last.to_at == part.from_at:
        last.to_at = part.to_at
        last.energy_wh += part.energy_wh
        last.is_read &= part.is_read
    else:
        parts.append(part)
