"""What the meters of a session have shown so far."""

from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from sigec.sessions.model import registers
from sigec.sessions.model.flows import Intervals, Power
from sigec.sessions.model.metering import Context, MeterSample
from sigec.sessions.model.registers import Mark, Track
from sigec.sessions.model.reports import ReportKind, TransactionReport, plausible
from sigec.sessions.model.values import OUTLET


class Meters(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Registers (one track per location), intervals, power, what is offered, state of charge."""

    tracks: tuple[Track, ...] = ()
    intervals: Intervals = field(default_factory=Intervals)
    power: Power = field(default_factory=Power)
    soc_percent: float | None = None
    offered_w: int | None = None
    read_at: datetime | None = None
    contradicts_begin: bool = False

    @property
    def has_reset(self) -> bool:
        """Whether a register went backwards."""
        return any(track.resets for track in self.tracks)

    @property
    def has_drawn(self) -> bool:
        """Whether a meter showed that energy flowed."""
        return self.power.has_drawn or any(track.energy_wh for track in self.tracks)

    @property
    def is_known_to_draw(self) -> bool | None:
        """Whether energy flowed; ``None`` while neither power nor a moving register tells."""
        return self.has_drawn if self.has_drawn or self.power.count else None

    @property
    def first(self) -> Mark | None:
        """What the outlet's register showed first."""
        outlets = (track for track in self.tracks if track.location == OUTLET)
        return next((track.first for track in outlets), None)

    @property
    def first_wh(self) -> int | None:
        """The register of `first`."""
        return None if self.first is None else self.first.wh

    def read(self, report: TransactionReport) -> "Meters":
        """Take in a report: start register, samples by their instants, stop register."""
        at, own = report.happened_at, report.register_wh
        meters = self
        if own is not None and report.kind is ReportKind.STARTED:
            meters = meters.add_mark(OUTLET, Mark(at=at, wh=own, source=registers.METER_START))
        for sample in sorted(report.samples, key=lambda sample: instant_of(sample, report)):
            meters = meters.add_sample(sample, report)
        if own is not None and report.kind is ReportKind.ENDED:
            meters = meters.add_mark(OUTLET, Mark(at=at, wh=own, source=registers.METER_STOP))
        return meters

    def finish_at(self, mark: Mark) -> "Meters":
        """Let another session's start say where the outlet's register ended."""
        tracks = [
            registers.finish_by_next(track, mark) if track.location == OUTLET else track
            for track in self.tracks
        ]
        return replace(self, tracks=tuple(tracks))

    def add_sample(self, sample: MeterSample, report: TransactionReport) -> "Meters":
        """Take in one sample of the report."""
        at = instant_of(sample, report)
        meters = replace(
            self,
            intervals=self.intervals.add(at, sample),
            power=self.power if sample.power_w is None else self.power.add(at, sample.power_w),
            soc_percent=self.soc_percent if sample.soc_percent is None else sample.soc_percent,
            offered_w=self.offered_w if sample.offered_w is None else sample.offered_w,
            read_at=max(at, self.read_at or at),
        )
        if sample.energy_wh is None or _is_superseded(sample, report):
            return meters
        mark = Mark(
            at=at, wh=sample.energy_wh, step_wh=sample.energy_step_wh, source=sample.context
        )
        return meters.add_mark(sample.location, mark)

    def add_mark(self, location: str, mark: Mark) -> "Meters":
        """Put a register's mark where its source says it belongs: first, last or between."""
        tracks = {track.location: track for track in self.tracks}
        known = tracks.get(location)
        contradicts_begin = self.contradicts_begin
        if known is None:
            tracks[location] = registers.begin(location, mark)
        elif mark.source == registers.METER_START:
            tracks[location] = registers.begin_anew(known, mark)
        elif mark.source in (registers.METER_STOP, Context.END):
            tracks[location] = registers.finish(known, mark)
        elif mark.source == Context.BEGIN and known.first.is_explicit:
            contradicts_begin |= abs(mark.wh - known.first.wh) >= mark.step_wh
        else:
            tracks[location] = registers.extend(known, mark)
        return replace(self, tracks=tuple(tracks.values()), contradicts_begin=contradicts_begin)


def instant_of(sample: MeterSample, report: TransactionReport) -> datetime:
    """Return the sample's instant, or its report's when it is missing or impossible."""
    return plausible(sample.at, received_at=report.received_at) or report.happened_at


def _is_superseded(sample: MeterSample, report: TransactionReport) -> bool:
    """Say whether the report's own register stands for this sample's."""
    if report.register_wh is None or sample.location != OUTLET:
        return False
    own = Context.BEGIN if report.kind is ReportKind.STARTED else Context.END
    return sample.context == own
