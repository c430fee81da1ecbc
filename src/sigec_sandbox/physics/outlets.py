"""An outlet: what the installation offers, what the car takes, what the meter counts."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sigec_sandbox.physics.cars import Car
from sigec_sandbox.physics.meters import Meter

STEP_MS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletSpec:
    """What an outlet is built for; `dc_max_w` makes it a DC outlet."""

    phases: int = 1
    max_current_a: int = 32
    voltage_v: int = 230
    dc_max_w: int | None = None
    register_wh: int = 0
    noise_percent: float = 0.0

    def __post_init__(self) -> None:
        if self.phases not in {1, 2, 3}:
            raise ValueError("an outlet has one to three phases")

    @property
    def is_dc(self) -> bool:
        """The outlet feeds the battery directly."""
        return self.dc_max_w is not None

    @property
    def max_power_w(self) -> int:
        """The most that the installation gives."""
        return self.dc_max_w or self.phases * self.max_current_a * self.voltage_v


class Flow(StrEnum):
    """What energy does at an outlet."""

    OFF = "off"
    CHARGING = "charging"
    SUSPENDED_EV = "suspended_ev"
    SUSPENDED_EVSE = "suspended_evse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Everything an outlet's instruments show at one instant."""

    at: datetime
    register_wh: int
    power_w: int
    phases: int
    voltage_v: int
    offered_w: int
    soc_percent: float | None

    @property
    def current_a(self) -> float:
        """The current in each used phase."""
        return self.power_w / (self.phases * self.voltage_v)

    @property
    def offered_a(self) -> float:
        """The current offered in each used phase."""
        return self.offered_w / (self.phases * self.voltage_v)


class Outlet:
    """The power side of a connector, advanced lazily and deterministically to any instant."""

    def __init__(self, spec: OutletSpec, at: datetime, seed: int = 0) -> None:
        self.spec = spec
        self.meter = Meter(spec.register_wh)
        self.car: Car | None = None
        self.limit_w: int | None = None
        self.power_w = 0
        self._at = at
        self._energised_at: datetime | None = None
        # A generator is 2.5 kB; stations without noise do without.
        self._chance = random.Random(seed) if spec.noise_percent else None

    @property
    def is_energised(self) -> bool:
        """The contactor is closed."""
        return self._energised_at is not None

    @property
    def used_phases(self) -> int:
        """The phases that carry current with the car that is plugged in."""
        if self.spec.is_dc or self.car is None:
            return self.spec.phases
        return min(self.spec.phases, self.car.model.ac_phases)

    @property
    def offered_w(self) -> int:
        """The power that the car may take: installation, used phases, limit."""
        most_w = self.spec.dc_max_w or (
            self.used_phases * self.spec.max_current_a * self.spec.voltage_v
        )
        return most_w if self.limit_w is None else max(0, min(most_w, self.limit_w))

    @property
    def flow(self) -> Flow:
        """What energy does now, and who holds it back if it does not flow."""
        if not self.is_energised:
            return Flow.OFF
        if self.car is None:
            return Flow.CHARGING if self.offered_w > 0 else Flow.SUSPENDED_EVSE
        floor_w = 0 if self.spec.is_dc else self._watts(self.car.model.min_current_a)
        if self.offered_w <= 0 or self.offered_w < floor_w:
            return Flow.SUSPENDED_EVSE
        return Flow.SUSPENDED_EV if self.car.is_full else Flow.CHARGING

    def energise(self, at: datetime) -> None:
        """Close the contactor; the car prepares for some seconds without drawing power."""
        self.advance_to(at)
        self._energised_at = at

    def release(self, at: datetime) -> None:
        """Open the contactor."""
        self.advance_to(at)
        self._energised_at = None
        self.power_w = 0

    def advance_to(self, at: datetime) -> None:
        """Let the car charge until an instant, in steps short enough for its taper."""
        remaining_ms = (at - self._at) // timedelta(milliseconds=1)
        while remaining_ms > 0 and self.car is not None and self.flow is Flow.CHARGING:
            step_ms = min(STEP_MS, remaining_ms)
            self._take(self.car, step_ms)
            self._at += timedelta(milliseconds=step_ms)
            remaining_ms -= step_ms
        if self.car is not None and self.flow is not Flow.CHARGING:
            self.power_w = 0
        self._at = max(self._at, at)

    def transfer(self, energy_wh: int, power_w: int, at: datetime) -> None:
        """Count exactly this energy until an instant, whatever the car would have taken."""
        self.meter.add(energy_wh)
        self.power_w = power_w
        self._at = max(self._at, at)

    def measure(self, at: datetime) -> Measurement:
        """Read the instruments."""
        self.advance_to(at)
        return Measurement(
            at=at,
            register_wh=self.meter.register_wh,
            power_w=self.power_w,
            phases=self.used_phases,
            voltage_v=self.spec.voltage_v,
            offered_w=self.offered_w if self.is_energised else 0,
            soc_percent=None if self.car is None else self.car.soc_percent,
        )

    def _take(self, car: Car, step_ms: int) -> None:
        self.power_w = car.power_w(self._available_w(car), step_ms, dc=self.spec.is_dc)
        car.absorb(self.meter.integrate(self.power_w, step_ms))

    def _available_w(self, car: Car) -> int:
        assert self._energised_at is not None
        if self._at - self._energised_at < timedelta(seconds=car.model.preparation_s):
            return 0
        if self._chance is None:
            return self.offered_w
        dip = self._chance.random() * self.spec.noise_percent / 100
        return int(min(self.offered_w, car.model.max_power_w(dc=self.spec.is_dc)) * (1 - dip))

    def _watts(self, current_a: int) -> int:
        return self.used_phases * current_a * self.spec.voltage_v
