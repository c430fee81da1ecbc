"""What residents of a site may reserve for themselves: nothing, until somebody allows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec.kit.errors import FieldError
from sigec.kit.ids import SiteId, TenantId
from sigec.reservations.model.reservations import AHEAD_MAX, LENGTH_MAX, LENGTH_MIN, Span

OPEN_MAX = 20
"""How many one resident may have at once, at most."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rule of a site; ``ahead_max_min`` of 0 lets nobody plan ahead."""

    site_id: SiteId
    tenant_id: TenantId
    is_allowed: bool = False
    length_max_min: int = 60
    ahead_max_min: int = 24 * 60
    open_max: int = 1
    version: int = 0


def faults_of(policy: Policy) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    rules = (
        ("length_max_min", 1 <= policy.length_max_min <= LENGTH_MAX // MINUTE),
        ("ahead_max_min", 0 <= policy.ahead_max_min <= AHEAD_MAX // MINUTE),
        ("open_max", 1 <= policy.open_max <= OPEN_MAX),
    )
    return tuple(
        FieldError(field=name, code="field.reservation_limit") for name, holds in rules if not holds
    )


def faults_of_span(span: Span, *, at: datetime) -> tuple[FieldError, ...]:
    """Name what is wrong with a span, whoever asks for it."""
    if span.expires_at <= at or span.expires_at - span.starts_at < LENGTH_MIN:
        return (FieldError(field="expires_at", code="field.reservation_too_short"),)
    if span.expires_at - span.starts_at > LENGTH_MAX:
        return (FieldError(field="expires_at", code="field.reservation_too_long"),)
    if span.starts_at - at > AHEAD_MAX:
        return (FieldError(field="starts_at", code="field.reservation_too_far"),)
    return ()


def is_too_long(policy: Policy, span: Span) -> bool:
    """Say whether a resident asks for longer than the site allows."""
    return span.expires_at - span.starts_at > policy.length_max_min * MINUTE


def is_too_far(policy: Policy, span: Span, *, at: datetime) -> bool:
    """Say whether a resident plans further ahead than the site allows."""
    return span.starts_at - at > policy.ahead_max_min * MINUTE
