"""When a car stood at its connector and took nothing, although it could have."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from sigec.sessions.model.reports import EARLIEST, ChargingState
from sigec.tariffs.model import Span

SPANS_MAX = 64
"""How many spans are remembered; what is forgotten never makes a bill higher."""


class Spans(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Closed spans of time in order, and since when another one goes on."""

    closed: tuple[Span, ...] = ()
    since: datetime | None = None

    def begin(self, at: datetime) -> "Spans":
        """Let a span begin, unless one goes on."""
        return self if self.since is not None else replace(self, since=at)

    def end(self, at: datetime) -> "Spans":
        """End the span that goes on, if any."""
        if self.since is None:
            return self
        closed = (*self.closed, Span(from_at=self.since, to_at=max(self.since, at)))
        return Spans(closed=closed[-SPANS_MAX:])

    def until(self, at: datetime) -> Sequence[Span]:
        """Return all spans, the one that goes on ending at an instant."""
        return self.end(at).closed


class Waiting(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one source's charging states say: when the car paused, and when it was not its choice.

    A pause before the car first drew is none: it was preparing (``domain.md`` §6).
    """

    by_car: Spans = field(default_factory=Spans)
    excused: Spans = field(default_factory=Spans)
    has_charged: bool = False

    def observe(self, state: ChargingState, at: datetime, *, has_drawn: bool | None) -> "Waiting":
        """Take in a state from an instant on; ``has_drawn`` is ``None`` if no meter tells."""
        match state:
            case ChargingState.CHARGING:
                return Waiting(
                    by_car=self.by_car.end(at), excused=self.excused.end(at), has_charged=True
                )
            case ChargingState.SUSPENDED_EV:
                is_pause = has_drawn or (has_drawn is None and self.has_charged)
                by_car = self.by_car.begin(at) if is_pause else self.by_car
                return replace(self, by_car=by_car, excused=self.excused.end(at))
            case ChargingState.SUSPENDED_EVSE | ChargingState.IDLE:
                return replace(self, by_car=self.by_car.end(at), excused=self.excused.begin(at))
            case ChargingState.EV_CONNECTED:
                return replace(self, excused=self.excused.end(at))

    def pauses(self, to_at: datetime) -> Sequence[Span]:
        """Return when the car paused, up to an instant."""
        return self.by_car.until(to_at)

    def excuses(self, to_at: datetime) -> Sequence[Span]:
        """Return when that was not its choice; before the earliest that is remembered, always."""
        spans = self.excused.until(to_at)
        if len(spans) < SPANS_MAX:
            return spans
        return [Span(from_at=EARLIEST, to_at=spans[0].to_at), *spans[1:]]


def idle_spans(
    pauses: Iterable[Span], excused: Iterable[Span], *, to_at: datetime
) -> Sequence[Span]:
    """Unite the pauses up to an instant, and take out what was excused."""
    clipped = [Span(from_at=one.from_at, to_at=min(one.to_at, to_at)) for one in pauses]
    idle: list[Span] = []
    for pause in sorted(clipped, key=lambda span: span.from_at):
        if pause.from_at >= pause.to_at:
            continue
        if idle and pause.from_at <= idle[-1].to_at:
            to_at = max(idle[-1].to_at, pause.to_at)
            idle[-1] = Span(from_at=idle[-1].from_at, to_at=to_at)
        else:
            idle.append(pause)
    for excuse in excused:
        idle = [rest for span in idle for rest in _without(span, excuse)]
    return idle


def _without(span: Span, excuse: Span) -> Iterable[Span]:
    before = Span(from_at=span.from_at, to_at=min(span.to_at, excuse.from_at))
    after = Span(from_at=max(span.from_at, excuse.to_at), to_at=span.to_at)
    return [rest for rest in (before, after) if rest.from_at < rest.to_at]
