"""Charges of past weeks, invented: who came when, what the meter showed, how it ended. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Sao_Paulo")
SAMPLE_EVERY = timedelta(minutes=30)
"""Seldom, so that weeks are told in moments; the stations of today sample every minute."""
TAPER_FROM_PERCENT = 90.0
EFFICIENCY = 0.9
UNKNOWN_SHARE = 0.02
BROKEN_SHARE = 0.02
LOCAL_SHARE = 0.6
WEEKEND = (5, 6)
BATTERIES_WH = (30_000, 44_900, 60_500, 77_400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the meter and the car showed at an instant."""

    at: datetime
    register_wh: int
    power_w: int
    soc_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCharge:
    """A charge that was; ``readings`` begin at its start and finish at its end.

    ``full_at`` is when the car stopped taking, ``repaired_at`` when a connector worked again on
    which the charge broke off.
    """

    card: str
    readings: Sequence[Reading]
    stop_reason: str
    full_at: datetime | None = None
    repaired_at: datetime | None = None

    @property
    def ended_at(self) -> datetime:
        """The instant of its end."""
        return self.readings[-1].at


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Where cars charge: how strong it is, what its meter shows, and how often cars come."""

    power_w: int
    register_wh: int
    is_fast: bool = False


@dataclass(slots=True)
class Diary:
    """Everything that happened at one outlet, a day after the other."""

    outlet: Outlet
    cards: Sequence[str]
    chance: Random
    register_wh: int = field(init=False)

    def __post_init__(self) -> None:
        self.register_wh = self.outlet.register_wh

    def charges(self, first: date, until: datetime) -> Iterator[PastCharge]:
        """Yield the charges from a day on that were over by an instant."""
        free_at = datetime.combine(first, time(6), ZONE)
        day = first
        while datetime.combine(day, time(0), ZONE) < until:
            for at in self._arrivals(day):
                starts_at = max(at, free_at)
                charge = self._charge(starts_at)
                if charge.ended_at >= until:
                    return
                self.register_wh = charge.readings[-1].register_wh
                free_at = (charge.repaired_at or charge.ended_at) + timedelta(minutes=20)
                yield charge
            day += timedelta(days=1)

    def _arrivals(self, day: date) -> Sequence[datetime]:
        """Return when cars come: to a fast outlet by day, to a garage in the evening."""
        chance = self.chance
        if self.outlet.is_fast:
            hours = sorted(chance.uniform(7, 21) for _ in range(chance.randrange(1, 4)))
        elif chance.random() < (0.55 if day.weekday() in WEEKEND else 0.75):
            hours = [min(23.5, max(7.0, chance.gauss(19.2, 1.8)))]
        else:
            hours = []
        midnight = datetime.combine(day, time(0), ZONE)
        return [midnight + timedelta(minutes=round(hour * 60)) for hour in hours]

    def _charge(self, starts_at: datetime) -> PastCharge:
        chance = self.chance
        is_unknown = chance.random() < UNKNOWN_SHARE
        card = f"04{chance.getrandbits(40):010X}" if is_unknown else chance.choice(self.cards)
        readings = list(self._drawing(starts_at))
        full_at = readings[-1].at
        if chance.random() < BROKEN_SHARE:
            broken = readings[: max(2, len(readings) // 2)]
            repaired_at = broken[-1].at + timedelta(minutes=chance.randrange(40, 300))
            return PastCharge(
                card=card, readings=broken, stop_reason="Other", repaired_at=repaired_at
            )
        reason = "Local" if chance.random() < LOCAL_SHARE else "EVDisconnected"
        stays = timedelta(minutes=chance.randrange(2, 25 if self.outlet.is_fast else 420))
        last = readings[-1]
        readings.append(
            Reading(
                at=last.at + stays,
                register_wh=last.register_wh,
                power_w=0,
                soc_percent=last.soc_percent,
            )
        )
        return PastCharge(card=card, readings=readings, stop_reason=reason, full_at=full_at)

    def _drawing(self, starts_at: datetime) -> Iterator[Reading]:
        """Yield what is shown while the car draws, until it has what its driver wants."""
        chance, register_wh = self.chance, float(self.register_wh)
        battery_wh = chance.choice(BATTERIES_WH)
        soc = chance.uniform(18, 55)
        target = chance.choice((80.0, 90.0, 100.0))
        at, power_w = starts_at, 0.0
        while True:
            yield Reading(
                at=at,
                register_wh=int(register_wh),
                power_w=int(power_w),
                soc_percent=int(soc),
            )
            if soc >= target:
                return
            taper = max(0.25, min(1.0, (105 - soc) / (105 - TAPER_FROM_PERCENT)))
            power_w = self.outlet.power_w * taper * chance.uniform(0.97, 1.0)
            drawn_wh = power_w * SAMPLE_EVERY.total_seconds() / 3_600
            register_wh += drawn_wh
            soc = min(100.0, soc + 100 * drawn_wh * EFFICIENCY / battery_wh)
            at += SAMPLE_EVERY
