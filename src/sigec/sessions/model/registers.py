"""A register through a session: where it stood first and last, and where it was reset."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

METER_START = "meterStart"
METER_STOP = "meterStop"
NEXT_START = "next meterStart"

CLOSED_MAX = 8
"""Segments kept in detail; a register that jumps without end is summed up beyond them."""


class Mark(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a register showed at an instant; ``source`` is the field or context it came from."""

    at: datetime
    wh: int
    step_wh: int = 1
    source: str

    @property
    def is_explicit(self) -> bool:
        """Whether the transaction's own message carries it, outside any sample."""
        return self.source in (METER_START, METER_STOP, NEXT_START)


class Segment(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A stretch without a reset."""

    first: Mark
    last: Mark

    @property
    def energy_wh(self) -> int:
        """What passed the meter; never negative, also when roundings cross."""
        return max(0, self.last.wh - self.first.wh)

    @property
    def has_two_marks(self) -> bool:
        """Whether there is a difference to speak of."""
        return self.first != self.last


class Track(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One register (one location): closed segments, the running one, whether it is final."""

    location: str
    running: Segment
    closed: tuple[Segment, ...] = ()
    closed_more_wh: int = 0
    resets: int = 0
    is_final: bool = False

    @property
    def energy_wh(self) -> int:
        """The sum over all segments."""
        return (
            self.closed_more_wh
            + sum(segment.energy_wh for segment in self.closed)
            + self.running.energy_wh
        )

    @property
    def first(self) -> Mark:
        """The very first mark."""
        return self.closed[0].first if self.closed else self.running.first

    @property
    def last(self) -> Mark:
        """The latest mark."""
        return self.running.last

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments that are kept in detail, in order."""
        return (*self.closed, self.running)


def begin(location: str, mark: Mark) -> Track:
    """Start a track at its first mark."""
    return Track(location=location, running=Segment(first=mark, last=mark))


def begin_anew(track: Track, mark: Mark) -> Track:
    """Put the start's own mark before everything else.

    What was shown before and lies above it belongs to nobody's start: the track begins with it.
    """
    if track.resets or mark.wh > track.running.last.wh:
        return begin(track.location, mark)
    return replace(track, running=replace(track.running, first=mark))


def extend(track: Track, mark: Mark) -> Track:
    """Add a sample. Older ones than the last change nothing, but may show an earlier beginning."""
    if track.is_final:
        return track
    if mark.at < track.last.at:
        return _extend_backwards(track, mark)
    return _go_on(track, mark)


def finish(track: Track, mark: Mark) -> Track:
    """Add the final mark, whatever its time; after it only a stop's own register counts."""
    if track.is_final and mark.source != METER_STOP:
        return track
    return replace(_go_on(track, mark), is_final=True)


def finish_by_next(track: Track, mark: Mark) -> Track:
    """Add what the next session's start showed.

    What was read after it belongs to the next session already, and gives way. A mark below what
    was read before it tells of a reset between the two, and is not used.
    """
    running = track.running
    if mark.at < running.last.at and running.first.wh <= mark.wh:
        return replace(track, running=replace(running, last=mark), is_final=True)
    return finish(track, mark) if mark.wh >= running.last.wh else track


def _extend_backwards(track: Track, mark: Mark) -> Track:
    first = track.first
    if first.is_explicit or mark.at >= first.at or mark.wh > first.wh:
        return track
    if track.closed:
        head, *rest = track.closed
        return replace(track, closed=(replace(head, first=mark), *rest))
    return replace(track, running=replace(track.running, first=mark))


def _go_on(track: Track, mark: Mark) -> Track:
    last = track.last
    if _is_back(track, mark):
        before = track.closed[-1]
        return replace(track, closed=track.closed[:-1], running=replace(before, last=mark))
    if mark.wh >= last.wh:
        return replace(track, running=replace(track.running, last=mark))
    if last.wh - mark.wh < max(last.step_wh, mark.step_wh):
        # 6.1 kWh after 6,149 Wh is the same register written more coarsely: the finer one stays.
        finer = mark if mark.step_wh <= last.step_wh else last
        return replace(track, running=replace(track.running, last=finer))
    return _reset(track, mark)


def _is_back(track: Track, mark: Mark) -> bool:
    """Say whether the register goes on where it was: what it showed in between was an error.

    A meter that says 0 once and 6,060,910 Wh next was not reset, and gave no 6 MWh. That it fell
    stays counted, as a doubt.
    """
    is_known = 0 < len(track.closed) < CLOSED_MAX
    return is_known and not track.running.energy_wh and mark.wh >= track.closed[-1].last.wh


def _reset(track: Track, mark: Mark) -> Track:
    closed = track.closed
    more_wh = track.closed_more_wh
    if len(closed) < CLOSED_MAX:
        closed = (*closed, track.running)
    else:
        more_wh += track.running.energy_wh
    return replace(
        track,
        closed=closed,
        closed_more_wh=more_wh,
        running=Segment(first=mark, last=mark),
        resets=track.resets + 1,
    )
