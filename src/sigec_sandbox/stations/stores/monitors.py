"""Monitors of variables (2.x): what is watched, and when it is worth an event."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec_sandbox.frames import Json

CRITERIA = {
    "UpperThreshold": "ThresholdMonitoring",
    "LowerThreshold": "ThresholdMonitoring",
    "Delta": "DeltaMonitoring",
    "Periodic": "PeriodicMonitoring",
    "PeriodicClockAligned": "PeriodicMonitoring",
}
LEAST_SEVERE = 9


@dataclass(slots=True, kw_only=True)
class Monitor:
    """One monitor; `value` is a threshold, a difference, or seconds.

    `reference` is the value of the last event, `exceeded` whether the threshold is passed.
    """

    id: int
    component: Json
    variable: Json
    kind: str
    value: float
    severity: int
    transaction: bool = False
    reference: float | None = None
    exceeded: bool = False
    told_at: datetime | None = None

    def watches(self, component: Json, variable: Json) -> bool:
        """Tell whether it is about a variable."""
        return (self.component, self.variable) == (component, variable)

    def notice(self, actual: float, now: datetime) -> str | None:
        """Take a value; return the trigger of the event that it is worth, if it is."""
        match self.kind:
            case "UpperThreshold":
                return self._cross(actual > self.value)
            case "LowerThreshold":
                return self._cross(actual < self.value)
            case "Delta":
                if self.reference is None:
                    self.reference = actual
                if abs(actual - self.reference) < self.value:
                    return None
                self.reference = actual
                return "Delta"
            case _:
                self.told_at = self.told_at or now
                if now - self.told_at < timedelta(seconds=self.value):
                    return None
                self.told_at = now
                return "Periodic"

    def _cross(self, exceeded: bool) -> str | None:  # noqa: FBT001 - what was found out just now
        changed, self.exceeded = exceeded is not self.exceeded, exceeded
        return "Alerting" if changed else None


class Monitors:
    """All monitors of a station; only those at least as severe as `level` speak."""

    def __init__(self) -> None:
        self._monitors: dict[int, Monitor] = {}
        self._last_id = 0
        self.level = LEAST_SEVERE

    def __len__(self) -> int:
        return len(self._monitors)

    @property
    def active(self) -> list[Monitor]:
        """Those that are to be heard."""
        return [each for each in self._monitors.values() if each.severity <= self.level]

    def find(self, monitor_id: int) -> Monitor | None:
        """Return a monitor by its id."""
        return self._monitors.get(monitor_id)

    def set(self, asked: Json) -> tuple[str, int | None]:
        """Set or replace a monitor; return the status of the answer and the id."""
        if asked["type"] not in CRITERIA:
            return "UnsupportedMonitorType", None
        if asked.get("id", 0) not in {0, *self._monitors}:
            return "Rejected", None
        if asked.get("id") is None and self._has_like(asked):
            return "Duplicate", None
        monitor_id = asked.get("id") or self._fresh_id()
        self._monitors[monitor_id] = Monitor(
            id=monitor_id,
            component=asked["component"],
            variable=asked["variable"],
            kind=asked["type"],
            value=asked["value"],
            severity=asked["severity"],
            transaction=asked.get("transaction", False),
        )
        return "Accepted", monitor_id

    def clear(self, monitor_id: int) -> str:
        """Forget a monitor; return the status of the answer."""
        return "NotFound" if self._monitors.pop(monitor_id, None) is None else "Accepted"

    def clear_all(self) -> None:
        """Go back to what the factory had set, which is nothing."""
        self._monitors.clear()

    def reported(self, criteria: Collection[str] | None) -> Iterable[Monitor]:
        """Return the monitors of some kinds, or of all."""
        return [
            monitor
            for monitor in self._monitors.values()
            if criteria is None or CRITERIA[monitor.kind] in criteria
        ]

    def _has_like(self, asked: Json) -> bool:
        return any(
            monitor.watches(asked["component"], asked["variable"])
            and (monitor.kind, monitor.severity) == (asked["type"], asked["severity"])
            for monitor in self._monitors.values()
        )

    def _fresh_id(self) -> int:
        self._last_id += 1
        return self._last_id
