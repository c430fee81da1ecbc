"""What is charged once in a session: idle time, the session, its reservation, and its limits."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from sigec.kit.money import Money
from sigec.tariffs.model.amounts import amount_of
from sigec.tariffs.model.charges import Line, LineKind, subtotal
from sigec.tariffs.model.tariffs import BASE, VersionDraft
from sigec.tariffs.model.usage import Span

_SECOND = timedelta(seconds=1)


def idle_lines(version: VersionDraft, idle: Iterable[Span]) -> Iterator[Line]:
    """Charge idle time beyond the grace, once for all spans; a minute of grace is never charged."""
    spans = sorted(idle, key=lambda span: span.from_at)
    idle_seconds = sum((span.to_at - span.from_at for span in spans), timedelta()) // _SECOND
    grace_seconds = version.idle_grace_minutes * 60
    seconds = idle_seconds - grace_seconds
    if version.price_per_idle_minute and seconds > 0:
        yield Line(
            kind=LineKind.IDLE,
            window=BASE,
            from_at=spans[0].from_at,
            to_at=spans[-1].to_at,
            unit_price=version.price_per_idle_minute,
            amount=amount_of(
                Fraction(seconds, 60), version.price_per_idle_minute, version.currency
            ),
            seconds=seconds,
            facts={"idle_seconds": str(idle_seconds), "grace_seconds": str(grace_seconds)},
        )


def once_lines(version: VersionDraft, whole: Span, *, is_reserved: bool) -> Iterator[Line]:
    """Charge for the session itself, and for the reservation that it used."""
    fees = [(LineKind.SESSION, version.price_per_session)]
    if is_reserved:
        fees.append((LineKind.RESERVATION, version.price_per_reservation))
    for kind, price in fees:
        if price:
            yield Line(
                kind=kind,
                window=BASE,
                from_at=whole.from_at,
                to_at=whole.to_at,
                unit_price=price,
                amount=amount_of(Fraction(1), price, version.currency),
            )


def limit_lines(version: VersionDraft, whole: Span, lines: Sequence[Line]) -> Iterator[Line]:
    """Raise what the lines sum up to to the minimum, or lower it to the maximum."""
    reached = subtotal(lines, version.currency)
    least, most = version.amount_min, version.amount_max
    if least is not None and reached.amount < least:
        kind, limit = LineKind.MINIMUM, least
    elif most is not None and reached.amount > most:
        kind, limit = LineKind.MAXIMUM, most
    else:
        return
    yield Line(
        kind=kind,
        window=BASE,
        from_at=whole.from_at,
        to_at=whole.to_at,
        unit_price=limit,
        amount=Money(limit, version.currency).rounded - reached,
        facts={"subtotal": str(reached.amount), "limit": str(limit)},
    )
