"""One charging profile: which limit it sets at which instant, in every version's words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec_sandbox.frames import Json
from sigec_sandbox.profiles.supply import Supply

STATION_PURPOSES = frozenset({"ChargePointMaxProfile", "ChargingStationMaxProfile"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An installed profile; `evse` is 0 for the whole station."""

    evse: int
    body: Json
    installed_at: datetime

    @property
    def id(self) -> int:
        """The identifier, which both versions spell differently."""
        return int(self.body["chargingProfileId" if "chargingProfileId" in self.body else "id"])

    @property
    def purpose(self) -> str:
        """The purpose in the version's own word."""
        return str(self.body["chargingProfilePurpose"])

    @property
    def stack_level(self) -> int:
        """The precedence among profiles of the same purpose."""
        return int(self.body["stackLevel"])

    def limit_w(self, at: datetime, started_at: datetime | None, supply: Supply) -> int | None:
        """Return the limit at an instant, or `None` where the profile says nothing."""
        if not self._is_valid(at):
            return None
        for schedule in self.schedules:
            limit = self._scheduled(schedule, at, started_at)
            if limit is not None:
                return supply.watts(limit, schedule["chargingRateUnit"])
        return None

    @property
    def schedules(self) -> list[Json]:
        """The schedules: one in 1.6, up to three in 2.x, of which the first that applies holds."""
        schedules = self.body["chargingSchedule"]
        return schedules if isinstance(schedules, list) else [schedules]

    def overlaps(self, other: "Profile") -> bool:
        """Tell whether both claim the same place at the same time."""
        place = (self.evse, self.purpose, self.stack_level)
        return (
            place == (other.evse, other.purpose, other.stack_level)
            and self.body.get("validFrom", "") < other.body.get("validTo", "9999")
            and other.body.get("validFrom", "") < self.body.get("validTo", "9999")
        )

    def _scheduled(self, schedule: Json, at: datetime, started_at: datetime | None) -> float | None:
        elapsed_s = (at - self._origin(schedule, at, started_at)).total_seconds()
        if elapsed_s < 0 or elapsed_s >= schedule.get("duration", float("inf")):
            return None
        limit: float | None = None
        for period in schedule["chargingSchedulePeriod"]:
            if period["startPeriod"] <= elapsed_s:
                limit = period.get("limit", limit)
        return limit

    def _is_valid(self, at: datetime) -> bool:
        valid_from, valid_to = self.body.get("validFrom"), self.body.get("validTo")
        return not (
            (valid_from and at < datetime.fromisoformat(valid_from))
            or (valid_to and at >= datetime.fromisoformat(valid_to))
        )

    def _origin(self, schedule: Json, at: datetime, started_at: datetime | None) -> datetime:
        start = schedule.get("startSchedule")
        if self.body["chargingProfileKind"] == "Relative" or start is None:
            return started_at or self.installed_at
        origin = datetime.fromisoformat(start)
        if self.body["chargingProfileKind"] == "Recurring":
            cycle = timedelta(days=7 if self.body.get("recurrencyKind") == "Weekly" else 1)
            origin += (at - origin) // cycle * cycle
        return origin
