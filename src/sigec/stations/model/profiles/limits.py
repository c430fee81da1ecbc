"""How many and which profiles a station takes: as it reports, and as its maker is known for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from sigec.stations.model.profiles.profile import RateUnit
from sigec.stations.model.variables import VariableName


def _smart_charging(variable: str, instance: str | None = None) -> VariableName:
    return VariableName(component="SmartChargingCtrlr", variable=variable, instance=instance)


_LEVEL = (VariableName(variable="ChargeProfileMaxStackLevel"), _smart_charging("ProfileStackLevel"))
_PERIODS = (
    VariableName(variable="ChargingScheduleMaxPeriods"),
    _smart_charging("PeriodsPerSchedule"),
)
_UNITS = (
    VariableName(variable="ChargingScheduleAllowedChargingRateUnit"),
    _smart_charging("RateUnit"),
)
_PROFILES = (
    VariableName(variable="MaxChargingProfilesInstalled"),
    _smart_charging("Entries", "ChargingProfiles"),
)
PROFILE_LIMITS = (*_LEVEL, *_PERIODS, *_UNITS, *_PROFILES)
"""Where stations say what profiles they take (`ProfileLimits`), in 1.6 and in 2.x."""

_UNIT_WORDS: Mapping[str, RateUnit] = {
    "current": RateUnit.A,
    "power": RateUnit.W,
    "a": RateUnit.A,
    "w": RateUnit.W,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLimits:
    """What profiles a station takes; what it did not say is not limited."""

    stack_level_max: int | None = None
    stack_level_min: int = 0
    periods_max: int | None = None
    units: frozenset[RateUnit] = frozenset(RateUnit)
    profiles_max: int | None = None

    @classmethod
    def of(cls, values: Mapping[str, str | None], *, vendor: str | None = None) -> Self:
        """Read what a station told of its `PROFILE_LIMITS`: values by the key of their variable.

        ``vendor`` is who made it: some makers' stations take less than they say.
        """
        told = cls(
            stack_level_max=_smallest(values, _LEVEL),
            periods_max=_smallest(values, _PERIODS),
            units=_units(values) or frozenset(RateUnit),
            profiles_max=_smallest(values, _PROFILES),
        )
        quirk = find_quirk(vendor)
        return told if quirk is None else told._heed(quirk)

    @property
    def usual_stack_level(self) -> int:
        """A level that the station takes, for who has no wish."""
        return self.stack_level_min

    def _heed(self, quirk: "StackLevelQuirk") -> Self:
        most = [each for each in (self.stack_level_max, quirk.level_max) if each is not None]
        return replace(
            self,
            stack_level_max=min(most, default=None),
            stack_level_min=max(self.stack_level_min, quirk.level_min),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StackLevelQuirk:
    """What a maker's stations do with stack levels, whatever they report."""

    vendor: str
    level_max: int | None = None
    level_min: int = 0


STACK_LEVEL_QUIRKS: Sequence[StackLevelQuirk] = (
    StackLevelQuirk(vendor="abb", level_max=0),  # refuses every other level
    StackLevelQuirk(vendor="evbox", level_max=0),  # the same
    StackLevelQuirk(vendor="go-e", level_min=1),  # what is set at 0 cannot be cleared
)


def find_quirk(vendor: str | None) -> StackLevelQuirk | None:
    """Return what is known of a maker, by the beginning of the name it boots with."""
    name = (vendor or "").strip().casefold()
    return next((each for each in STACK_LEVEL_QUIRKS if name.startswith(each.vendor)), None)


def _smallest(values: Mapping[str, str | None], names: Sequence[VariableName]) -> int | None:
    told = [values.get(name.key) or "" for name in names]
    return min((int(each) for each in told if each.isascii() and each.isdecimal()), default=None)


def _units(values: Mapping[str, str | None]) -> frozenset[RateUnit]:
    told = ",".join(values.get(name.key) or "" for name in _UNITS).split(",")
    words = (each.strip().casefold() for each in told)
    return frozenset(_UNIT_WORDS[word] for word in words if word in _UNIT_WORDS)
