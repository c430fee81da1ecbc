"""From energy over time to money: the one function behind preview, live cost and final charge."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from sigec.kit.energy import largest_remainder
from sigec.tariffs.model.amounts import amount_of
from sigec.tariffs.model.charges import Basis, Charge, Line, LineKind
from sigec.tariffs.model.fees import idle_lines, limit_lines, once_lines
from sigec.tariffs.model.parts import TICK, Part, parts_of
from sigec.tariffs.model.tariffs import VersionDraft
from sigec.tariffs.model.taxes import added_lines, included_in
from sigec.tariffs.model.usage import Slice, Span
from sigec.tariffs.model.windows import Calendar

_SECOND = timedelta(seconds=1)


def rate(
    version: VersionDraft,
    slices: Iterable[Slice],
    *,
    calendar: Calendar,
    idle: Iterable[Span] = (),
    is_reserved: bool = False,
) -> Charge:
    """Price a session: energy and time by window, idle time, the session and its reservation once.

    The slices may come in any order and must not overlap; neither may the idle spans. A minimum
    or maximum counts before any tax that is added to it.

    :raises ValueError: when there is no slice, or one ends before it begins.
    """
    parts = parts_of(version, slices, calendar)
    whole = Span(from_at=parts[0].from_at, to_at=max(part.to_at for part in parts))
    lines = [
        *_energy_and_time_lines(version, parts),
        *idle_lines(version, idle),
        *once_lines(version, whole, is_reserved=is_reserved),
    ]
    lines += limit_lines(version, whole, lines)
    lines += added_lines(version, whole, lines)
    charge = Charge.of(lines, version.currency)
    return replace(charge, included_taxes=included_in(version, charge.total))


def _energy_and_time_lines(version: VersionDraft, parts: Sequence[Part]) -> Iterator[Line]:
    energies = [Fraction(part.energy_wh) for part in parts]
    spans = [(part.to_at - part.from_at) // TICK for part in parts]
    shown_wh = largest_remainder(int(sum(energies)), energies)
    shown_seconds = largest_remainder(sum(spans) * TICK // _SECOND, spans)
    shown = list(zip(parts, shown_wh, shown_seconds, strict=True))
    for part, energy_wh, seconds in shown:
        price = part.window.price_per_kwh
        yield Line(
            kind=LineKind.ENERGY,
            window=part.window.name,
            from_at=part.from_at,
            to_at=part.to_at,
            unit_price=price,
            amount=amount_of(Fraction(part.energy_wh) / 1_000, price, version.currency),
            energy_wh=energy_wh,
            seconds=seconds,
            basis=_basis(part, parts),
        )
    for part, _, seconds in shown:
        if price := part.window.price_per_minute:
            yield Line(
                kind=LineKind.TIME,
                window=part.window.name,
                from_at=part.from_at,
                to_at=part.to_at,
                unit_price=price,
                amount=amount_of(Fraction(seconds, 60), price, version.currency),
                seconds=seconds,
            )


def _basis(part: Part, parts: Sequence[Part]) -> Basis:
    if len(parts) == 1:
        return Basis.WHOLE
    return Basis.READINGS if part.is_read else Basis.PROPORTIONAL
