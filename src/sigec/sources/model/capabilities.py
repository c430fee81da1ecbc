"""What a kind of source can tell: exactly, roughly or not at all (``domain.md`` §6)."""

from collections.abc import Mapping
from enum import StrEnum

from sigec.sources.model.sources import SourceKind


class Fact(StrEnum):
    """The kinds of fact that a platform wants to know."""

    SESSION_START = "session_start"
    SESSION_END = "session_end"
    ENERGY = "energy"
    IDENTITY = "identity"
    STOP_REASON = "stop_reason"
    CONNECTOR_STATUS = "connector_status"
    OFFLINE = "offline"
    POWER = "power"
    READINGS = "readings"
    CHARGING_STARTED = "charging_started"
    IDLE_STARTED = "idle_started"
    BATTERY_FULL = "battery_full"
    INTERRUPTED = "interrupted"
    CHARGING_ENDED = "charging_ended"
    FAULT = "fault"
    COMMANDS = "commands"


class Ability(StrEnum):
    """How well a source can tell it."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    UNAVAILABLE = "unavailable"


CAPABILITIES: Mapping[SourceKind, Mapping[Fact, Ability]] = {
    SourceKind.CVEPRO: {
        Fact.SESSION_START: Ability.EXACT,
        Fact.SESSION_END: Ability.EXACT,
        Fact.ENERGY: Ability.EXACT,  # once it ended; nothing is told while it goes on
        Fact.IDENTITY: Ability.APPROXIMATE,  # the tag may come with the stop only
        Fact.STOP_REASON: Ability.EXACT,
        Fact.CONNECTOR_STATUS: Ability.APPROXIMATE,  # the last one received, however old
        Fact.OFFLINE: Ability.APPROXIMATE,  # by the age of a heartbeat
        Fact.POWER: Ability.UNAVAILABLE,
        Fact.READINGS: Ability.UNAVAILABLE,
        Fact.CHARGING_STARTED: Ability.APPROXIMATE,  # without watts: by the transaction alone
        Fact.IDLE_STARTED: Ability.APPROXIMATE,  # by SuspendedEV and SuspendedEVSE
        Fact.BATTERY_FULL: Ability.APPROXIMATE,  # the same
        Fact.INTERRUPTED: Ability.EXACT,
        Fact.CHARGING_ENDED: Ability.EXACT,
        Fact.FAULT: Ability.EXACT,
        Fact.COMMANDS: Ability.UNAVAILABLE,  # documented and unproved: a setting lets them through
    }
}
