"""What a plan includes, and when something is beyond it."""

from dataclasses import dataclass
from enum import StrEnum

BASIC = "basic"
"""The plan of a new tenant that is given none."""
ENTERPRISE = "enterprise"
"""The plan of the tenant that an installation begins with: it is its owner's own."""


class Feature(StrEnum):
    """What a plan may include beside numbers of things."""

    WHATSAPP = "whatsapp"
    REPORTS = "reports"
    API = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """What a new plan is made of; a maximum of ``None`` is no limit."""

    code: str
    name: str
    residents_max: int | None = None
    stations_max: int | None = None
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(PlanDraft):
    """What tenants may have; ``version`` counts edits."""

    version: int = 1


def is_beyond(limit: int | None, *, before: int, after: int) -> bool:
    """Say whether a growth ends above the limit.

    Who is above it already, because the plan was changed, may still edit and shrink.
    """
    return limit is not None and after > before and after > limit
