"""Charging profiles as a station keeps them: which limit holds when."""

from sigec_sandbox.profiles.profile import STATION_PURPOSES, Profile
from sigec_sandbox.profiles.profiles import Profiles
from sigec_sandbox.profiles.supply import Supply

__all__ = ["STATION_PURPOSES", "Profile", "Profiles", "Supply"]
