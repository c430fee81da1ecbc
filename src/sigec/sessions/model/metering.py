"""From the sampled values of a message to one sample per instant: Wh, W, A, V, one place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct, field

from sigec.sessions.model.flags import Flag
from sigec.sessions.model.layouts import Shown, arrange, plan_of
from sigec.sessions.model.values import OUTLET, SampledValue, read_amount, step_of


class Context:
    """The contexts that matter to us, as OCPP spells them; any other text is kept as it is."""

    BEGIN = "Transaction.Begin"
    END = "Transaction.End"
    PERIODIC = "Sample.Periodic"
    CLOCK = "Sample.Clock"


_CONTEXT_ORDER = {Context.BEGIN: 0, Context.END: 2}


class MeterSample(Struct, frozen=True, kw_only=True, gc=False):
    """What a meter said at one instant; ``at`` is as stated, ``None`` when missing.

    ``energy_step_wh`` is the resolution in which the register was written: 6.1 kWh has steps of
    100 Wh. ``location`` is the register's. ``other`` holds what has no field, as the wire wrote it.
    """

    at: datetime | None
    context: str = Context.PERIODIC
    location: str = OUTLET
    energy_wh: int | None = None
    energy_step_wh: int = 1
    interval_wh: int | None = None
    power_w: int | None = None
    offered_w: int | None = None
    current_a: float | None = None
    voltage_v: float | None = None
    soc_percent: float | None = None
    other: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[Flag] = field(default_factory=frozenset)


def read_meter(at: datetime | None, values: Iterable[SampledValue]) -> tuple[MeterSample, ...]:
    """Put the values of one instant together: one sample per context, begin first, end last.

    Nothing is refused: what cannot be understood is kept as text in ``other``. Phases are added
    up for energy and power when no total is given; a location is never mixed with another.
    """
    by_context: dict[str, list[SampledValue]] = {}
    for value in values:
        by_context.setdefault(value.context or Context.PERIODIC, []).append(value)
    if len(by_context) > 1:
        by_context = dict(sorted(by_context.items(), key=_by_context))
    return tuple(_sample(at, context, alike) for context, alike in by_context.items())


def _by_context(item: tuple[str, object]) -> tuple[int, str]:
    return _CONTEXT_ORDER.get(item[0], 1), item[0]


def _sample(at: datetime | None, context: str, values: Sequence[SampledValue]) -> MeterSample:
    kinds, layout = plan_of(tuple([value.spelling for value in values]))
    amounts: list[Decimal | None] = []
    unread = set()
    for kind, value in zip(kinds, values, strict=True):
        amount = None if kind.measurand is None else read_amount(kind, value.value)
        if amount is None and kind.measurand is not None:
            unread.add(len(amounts))
        amounts.append(amount)
    if unread:
        layout = arrange(kinds, unreadable=unread)

    def of(shown: Shown) -> list[Decimal]:
        """Return the amounts that count: the total alone, or those of the lines."""
        numbers = shown.lines if shown.total is None else (shown.total,)
        return [amount for number in numbers if (amount := amounts[number]) is not None]

    registers = of(layout.register)
    others = {name: f"{values[number].value}{unit}".strip() for number, name, unit in layout.others}
    return MeterSample(
        at=at,
        context=context,
        location=layout.location,
        energy_wh=_sum(registers),
        energy_step_wh=max(1, int(sum(map(step_of, registers)))),
        interval_wh=_sum(of(layout.interval)),
        power_w=_sum(of(layout.power)),
        offered_w=_sum(of(layout.offered)),
        current_a=_highest(of(layout.current)),
        voltage_v=_mean(of(layout.voltage)),
        soc_percent=_highest(of(layout.soc)),
        other=others,
        flags=layout.flags,
    )


def _sum(amounts: Sequence[Decimal]) -> int | None:
    """Add up, and round to a whole unit, half up."""
    if not amounts:
        return None
    total = amounts[0] if len(amounts) == 1 else sum(amounts, Decimal(0))
    return int(total.to_integral_value(ROUND_HALF_UP))


def _highest(amounts: Sequence[Decimal]) -> float | None:
    return float(max(amounts)) if amounts else None


def _mean(amounts: Sequence[Decimal]) -> float | None:
    return float(sum(amounts, Decimal(0)) / len(amounts)) if amounts else None
