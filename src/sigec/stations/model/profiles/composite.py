"""Which limit holds when: what all profiles of a station come to, computed by us."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo

from sigec.stations.model.profiles.profile import (
    CYCLES,
    STATION,
    ChargingProfile,
    PlacedProfile,
    ProfileKind,
    ProfilePurpose,
    RateUnit,
    Recurrency,
    Schedule,
    SchedulePeriod,
)

DURATION_MAX = timedelta(days=31)
ROUNDING = 0.1
"""How far two limits may differ and be the same: they are multiples of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What turns amperes into watts at an EVSE."""

    voltage_v: int = 230
    phases: int = 3

    def limit(self, period: SchedulePeriod, given: RateUnit, wanted: RateUnit) -> float | None:
        """Return a period's limit in a unit; a phase's share of watts where phases differ."""
        each = [period.limit, period.limit_l2, period.limit_l3]
        if period.limit is None:
            return None
        is_by_phase = period.limit_l2 is not None or period.limit_l3 is not None
        phases = period.phases or self.phases
        if given is wanted:
            if is_by_phase:
                told = [value for value in each if value is not None]
                return sum(told) if wanted is RateUnit.W else max(told)
            return period.limit
        if wanted is RateUnit.W:
            amperes = (
                sum(v for v in each if v is not None) if is_by_phase else period.limit * phases
            )
            return amperes * self.voltage_v
        watts = sum(v for v in each if v is not None) if is_by_phase else period.limit
        return watts / (self.voltage_v * phases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """The charge that profiles may be relative to, or made for."""

    external_id: str
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which limit is asked for: of an EVSE (or `STATION`), from when, how long, in what.

    ``has_priority`` says that the EVSE's car charges before others (2.1).
    """

    evse: int
    begins_at: datetime
    duration_s: int
    unit: RateUnit = RateUnit.W
    supply: Supply = field(default_factory=Supply)
    zone: tzinfo = UTC
    transaction: Transaction | None = None
    has_priority: bool = False

    @property
    def ends_at(self) -> datetime:
        """The first instant that is not asked for."""
        return self.begins_at + timedelta(seconds=self.duration_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositePeriod:
    """What holds from ``start_s`` on; ``limit`` is ``None`` where no profile says anything.

    ``profile_ids`` are those that decide it.
    """

    start_s: int
    limit: float | None
    profile_ids: Sequence[int] = ()


def composite(profiles: Sequence[PlacedProfile], question: Question) -> list[CompositePeriod]:
    """Return the limits that hold, one after the other, the first at 0; equal ones are joined."""
    found: list[CompositePeriod] = []
    for at in _turns(profiles, question):
        limit, ids = limit_at(profiles, question, at)
        start_s = int((at - question.begins_at).total_seconds())
        if found and (found[-1].limit, found[-1].profile_ids) == (limit, ids):
            continue
        found.append(CompositePeriod(start_s=start_s, limit=limit, profile_ids=ids))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Where a station's limits are not what its profiles come to, from ``start_s`` on."""

    start_s: int
    expected: float
    told: float | None


def compare(
    expected: Sequence[CompositePeriod], told: Sequence[CompositePeriod], duration_s: int
) -> list[Disagreement]:
    """Return where two answers differ by more than rounding; what no profile limits may be any."""
    found: list[Disagreement] = []
    turns = sorted({each.start_s for each in (*expected, *told) if 0 <= each.start_s < duration_s})
    for start_s in turns:
        ours, its = _at(expected, start_s), _at(told, start_s)
        if ours is None or (its is not None and abs(ours - its) <= ROUNDING):
            continue
        if not found or (found[-1].expected, found[-1].told) != (ours, its):
            found.append(Disagreement(start_s=start_s, expected=ours, told=its))
    return found


def _at(periods: Sequence[CompositePeriod], start_s: int) -> float | None:
    begun = [each.limit for each in periods if each.start_s <= start_s]
    return begun[-1] if begun else None


def limit_at(
    profiles: Sequence[PlacedProfile], question: Question, at: datetime
) -> tuple[float | None, Sequence[int]]:
    """Return the limit of an instant, and which profiles decide it.

    Of each purpose the highest stack level counts, an EVSE's own before the station's. A profile
    for the transaction goes before the default; what the station may draw bounds both.
    """
    own = None
    for purpose in _own_purposes(question):
        own = own or _strongest(profiles, question, purpose, at)
    external = _strongest(profiles, question, ProfilePurpose.EXTERNAL, at)
    generated = _strongest(profiles, question, ProfilePurpose.LOCAL_GENERATION, at)
    if external is not None and generated is not None:
        external = (external[0] + generated[0], (*external[1], *generated[1]))
    station = _strongest(profiles, question, ProfilePurpose.STATION_MAX, at)
    said = [each for each in (own, external, station) if each is not None]
    if not said:
        return None, ()
    limit, ids = min(said, key=lambda each: each[0])
    return round(limit, 1), ids


def _own_purposes(question: Question) -> Sequence[ProfilePurpose]:
    if question.evse == STATION:
        return ()
    usual = (ProfilePurpose.TX, ProfilePurpose.TX_DEFAULT)
    return (ProfilePurpose.PRIORITY, *usual) if question.has_priority else usual


def _strongest(
    profiles: Sequence[PlacedProfile], question: Question, purpose: ProfilePurpose, at: datetime
) -> tuple[float, tuple[int, ...]] | None:
    fitting = [
        each
        for each in profiles
        if each.profile.purpose is purpose and each.evse in (STATION, question.evse)
    ]
    fitting.sort(key=lambda each: (each.profile.stack_level, each.evse), reverse=True)
    for placed in fitting:
        limit = _limit_of(placed.profile, question, at)
        if limit is not None:
            return limit, (placed.profile.id,)
    return None


def _limit_of(profile: ChargingProfile, question: Question, at: datetime) -> float | None:
    if not _holds(profile, question, at):
        return None
    for schedule in profile.schedules:
        origin = _origin(profile, schedule, question, at)
        if origin is None:
            continue
        elapsed_s = (at - origin).total_seconds()
        if elapsed_s < 0 or (schedule.duration_s is not None and elapsed_s >= schedule.duration_s):
            continue
        begun = [period for period in schedule.periods if period.start_s <= elapsed_s]
        if begun:
            return question.supply.limit(begun[-1], schedule.unit, question.unit)
    return None


def _holds(profile: ChargingProfile, question: Question, at: datetime) -> bool:
    transaction = question.transaction
    if profile.purpose is ProfilePurpose.TX and (
        transaction is None or profile.transaction not in (None, transaction.external_id)
    ):
        return False
    is_begun = profile.valid_from is None or profile.valid_from <= at
    return is_begun and (profile.valid_to is None or at < profile.valid_to)


def _origin(
    profile: ChargingProfile, schedule: Schedule, question: Question, at: datetime
) -> datetime | None:
    """Return the instant that a schedule's periods count from, ``None`` when there is none."""
    if profile.kind is ProfileKind.RELATIVE:
        return None if question.transaction is None else question.transaction.started_at
    if profile.kind is ProfileKind.DYNAMIC:
        return schedule.starts_at or profile.valid_from or min(question.begins_at, at)
    if profile.kind is ProfileKind.RECURRING and profile.recurrency and schedule.starts_at:
        return _last_round(schedule, profile.recurrency, question.zone, at)
    return schedule.starts_at


def _last_round(
    schedule: Schedule, recurrency: Recurrency, zone: tzinfo, at: datetime
) -> datetime | None:
    """Return when the round began that an instant is in; none before the first."""
    first = schedule.starts_at
    if first is None or at < first:
        return None
    cycle = CYCLES[recurrency]
    if not schedule.uses_local_time:
        return first + (at - first) // cycle * cycle
    begin = first.astimezone(zone)
    passed = (at.astimezone(zone).date() - begin.date()).days
    rounds = passed // cycle.days
    for number in (rounds, rounds - 1):  # today's may be later in the day
        begun = _on_the_wall(begin, number * cycle.days, zone)
        if first <= begun <= at:
            return begun
    return first


def _on_the_wall(begin: datetime, days: int, zone: tzinfo) -> datetime:
    """Return the instant at which the same clock on the wall shows the same time, days later."""
    clock: time = begin.time()
    day = begin.date() + timedelta(days=days)
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _turns(profiles: Sequence[PlacedProfile], question: Question) -> Sequence[datetime]:
    """Return every instant at which the limit may change, the first asked for among them."""
    found = {question.begins_at}
    for placed in profiles:
        profile = placed.profile
        found.update(each for each in (profile.valid_from, profile.valid_to) if each is not None)
        for schedule in profile.schedules:
            found.update(_turns_of(profile, schedule, question))
    return sorted(at for at in found if question.begins_at <= at < question.ends_at)


def _turns_of(
    profile: ChargingProfile, schedule: Schedule, question: Question
) -> Iterator[datetime]:
    starts = [timedelta(seconds=period.start_s) for period in schedule.periods]
    if schedule.duration_s is not None:
        starts.append(timedelta(seconds=schedule.duration_s))
    for origin in _origins(profile, schedule, question):
        yield from (origin + start for start in starts)


def _origins(
    profile: ChargingProfile, schedule: Schedule, question: Question
) -> Iterable[datetime]:
    if profile.kind is not ProfileKind.RECURRING or profile.recurrency is None:
        origin = _origin(profile, schedule, question, question.begins_at)
        return [] if origin is None else [origin]
    cycle = CYCLES[profile.recurrency]
    # Half a cycle is shorter than any round, also one of the day that loses an hour.
    steps = range(-2, 2 * ((question.ends_at - question.begins_at) // cycle + 2))
    looked = (question.begins_at + number * (cycle / 2) for number in steps)
    rounds = (_last_round(schedule, profile.recurrency, question.zone, at) for at in looked)
    first = schedule.starts_at
    return {at for at in (first, *rounds) if at is not None}
