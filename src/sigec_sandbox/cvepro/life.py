"""Cars that come and go by chance, and a cloud that has its bad days; the same for each seed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sigec_sandbox.cvepro.behaviours import Fault
from sigec_sandbox.cvepro.cloud import Cloud
from sigec_sandbox.cvepro.things import Charger, Outlet, Tag

BEAT_EVERY = timedelta(minutes=5)
MAINTENANCE_HOUR = 3
"""Local; for some minutes of some nights there is only HTML."""
MAINTENANCE_FAULTS = 20
"""More than anybody asks between two steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubles:
    """How often each trouble comes: a chance for each charge, request or hour."""

    late_stop: float = 0.15
    vanished_row: float = 0.05
    ghost: float = 0.03
    empty_tags: bool = True
    null_energies: bool = True
    fault_per_hour: float = 0.3
    limit_per_hour: float = 0.05
    revoked_per_hour: float = 0.05
    maintenance_per_night: float = 0.5
    offline_per_hour: float = 0.02


CALM = Troubles(
    late_stop=0,
    vanished_row=0,
    ghost=0,
    empty_tags=False,
    null_energies=False,
    fault_per_hour=0,
    limit_per_hour=0,
    revoked_per_hour=0,
    maintenance_per_night=0,
    offline_per_hour=0,
)


@dataclass(slots=True, kw_only=True)
class _Visit:
    """A car at an outlet, from what it will do next on."""

    transaction: int
    ends_at: datetime
    power_w: int
    charged_at: datetime
    energy_wh: float = 0.0


