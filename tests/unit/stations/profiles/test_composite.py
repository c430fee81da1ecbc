"""What profiles come to together, beside somebody who looks at every minute."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.stations.model.profiles import (
    ChargingProfile,
    PlacedProfile,
    ProfileKind,
    Question,
    RateUnit,
    Recurrency,
    Schedule,
    SchedulePeriod,
    Supply,
    Transaction,
    composite,
)
from sigec.stations.model.profiles import (
    ProfilePurpose as Purpose,
)

NOON = datetime(2026, 10, 25, 12, tzinfo=UTC)
"""Of a day that has 25 hours in Lisbon."""

MINUTE = timedelta(minutes=1)
LISBON = ZoneInfo("Europe/Lisbon")
SPANS = {None: None, Recurrency.DAILY: 1_440, Recurrency.WEEKLY: 10_080}


def profile(
    limits: list[tuple[int, float]],
    purpose: Purpose = Purpose.TX_DEFAULT,
    kind: ProfileKind = ProfileKind.ABSOLUTE,
    **more: object,
) -> ChargingProfile:
    """Make a profile of minutes and watts."""
    fields = {"stack_level": 0, "id": 1, "starts_at": NOON, "duration_s": None} | more
    schedule = Schedule(
        unit=RateUnit.W,
        periods=tuple(SchedulePeriod(start_s=60 * m, limit=w) for m, w in limits),
        starts_at=None if kind is ProfileKind.RELATIVE else fields.pop("starts_at"),  # type: ignore[arg-type] # a test's shorthand
        duration_s=fields.pop("duration_s"),  # type: ignore[arg-type] # a test's shorthand
        uses_local_time=bool(fields.pop("uses_local_time", False)),
    )
    fields.pop("starts_at", None)
    return ChargingProfile(purpose=purpose, kind=kind, schedules=(schedule,), **fields)  # type: ignore[arg-type] # a test's shorthand


def told(
    profiles: list[ChargingProfile], minutes: int, **question: object
) -> list[tuple[int, float | None]]:
    """Return minutes and limits of EVSE 1, with station profiles at the station."""
    station = (Purpose.STATION_MAX, Purpose.EXTERNAL, Purpose.LOCAL_GENERATION)
    placed = [PlacedProfile(evse=0 if p.purpose in station else 1, profile=p) for p in profiles]
    asked = Question(
        **{"evse": 1, "begins_at": NOON, "duration_s": 60 * minutes} | question  # type: ignore[arg-type] # a test's shorthand
    )
    return [(each.start_s // 60, each.limit) for each in composite(placed, asked)]


def test_the_highest_level_counts_while_it_says_something() -> None:
    low = profile([(0, 7_000.0)])
    high = profile([(0, 3_000.0)], id=2, stack_level=1, duration_s=1_800)
    assert told([low, high], 60) == [(0, 3_000.0), (30, 7_000.0)]


def test_what_the_station_may_draw_bounds_all() -> None:
    own = profile([(0, 7_000.0), (20, 2_000.0)])
    station = profile([(0, 4_000.0)], Purpose.STATION_MAX, id=2)
    assert told([own, station], 60) == [(0, 4_000.0), (20, 2_000.0)]
    grid = profile([(0, 1_000.0)], Purpose.EXTERNAL, id=3)
    assert told([own, station, grid], 60) == [(0, 1_000.0)]
    sun = profile([(0, 500.0)], Purpose.LOCAL_GENERATION, id=4)
    assert told([own, station, grid, sun], 60) == [(0, 1_500.0)]
    assert told([own, station], 60, evse=0) == [(0, 4_000.0)]


def test_a_profile_for_the_charge_goes_before_the_default() -> None:
    default = profile([(0, 7_000.0)])
    own = profile(
        [(0, 2_000.0), (10, 5_000.0)],
        Purpose.TX,
        ProfileKind.RELATIVE,
        id=2,
        transaction="7",
        duration_s=1_200,
    )
    charge = Transaction(external_id="7", started_at=NOON + 5 * MINUTE)
    both = [default, own]
    assert told(both, 60) == [(0, 7_000.0)]
    assert told(both, 60, transaction=charge) == [
        (0, 7_000.0),
        (5, 2_000.0),
        (15, 5_000.0),
        (25, 7_000.0),
    ]
    other = Transaction(external_id="8", started_at=NOON)
    assert told(both, 60, transaction=other) == [(0, 7_000.0)]


def test_who_has_priority_has_the_profile_for_it() -> None:
    default = profile([(0, 2_000.0)])
    first = profile([(0, 9_000.0)], Purpose.PRIORITY, id=2)
    assert told([default, first], 9) == [(0, 2_000.0)]
    assert told([default, first], 9, has_priority=True) == [(0, 9_000.0)]


def test_nothing_is_said_outside_the_validity() -> None:
    short = profile([(0, 1_000.0)], valid_from=NOON + 5 * MINUTE, valid_to=NOON + 9 * MINUTE)
    assert told([short], 20) == [(0, None), (5, 1_000.0), (9, None)]


@pytest.mark.parametrize("uses_local_time", [False, True])
def test_a_daily_round_keeps_the_sun_or_the_clock_on_the_wall(*, uses_local_time: bool) -> None:
    """In Lisbon the clock goes back on 25 October 2026 and forward on 28 March 2027."""
    for first, summer_first in (
        (datetime(2026, 10, 23, tzinfo=LISBON), True),
        (datetime(2027, 3, 26, tzinfo=LISBON), False),
    ):
        starts_at = first.replace(hour=22).astimezone(UTC)
        night = profile(
            [(0, 1_000.0)],
            kind=ProfileKind.RECURRING,
            recurrency=Recurrency.DAILY,
            starts_at=starts_at,
            duration_s=3_600,
            uses_local_time=uses_local_time,
        )
        found = told([night], 4 * 1_440, begins_at=first.astimezone(UTC), zone=LISBON)
        walls = [
            (first.astimezone(UTC) + minute * MINUTE).astimezone(LISBON).hour
            for minute, limit in found
            if limit is not None
        ]
        after = 22 if uses_local_time else 21 if summer_first else 23
        assert walls == [22, 22, after, after]


def test_amperes_are_watts_of_all_phases() -> None:
    amperes = Schedule(
        unit=RateUnit.A,
        starts_at=NOON,
        periods=(
            SchedulePeriod(start_s=0, limit=16.0),
            SchedulePeriod(start_s=60, limit=16.0, phases=1),
            SchedulePeriod(start_s=120, limit=10.0, limit_l2=8.0, limit_l3=6.0),
        ),
    )
    mixed = ChargingProfile(
        id=1,
        purpose=Purpose.TX_DEFAULT,
        kind=ProfileKind.ABSOLUTE,
        stack_level=0,
        schedules=(amperes,),
    )
    assert told([mixed], 5) == [(0, 11_040.0), (1, 3_680.0), (2, 5_520.0)]
    assert told([mixed], 5, unit=RateUnit.A) == [(0, 16.0), (2, 10.0)]
    watts = profile([(0, 7_360.0)])
    one = Supply(voltage_v=230, phases=1)
    assert told([watts], 5, unit=RateUnit.A, supply=one) == [(0, 32.0)]


minutes = st.integers(-3_000, 3_000)


@st.composite
def profiles(draw: st.DrawFn) -> PlacedProfile:
    purpose = draw(st.sampled_from(Purpose))
    kind = draw(st.sampled_from(ProfileKind))
    starts = draw(st.lists(st.integers(1, 2_000), max_size=3, unique=True).map(sorted))
    recurrency = draw(st.sampled_from(Recurrency)) if kind is ProfileKind.RECURRING else None
    duration = draw(st.none() | st.integers(1, SPANS[recurrency] or 3_000))
    begin, end = draw(st.none() | minutes), draw(st.none() | minutes)
    return PlacedProfile(
        evse=draw(st.integers(0, 2)),
        profile=profile(
            [(minute, float(draw(st.integers(0, 50)) * 100)) for minute in (0, *starts)],
            purpose,
            kind,
            id=draw(st.integers(1, 99)),
            stack_level=draw(st.integers(0, 2)),
            starts_at=NOON + draw(minutes) * MINUTE,
            duration_s=duration and duration * 60,
            recurrency=recurrency,
            uses_local_time=draw(st.booleans()),
            valid_from=None if begin is None else NOON + begin * MINUTE,
            valid_to=None if end is None else NOON + end * MINUTE,
            transaction=draw(st.sampled_from([None, "7", "8"])) if purpose is Purpose.TX else None,
        ),
    )


def by_looking(placed: PlacedProfile, question: Question, at: datetime) -> float | None:
    """Walk from the beginning, round by round and period by period."""
    one, [schedule] = placed.profile, placed.profile.schedules
    charge = question.transaction
    if (one.valid_from and at < one.valid_from) or (one.valid_to and at >= one.valid_to):
        return None
    if one.purpose is Purpose.TX and (not charge or one.transaction not in (None, "7")):
        return None
    begun = schedule.starts_at
    if one.kind is ProfileKind.RELATIVE:
        begun = charge.started_at if charge else None
    if begun is None or at < begun:
        return None
    begun = last_round(schedule, one.recurrency, question.zone, begun, at)
    if schedule.duration_s and at >= begun + timedelta(seconds=schedule.duration_s):
        return None
    limits = [p.limit for p in schedule.periods if begun + timedelta(seconds=p.start_s) <= at]
    return limits[-1] if limits else None


def last_round(
    schedule: Schedule, recurrency: Recurrency | None, zone: tzinfo, begun: datetime, at: datetime
) -> datetime:
    if recurrency is None:
        return begun
    cycle = timedelta(days=7 if recurrency is Recurrency.WEEKLY else 1)
    # Arithmetic within a zone is that of the wall.
    following = begun.astimezone(zone if schedule.uses_local_time else UTC)
    while following.astimezone(UTC) <= at:
        begun = following.astimezone(UTC)
        following += cycle
    return begun


def limit_by_looking(placed: list[PlacedProfile], question: Question, at: datetime) -> float | None:
    best: dict[Purpose, tuple[tuple[int, int], float]] = {}
    for each in placed:
        limit = by_looking(each, question, at)
        rank = (each.profile.stack_level, each.evse)
        purpose = each.profile.purpose
        if limit is None or each.evse not in (0, question.evse):
            continue
        if purpose not in best or rank > best[purpose][0]:
            best[purpose] = (rank, limit)
    said = {purpose: limit for purpose, (_, limit) in best.items()}
    limits = [said[each] for each in (Purpose.STATION_MAX,) if each in said]
    if Purpose.EXTERNAL in said:
        limits.append(said[Purpose.EXTERNAL] + said.get(Purpose.LOCAL_GENERATION, 0.0))
    if question.evse:
        own = [Purpose.TX, Purpose.TX_DEFAULT]
        if question.has_priority:
            own.insert(0, Purpose.PRIORITY)
        limits += [said[each] for each in own if each in said][:1]
    return min(limits, default=None)


@given(
    placed=st.lists(profiles(), max_size=6),
    evse=st.integers(0, 1),
    begins=minutes,
    has_priority=st.booleans(),
    started=st.none() | minutes,
    zone=st.sampled_from([UTC, LISBON]),
)
def test_it_is_what_looking_at_every_moment_finds(
    placed: list[PlacedProfile],
    evse: int,
    begins: int,
    *,
    has_priority: bool,
    started: int | None,
    zone: ZoneInfo,
) -> None:
    charge = (
        None
        if started is None
        else Transaction(external_id="7", started_at=NOON + started * MINUTE)
    )
    question = Question(
        evse=evse,
        begins_at=NOON + begins * MINUTE,
        duration_s=40 * 3_600,
        zone=zone,
        transaction=charge,
        has_priority=has_priority,
    )
    distinct = {(p.evse, p.profile.purpose, p.profile.stack_level): p for p in placed}
    placed = list(distinct.values())
    periods = composite(placed, question)
    assert periods[0].start_s == 0
    for offset in range(0, question.duration_s, 60):
        holding = [each for each in periods if each.start_s <= offset][-1]
        at = question.begins_at + timedelta(seconds=offset)
        assert holding.limit == limit_by_looking(placed, question, at), offset
