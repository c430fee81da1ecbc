"""Energy when no register tells it: sums of intervals, and power over time."""

from datetime import datetime, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from sigec.sessions.model.idleness import Spans
from sigec.sessions.model.metering import Context, MeterSample

DRAWING_ABOVE_W = 10
"""Above this a car draws; at or below it the car idles (``domain.md`` §6)."""

_MJ_PER_WH = 3_600_000  # a watt for a millisecond is a millijoule


class IntervalSum(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The sum of interval values up to an instant."""

    wh: int = 0
    count: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    def add(self, at: datetime, interval_wh: int) -> "IntervalSum":
        """Add one interval; one that is not newer than the last is a repeat."""
        if self.last_at is not None and at <= self.last_at:
            return self
        return replace(
            self,
            wh=self.wh + interval_wh,
            count=self.count + 1,
            first_at=self.first_at or at,
            last_at=at,
        )


class Intervals(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Two series that cover the same time and must not be added to each other."""

    sampled: IntervalSum = IntervalSum()
    clock_aligned: IntervalSum = IntervalSum()

    def add(self, at: datetime, sample: MeterSample) -> "Intervals":
        """Add the sample's interval, if it has one, to the series that its context names."""
        if sample.interval_wh is None:
            return self
        if sample.context == Context.CLOCK:
            return replace(self, clock_aligned=self.clock_aligned.add(at, sample.interval_wh))
        return replace(self, sampled=self.sampled.add(at, sample.interval_wh))

    @property
    def best(self) -> IntervalSum:
        """The sampled series, or the clock-aligned one when there is no other."""
        return self.sampled if self.sampled.count else self.clock_aligned


class Power(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The integral of the power (trapezoids) and what it was last.

    ``rests`` begin with the first sample at or below the threshold after one above it.
    """

    work_mj: int = 0
    count: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    last_w: int = 0
    has_drawn: bool = False
    rests: Spans = field(default_factory=Spans)

    def add(self, at: datetime, power_w: int) -> "Power":
        """Add a sample; one that is not newer than the last is a repeat."""
        if self.last_at is not None and at <= self.last_at:
            return self
        draws = power_w > DRAWING_ABOVE_W
        elapsed_ms = (at - (self.last_at or at)) // timedelta(milliseconds=1)
        return Power(
            work_mj=self.work_mj + (self.last_w + power_w) * elapsed_ms // 2,
            count=self.count + 1,
            first_at=self.first_at or at,
            last_at=at,
            last_w=power_w,
            has_drawn=self.has_drawn or draws,
            rests=self.rests.end(at) if draws or not self.has_drawn else self.rests.begin(at),
        )

    @property
    def idle_since(self) -> datetime | None:
        """Since when nothing has been drawn, after something was."""
        return self.rests.since

    @property
    def energy_wh(self) -> int:
        """The integral in whole Wh, half up."""
        return max(0, (self.work_mj + _MJ_PER_WH // 2) // _MJ_PER_WH)