@dataclass(kw_only=True)
class Life:
    """Lets time pass in the cloud: call `step` whenever the clock has moved."""

    cloud: Cloud
    seed: int = 0
    troubles: Troubles = field(default_factory=lambda: CALM)
    visits_per_day: float = 2.5
    """For each outlet."""
    hourly: Sequence[float] = (1.0,) * 24
    """How many more cars than on average come in each hour of the local day."""
    left_alone: frozenset[str] = frozenset()
    """Chargers where nobody comes or goes by chance."""

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)
        self._visits: dict[tuple[str, int], _Visit] = {}
        self._last_at = self.cloud.now()
        self._hidden: dict[int, datetime] = {}
        self._back_at: dict[str, datetime] = {}
        self._maintained_until: datetime | None = None
        self._night: int | None = None
        self.turn(self.troubles)

    @property
    def reached_at(self) -> datetime:
        """The cloud's instant up to which time has passed."""
        return self._last_at

    def turn(self, troubles: Troubles) -> None:
        """Have other troubles from now on."""
        self.troubles = troubles
        behaviours = self.cloud.behaviours
        behaviours.empty_tag_until_stop = self.troubles.empty_tags
        behaviours.null_energy_after_stop = self.troubles.null_energies

    def step(self) -> None:
        """Let happen what happened since the last step."""
        now = self.cloud.now()
        hours = (now - self._last_at) / timedelta(hours=1)
        for charger in self.cloud.chargers.values():
            if charger.box_id not in self.left_alone:
                for outlet in charger.outlets.values():
                    self._live(charger, outlet, hours)
            self._beat(charger, hours)
        self._trouble(now, hours)
        self._last_at = now

    def settle(self) -> None:
        """End every charge and every trouble, so that what is left can be compared."""
        now = self.cloud.now()
        for (box_id, _), visit in self._visits.items():
            self._charge(visit, now)
            self.cloud.stop(visit.transaction, energy_wh=round(visit.energy_wh))
            self.cloud.chargers[box_id].is_connected = True
        self._visits.clear()
        for charging in self.cloud.chargings.values():
            charging.stop_known_at = min(charging.stop_known_at or now, now)
        behaviours = self.cloud.behaviours
        behaviours.vanished.clear()
        behaviours.faults.clear()
        self.cloud.limited_until = None
        self._maintained_until = None
        self._hidden.clear()

    def _live(self, charger: Charger, outlet: Outlet, hours: float) -> None:
        place = (charger.box_id, outlet.number)
        visit = self._visits.get(place)
        if visit is not None:
            self._go_on(place, visit)
        elif self._happens(self.visits_per_day / 24 * hours * self._rush()):
            self._arrive(charger, outlet)
        elif self._happens(self.troubles.ghost / 24 * hours):
            self.cloud.report(charger.box_id, outlet.number, "Charging")  # and no transaction

    def _rush(self) -> float:
        return self.hourly[self.cloud.now().astimezone(self._zone()).hour]

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.cloud.tenants[0].timezone)

    def _arrive(self, charger: Charger, outlet: Outlet) -> None:
        now = self.cloud.now()
        tag: Tag = self._chance.choice(self.cloud.tags)
        self.cloud.plug(charger.box_id, outlet.number)
        started = self.cloud.start(charger.box_id, outlet.number, tag.id_tag)
        self._visits[charger.box_id, outlet.number] = _Visit(
            transaction=started,
            ends_at=now + timedelta(minutes=self._chance.randint(5, 600)),
            power_w=min(outlet.power_max_w, self._chance.choice([2_300, 3_600, 7_200])),
            charged_at=now,
        )

    def _go_on(self, place: tuple[str, int], visit: _Visit) -> None:
        now = self.cloud.now()
        self._charge(visit, min(now, visit.ends_at))
        self.cloud.meter(visit.transaction, round(visit.energy_wh))
        if now < visit.ends_at:
            if self._happens(self.troubles.vanished_row / 100):
                self._hide(visit.transaction, now)
            return
        is_late = self._happens(self.troubles.late_stop)
        known_after = timedelta(minutes=self._chance.randint(5, 240)) if is_late else timedelta(0)
        self.cloud.stop(
            visit.transaction,
            at=visit.ends_at,
            known_after=known_after,
            reason=self._chance.choice(["EVDisconnected", "Local", "Remote", "PowerLoss", None]),
        )
        del self._visits[place]
        if self._happens(self.troubles.vanished_row):
            self._hide(visit.transaction, now)

    def _charge(self, visit: _Visit, until: datetime) -> None:
        hours = max(0.0, (until - visit.charged_at) / timedelta(hours=1))
        visit.energy_wh = min(visit.energy_wh + visit.power_w * hours, 45_000)
        visit.charged_at = max(until, visit.charged_at)

    def _hide(self, transaction: int, now: datetime) -> None:
        self.cloud.behaviours.vanished.add(transaction)
        self._hidden[transaction] = now + timedelta(minutes=self._chance.randint(1, 90))

    def _beat(self, charger: Charger, hours: float) -> None:
        now = self.cloud.now()
        back_at = self._back_at.get(charger.box_id)
        if back_at is not None and now >= back_at:
            charger.is_connected = True
            del self._back_at[charger.box_id]
        elif back_at is None and self._happens(self.troubles.offline_per_hour * hours):
            charger.is_connected = False
            self._back_at[charger.box_id] = now + timedelta(minutes=self._chance.randint(10, 180))
        if now - charger.heartbeat_at >= BEAT_EVERY:
            self.cloud.beat(charger.box_id)

    def _trouble(self, now: datetime, hours: float) -> None:
        cloud, troubles = self.cloud, self.troubles
        for transaction, until in list(self._hidden.items()):
            if now >= until:
                cloud.behaviours.vanished.discard(transaction)
                del self._hidden[transaction]
        if self._happens(troubles.fault_per_hour * hours):
            fault = self._chance.choice(list(Fault))
            cloud.behaviours.faults += [fault] * self._chance.randint(1, 4)
        if self._happens(troubles.limit_per_hour * hours):
            cloud.limit_rate(self._chance.randint(30, 1_800))
        if self._happens(troubles.revoked_per_hour * hours):
            cloud.sign_ins.revoke_all()
        self._maintain(now)

    def _maintain(self, now: datetime) -> None:
        """From 03:00 local there is only HTML, some nights, for a while."""
        local = now.astimezone(self._zone())
        if local.hour == MAINTENANCE_HOUR and local.toordinal() != self._night:
            self._night = local.toordinal()
            if self._happens(self.troubles.maintenance_per_night):
                minutes = self._chance.randint(5, 50)
                self._maintained_until = now + timedelta(minutes=minutes)
        is_down = self._maintained_until is not None and now < self._maintained_until
        waiting = len(self.cloud.behaviours.faults)
        if is_down and waiting < MAINTENANCE_FAULTS:
            self.cloud.behaviours.faults += [Fault.HTML_502] * (MAINTENANCE_FAULTS - waiting)
        elif not is_down and self._maintained_until is not None:
            self.cloud.behaviours.faults.clear()
            self._maintained_until = None

    def _happens(self, probability: float) -> bool:
        return self._chance.random() < probability
