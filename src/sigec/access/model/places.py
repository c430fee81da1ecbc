"""What a place says about who may charge there: pure, without I/O and without a clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sigec.access.model.policies import AccessPolicy, Admitted, ConnectorRule
from sigec.drivers.model import (
    AuthorizationStatus,
    ConcurrentUse,
    DecisionReason,
    Home,
    KnownToken,
    Objection,
)
from sigec.kit.ids import SiteId, StationId, TenantId
from sigec.tariffs.model import Calendar


class Intent(StrEnum):
    """Why it is asked whether a token may charge.

    A token that is shown, or that ends a charge, may belong to one that goes on: it is judged by
    what it is and not by what it does. A list is kept for later: no hour counts there.
    """

    SHOWN = "shown"
    START = "start"
    STOP = "stop"
    REMOTE_START = "remote_start"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A station with the policy that holds there; ``connectors`` are the types of each EVSE."""

    tenant_id: TenantId
    station_id: StationId
    site_id: SiteId | None
    zone: ZoneInfo
    policy: AccessPolicy
    connectors: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def are_strangers_welcome(self) -> bool:
        """Whether whoever comes is let in."""
        return self.policy.admitted is Admitted.ANYONE

    @property
    def needs_homes(self) -> bool:
        """Whether it matters here where people live."""
        return self.policy.admitted is Admitted.RESIDENTS or bool(self.policy.blocked_units)

    def is_master(self, token: KnownToken | None) -> bool:
        """Say whether a token may stop any charge here and start none."""
        master = self.policy.master_group
        return token is not None and master is not None and token.group == master

    def concurrent_use(self, token: KnownToken) -> ConcurrentUse:
        """Return how many charges may go on at once with a token here."""
        return token.concurrent_use or self.policy.concurrent_use or ConcurrentUse.ALLOWED


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked of a place: who wants to charge, when, where on the station, and why.

    ``homes`` are those of the token's person; a place that `needs_homes` judges by them.
    """

    token: KnownToken | None
    at: datetime
    purpose: Intent
    evse: int | None = None
    homes: Sequence[Home] = ()


def object_to(place: Place, asking: Asking) -> Objection | None:
    """Return the first thing that the place has against a charge; ``None`` lets it happen."""
    if asking.purpose is Intent.STOP:
        return None
    if place.is_master(asking.token):
        if asking.purpose in (Intent.SHOWN, Intent.LISTED):
            return None
        return Objection(
            status=AuthorizationStatus.INVALID, reason=DecisionReason.MASTER_STOPS_ONLY
        )
    checks = (_unit_blocked, _not_admitted, _connector_of_others, _out_of_hours)
    objections = (check(place, asking) for check in checks)
    return next((each for each in objections if each is not None), None)


def _unit_blocked(place: Place, asking: Asking) -> Objection | None:
    day = asking.at.astimezone(place.zone).date()
    blocked = set(place.policy.blocked_units or ())
    for home in asking.homes:
        if home.unit_id in blocked and home.includes(day):
            return Objection(
                status=AuthorizationStatus.BLOCKED,
                reason=DecisionReason.UNIT_BLOCKED,
                details={"unit": home.label},
            )
    return None


def _not_admitted(place: Place, asking: Asking) -> Objection | None:
    policy, token = place.policy, asking.token
    if token is None:
        return None
    if policy.admitted is Admitted.GROUPS and not _is_of(token, policy.groups or ()):
        return Objection(
            status=AuthorizationStatus.NOT_AT_THIS_LOCATION,
            reason=DecisionReason.NOT_OF_THE_GROUPS,
            details={"groups": ", ".join(policy.groups or ())},
        )
    day = asking.at.astimezone(place.zone).date()
    lives_here = any(home.site_id == place.site_id and home.includes(day) for home in asking.homes)
    if policy.admitted is Admitted.RESIDENTS and not lives_here:
        return Objection(
            status=AuthorizationStatus.NOT_AT_THIS_LOCATION, reason=DecisionReason.NOT_A_RESIDENT
        )
    return None


def _out_of_hours(place: Place, asking: Asking) -> Objection | None:
    """Object outside the hours; a list is kept for later, when it may be within them."""
    hours = place.policy.hours or ()
    calendar = Calendar(zone=place.zone)
    is_open = not hours or any(window.covers(asking.at, calendar) for window in hours)
    if is_open or asking.purpose is Intent.LISTED:
        return None
    spans = ", ".join(f"{each.from_time:%H:%M}–{each.to_time:%H:%M}" for each in hours)
    return Objection(
        status=AuthorizationStatus.NOT_AT_THIS_TIME,
        reason=DecisionReason.OUT_OF_HOURS,
        details={"at": asking.at.isoformat(), "hours": spans},
    )


def _connector_of_others(place: Place, asking: Asking) -> Objection | None:
    """Object where no connector that may be meant is for this token.

    A card is shown before anybody knows at which EVSE: then one connector that is for it will do.
    """
    rules = place.policy.connectors or ()
    evses = [asking.evse] if asking.evse in place.connectors else list(place.connectors)
    types = [each for evse in evses if evse is not None for each in place.connectors[evse]]
    against = [_rule_against(rules, each, asking.token) for each in types]
    if not against or None in against:
        return None
    rule = next(filter(None, against))
    return Objection(
        status=AuthorizationStatus.NOT_ALLOWED_TYPE_EVSE,
        reason=DecisionReason.CONNECTOR_OF_OTHERS,
        details={"connector": rule.type, "groups": ", ".join(rule.groups)},
    )


def _rule_against(
    rules: Sequence[ConnectorRule], type_: str, token: KnownToken | None
) -> ConnectorRule | None:
    here = (rule for rule in rules if rule.type.casefold() == type_.casefold())
    return next((rule for rule in here if token is None or not _is_of(token, rule.groups)), None)


def _is_of(token: KnownToken, groups: Collection[str]) -> bool:
    return token.group is not None and token.group in groups
