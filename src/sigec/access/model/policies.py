"""What a tenant, a site or a station says about who may charge; a part left out is as above it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sigec.drivers.model import ConcurrentUse
from sigec.kit.errors import FieldError
from sigec.kit.ids import TenantId, UnitId
from sigec.tariffs.model import Window

GROUPS_MAX = 100
WINDOWS_MAX = 50
UNITS_MAX = 1_000
CONNECTOR_RULES_MAX = 20
GROUP_LENGTH_MAX = 36
"""A group is told to stations, and no version takes a longer one."""


class Admitted(StrEnum):
    """Who may charge at all."""

    ANYONE = "anyone"
    """Registered or not."""
    REGISTERED = "registered"
    RESIDENTS = "residents"
    """Who lives in a unit of the site."""
    GROUPS = "groups"


class Offline(StrEnum):
    """Whom a station lets in while it cannot ask us."""

    NOBODY = "nobody"
    LISTED = "listed"
    """Who is on its list."""
    KNOWN = "known"
    """Who is on its list, or was let in before (its cache)."""
    ANYONE = "anyone"


class RefusedCharge(StrEnum):
    """What happens to a charge that began offline with a token that turns out to be refused."""

    TELL = "tell"
    """It goes on; people are told."""
    STOP = "stop"
    """People are told, and the station ends it: by itself, or because we ask."""


class PlaceKind(StrEnum):
    """What a policy is of, from the most general to the most particular."""

    TENANT = "tenant"
    SITE = "site"
    STATION = "station"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorRule:
    """Connectors of a type (as OCPP spells it) are for tokens of these groups."""

    type: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPolicy:
    """Who may charge, when, and what stations do when they cannot ask.

    ``None`` is as the place above says. ``hours`` are local to the site; none means always.
    ``master_group`` is the group whose tokens may stop any charge and start none.
    """

    admitted: Admitted | None = None
    groups: tuple[str, ...] | None = None
    blocked_units: tuple[UnitId, ...] | None = None
    hours: tuple[Window, ...] | None = None
    connectors: tuple[ConnectorRule, ...] | None = None
    concurrent_use: ConcurrentUse | None = None
    master_group: str | None = None
    keeps_list: bool | None = None
    offline: Offline | None = None
    refused_charge: RefusedCharge | None = None
    clears_cache: bool | None = None
    """Whether stations forget whom they let in when a token that they let in may charge no more."""
    remote_asks: bool | None = None
    """Whether a station asks us about the token of a remote start, as if it had been shown."""

    def over(self, general: "AccessPolicy") -> "AccessPolicy":
        """Return this policy with what it leaves open filled from a more general one."""
        own = {name: value for name in NAMES if (value := getattr(self, name)) is not None}
        return replace(general, **own)


NAMES = tuple(field.name for field in fields(AccessPolicy))
DEFAULT = AccessPolicy(
    admitted=Admitted.REGISTERED,
    groups=(),
    blocked_units=(),
    hours=(),
    connectors=(),
    concurrent_use=ConcurrentUse.ALLOWED,
    keeps_list=False,
    clears_cache=False,
)
"""What holds where nobody said anything: stations are left as their makers set them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePolicy:
    """The policy of one place; ``version`` counts edits, and is 0 before the first."""

    tenant_id: TenantId
    kind: PlaceKind
    place_id: UUID
    policy: AccessPolicy
    version: int = 0
    edited_at: datetime | None = None


def effective(policies: Iterable[PlacePolicy]) -> AccessPolicy:
    """Return what holds at a place, from all policies that reach it, in any order."""
    ranks = list(PlaceKind)
    found = DEFAULT
    for each in sorted(policies, key=lambda one: ranks.index(one.kind)):
        found = each.policy.over(found)
    return found


def faults_of_policy(policy: AccessPolicy) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    faults = []
    if policy.admitted is Admitted.GROUPS and not policy.groups:
        faults.append(FieldError(field="groups", code="field.groups_missing"))
    for index, rule in enumerate(policy.connectors or ()):
        if not rule.groups:
            faults.append(
                FieldError(field=f"connectors.{index}.groups", code="field.groups_missing")
            )
    return tuple(faults)
