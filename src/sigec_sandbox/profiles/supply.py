"""What turns amperes into watts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What turns amperes into watts at an outlet."""

    phases: int
    voltage_v: int

    def watts(self, limit: float, unit: str) -> int:
        """Return a limit in W."""
        return round(limit * self.voltage_v * self.phases) if unit == "A" else round(limit)

    def limit(self, power_w: int, unit: str) -> float:
        """Return power as a limit in W or A, in multiples of 0.1."""
        if unit == "W":
            return float(power_w)
        return round(power_w / (self.voltage_v * self.phases), 1)
