"""Cars with a battery: how much power they take, and when they stop taking any."""

from dataclasses import dataclass, field

WATT_MILLISECONDS_PER_WH = 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CarModel:
    """What a kind of car can do.

    Above `taper_from_percent` the accepted power falls linearly to `taper_to_percent` of the
    maximum at a full battery. `efficiency_percent` is what arrives in the battery.
    """

    name: str
    battery_wh: int
    max_ac_w: int = 7_400
    ac_phases: int = 1
    max_dc_w: int | None = None
    min_current_a: int = 6
    taper_from_percent: int = 90
    taper_to_percent: int = 15
    efficiency_percent: int = 90
    preparation_s: int = 20

    def __post_init__(self) -> None:
        if self.battery_wh <= 0 or self.efficiency_percent not in range(1, 101):
            raise ValueError(f"{self.name}: a battery needs a capacity and an efficiency")

    def max_power_w(self, *, dc: bool) -> int:
        """Return the most that the car takes from such an outlet; 0 when the plug does not fit."""
        return (self.max_dc_w or 0) if dc else self.max_ac_w

    def acceptance_w(self, soc_percent: float, *, dc: bool) -> int:
        """Return the power that the car asks for at a state of charge."""
        most_w = self.max_power_w(dc=dc)
        if soc_percent <= self.taper_from_percent:
            return most_w
        span = 100 - self.taper_from_percent
        beyond = min(1.0, (soc_percent - self.taper_from_percent) / span)
        return int(most_w * (1.0 - beyond * (100 - self.taper_to_percent) / 100))


@dataclass(slots=True)
class Car:
    """One car, from the moment it arrives until it leaves."""

    model: CarModel
    soc_percent_at_arrival: float
    target_percent: float = 100.0
    _stored: int = field(init=False)

    def __post_init__(self) -> None:
        self._stored = int(self._capacity * self.soc_percent_at_arrival / 100)

    @property
    def soc_percent(self) -> float:
        """The state of charge, 0 to 100."""
        return 100.0 * self._stored / self._capacity

    @property
    def stored_wh(self) -> float:
        """The energy in the battery."""
        return self._stored / WATT_MILLISECONDS_PER_WH

    @property
    def is_full(self) -> bool:
        """The battery is within a watt-hour of what its driver asked for."""
        return self._room < WATT_MILLISECONDS_PER_WH

    def power_w(self, available_w: int, duration_ms: int, *, dc: bool) -> int:
        """Return the power that the car draws for a while, never more than it has room for."""
        asked_w = min(available_w, self.model.acceptance_w(self.soc_percent, dc=dc))
        room_w = self._room * 100 // (duration_ms * self.model.efficiency_percent)
        return max(0, min(asked_w, room_w))

    def absorb(self, energy_wms: int) -> None:
        """Put what the outlet delivered, less the loss, into the battery."""
        self._stored += energy_wms * self.model.efficiency_percent // 100

    @property
    def _room(self) -> int:
        return max(0, int(self._capacity * self.target_percent / 100) - self._stored)

    @property
    def _capacity(self) -> int:
        return self.model.battery_wh * WATT_MILLISECONDS_PER_WH
