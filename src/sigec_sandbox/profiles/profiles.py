"""All charging profiles of a station, and the limit that they set together."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from sigec_sandbox.frames import Json
from sigec_sandbox.profiles.profile import STATION_PURPOSES, Profile
from sigec_sandbox.profiles.supply import Supply


class Profiles:
    """All profiles of a station."""

    def __init__(self) -> None:
        self._profiles: list[Profile] = []
        self._with_priority: set[int] | None = None

    def __iter__(self) -> Iterator[Profile]:
        return iter(self._profiles)

    def install(self, profile: Profile) -> None:
        """Add a profile; it replaces one of the same id, or same EVSE, purpose and level."""
        self._profiles = [
            other
            for other in self._profiles
            if other.id != profile.id
            and (other.evse, other.purpose, other.stack_level)
            != (profile.evse, profile.purpose, profile.stack_level)
        ]
        self._profiles.append(profile)

    def clashes(self, profile: Profile) -> bool:
        """Tell whether another profile claims the same place at the same time."""
        return any(other.id != profile.id and profile.overlaps(other) for other in self._profiles)

    def find(self, profile_id: int) -> Profile | None:
        """Return a profile by its id."""
        return next((each for each in self._profiles if each.id == profile_id), None)

    def give_priority(self, evse: int, *, active: bool) -> None:
        """Let the profile for priority charging hold at an EVSE, or no longer (2.1)."""
        others = (self._with_priority or set()) - {evse}
        self._with_priority = others | ({evse} if active else set())

    def clear(self, matches: Callable[[Profile], bool]) -> int:
        """Remove the profiles that match and return how many there were."""
        before = len(self._profiles)
        self._profiles = [profile for profile in self._profiles if not matches(profile)]
        return before - len(self._profiles)

    def end_transaction(self, evse: int) -> None:
        """Forget what was installed for a transaction only."""
        if self._profiles:
            self.clear(lambda profile: profile.evse == evse and profile.purpose == "TxProfile")
        if self._with_priority:
            self.give_priority(evse, active=False)

    def limit_w(
        self, evse: int, at: datetime, started_at: datetime | None, supply: Supply
    ) -> int | None:
        """Return the limit of an EVSE: its own or default profile, within the station's."""
        if not self._profiles:
            return None
        purposes = ["TxProfile", "TxDefaultProfile"]
        if self._with_priority and evse in self._with_priority:
            purposes.insert(0, "PriorityCharging")
        candidates = (self._strongest(evse, {each}, at, started_at, supply) for each in purposes)
        own = next((limit for limit in candidates if limit is not None), None)
        station = self._strongest(0, STATION_PURPOSES, at, started_at, supply)
        limits = [limit for limit in (own, station) if limit is not None]
        return min(limits, default=None)

    def composite(
        self,
        evse: int,
        at: datetime,
        *,
        duration_s: int,
        started_at: datetime | None,
        supply: Supply,
        most_w: int,
        unit: str,
    ) -> list[Json]:
        """Return the periods of the limit that will hold, the first starting at 0."""
        periods: list[Json] = []
        for offset_s in range(0, max(1, duration_s), 60):
            moment = at + timedelta(seconds=offset_s)
            limit_w = self.limit_w(evse, moment, started_at, supply)
            limit = supply.limit(most_w if limit_w is None else min(most_w, limit_w), unit)
            if not periods or periods[-1]["limit"] != limit:
                periods.append({"startPeriod": offset_s, "limit": limit})
        return periods

    def _strongest(
        self,
        evse: int,
        purposes: Iterable[str],
        at: datetime,
        started_at: datetime | None,
        supply: Supply,
    ) -> int | None:
        by_level = sorted(
            (p for p in self._profiles if p.purpose in purposes and p.evse in {evse, 0}),
            key=lambda profile: (profile.stack_level, profile.evse),
            reverse=True,
        )
        for profile in by_level:
            limit_w = profile.limit_w(at, started_at, supply)
            if limit_w is not None:
                return limit_w
        return None
