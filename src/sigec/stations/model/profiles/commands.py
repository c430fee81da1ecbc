"""What a station is told and asked about its profiles, and what its answers tell."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sigec.stations.model.profiles.composite import CompositePeriod
from sigec.stations.model.profiles.profile import (
    ChargingProfile,
    PlacedProfile,
    ProfilePurpose,
    RateUnit,
)

_REQUEST_ID_MAX = 2**31 - 1
_COMPARED = (
    "purpose",
    "kind",
    "stack_level",
    "schedules",
    "recurrency",
    "valid_from",
    "valid_to",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProfile:
    """Install a profile at an EVSE, or at `STATION`; it replaces one with the same id."""

    evse: int
    profile: ChargingProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearProfiles:
    """Remove the profiles that fit all that is said; one that says nothing removes all."""

    profile_id: int | None = None
    evse: int | None = None
    purpose: ProfilePurpose | None = None
    stack_level: int | None = None

    def fits(self, placed: PlacedProfile) -> bool:
        """Say whether a profile is one of those."""
        said = (
            (self.profile_id, placed.profile.id),
            (self.evse, placed.evse),
            (self.purpose, placed.profile.purpose),
            (self.stack_level, placed.profile.stack_level),
        )
        return all(wanted is None or wanted == its for wanted, its in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class GetProfiles:
    """Ask for a report of all profiles (2.x); ``request_id`` comes back with it."""

    request_id: int = field(default_factory=lambda: 1 + secrets.randbelow(_REQUEST_ID_MAX))


@dataclass(frozen=True, slots=True, kw_only=True)
class GetComposite:
    """Ask which limits will hold at an EVSE, or at `STATION`, from now on."""

    evse: int
    duration_s: int
    unit: RateUnit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateDynamicProfile:
    """Change the only period of a dynamic profile (2.1)."""

    profile_id: int
    limit: float | None = None
    setpoint: float | None = None
    discharge_limit: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePriority:
    """Let a charge go before others, or no longer (2.1)."""

    external_id: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StationComposite:
    """Which limits a station says will hold."""

    evse: int
    starts_at: datetime | None
    duration_s: int
    unit: RateUnit
    periods: Sequence[CompositePeriod]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileNews:
    """What an answer tells of a station's profiles.

    ``read`` is the request that all were asked for by: its report follows, if there are any.
    """

    installed: PlacedProfile | None = None
    cleared: ClearProfiles | None = None
    read: int | None = None
    composite: StationComposite | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileReport:
    """Profiles that a station says it has; a report comes in parts.

    ``source`` is who gave them, as OCPP spells it (``CSO``, ``EMS``, …).
    """

    request_id: int
    source: str
    profiles: Sequence[PlacedProfile]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProfile:
    """A profile of a station: as we set it, and as the station reported it.

    ``read_at`` is when the station was last read after it was set; ``None`` until then.
    """

    id: int
    evse: int
    wanted: ChargingProfile | None
    wanted_at: datetime | None
    reported: ChargingProfile | None
    reported_at: datetime | None
    read_at: datetime | None
    source: str | None

    @property
    def profile(self) -> ChargingProfile:
        """What holds, as far as we know: the station's own word before ours."""
        told = self.reported or self.wanted
        assert told is not None, "a profile is wanted, or reported, or forgotten"
        return told

    @property
    def placed(self) -> PlacedProfile:
        """What holds, and where."""
        return PlacedProfile(evse=self.evse, profile=self.profile)

    @property
    def is_missing(self) -> bool:
        """Say whether the station was read and does not have what was set."""
        return self.wanted is not None and self.reported is None and self.read_at is not None

    @property
    def differences(self) -> Sequence[str]:
        """Name the parts in which the station's profile is not what was set.

        Its transaction is left out: many stations know it and do not say it.
        """
        if self.wanted is None or self.reported is None:
            return ()
        return [
            name for name in _COMPARED if getattr(self.wanted, name) != getattr(self.reported, name)
        ]
