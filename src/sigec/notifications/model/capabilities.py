"""How well each kind of source can tell what a kind of notice says (§6)."""

from collections.abc import Mapping

from sigec.notifications.model.kinds import BY_WATTS, Kind
from sigec.sources.model import CAPABILITIES, Ability, Fact

DIRECT = "ocpp"
"""The source of stations that speak for themselves."""
_FACTS: Mapping[Kind, Fact] = {
    Kind.CHARGING_STARTED: Fact.CHARGING_STARTED,
    Kind.IDLE_STARTED: Fact.IDLE_STARTED,
    Kind.BATTERY_FULL: Fact.BATTERY_FULL,
    Kind.INTERRUPTED: Fact.INTERRUPTED,
    Kind.CHARGING_ENDED: Fact.CHARGING_ENDED,
    Kind.FAULT: Fact.FAULT,
    Kind.STATION_FREE: Fact.CONNECTOR_STATUS,
    Kind.ADMIN_ALERT: Fact.OFFLINE,
    Kind.DAILY_SUMMARY: Fact.ENERGY,
}


def abilities_of(kind: Kind) -> Mapping[str, Ability]:
    """Return source → how well it can tell a kind; stations of their own, and then each cloud."""
    found = {DIRECT: Ability.EXACT}
    fact = _FACTS.get(kind)
    return found | {
        # No cloud keeps a place: what it has no fact for it cannot tell.
        source.value: facts[fact] if fact else Ability.UNAVAILABLE
        for source, facts in CAPABILITIES.items()
    }


def needs_watts(kind: Kind) -> bool:
    """Say whether a station that never samples its power tells a kind only by its states."""
    return kind in BY_WATTS
