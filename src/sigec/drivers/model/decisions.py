"""Who may charge: decided from what is known of a token and what else counts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sigec.drivers.model.tokens import (
    AuthorizationStatus,
    IdTokenKind,
    KnownToken,
    TokenInfo,
    TokenRef,
    TokenStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What else counts when somebody asks to charge.

    ``is_charging_elsewhere`` is for places that allow a token one charge at a time;
    ``are_strangers_welcome`` for those that charge whoever comes. While a tenant is suspended
    nobody begins to charge at its stations.
    """

    at: datetime
    is_charging_elsewhere: bool = False
    are_strangers_welcome: bool = False
    is_tenant_suspended: bool = False


class Reason(StrEnum):
    """Why it was decided so, for the session and the people who ask."""

    ACCEPTED = "accepted"
    STRANGER_WELCOME = "stranger_welcome"
    UNKNOWN_TOKEN = "unknown_token"  # noqa: S105 - a reason, not a secret
    BLOCKED = "blocked"
    EXPIRED = "expired"
    INVALID = "invalid"
    NO_CREDIT = "no_credit"
    NOT_YET_VALID = "not_yet_valid"
    ALREADY_CHARGING = "already_charging"
    TENANT_SUSPENDED = "tenant_suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether somebody may charge, and why."""

    status: AuthorizationStatus
    reason: Reason
    expires_at: datetime | None = None
    group: str | None = None

    @property
    def is_accepted(self) -> bool:
        """Whether energy may flow."""
        return self.status is AuthorizationStatus.ACCEPTED

    @property
    def info(self) -> TokenInfo:
        """The decision as a station is told it."""
        group = TokenRef(value=self.group, kind=IdTokenKind.CENTRAL) if self.group else None
        return TokenInfo(status=self.status, expires_at=self.expires_at, group=group)


_REFUSALS = {
    TokenStatus.BLOCKED: (AuthorizationStatus.BLOCKED, Reason.BLOCKED),
    TokenStatus.EXPIRED: (AuthorizationStatus.EXPIRED, Reason.EXPIRED),
    TokenStatus.INVALID: (AuthorizationStatus.INVALID, Reason.INVALID),
    TokenStatus.NO_CREDIT: (AuthorizationStatus.NO_CREDIT, Reason.NO_CREDIT),
}


def decide(token: KnownToken | None, facts: Facts) -> Decision:
    """Decide whether the bearer of ``token`` may charge; ``None`` is a token nobody registered.

    A suspension comes first, then what was decided about the token, then its dates, then what it
    is doing now. Validity includes ``valid_from`` and excludes ``valid_to``.
    """
    if facts.is_tenant_suspended:
        return Decision(status=AuthorizationStatus.BLOCKED, reason=Reason.TENANT_SUSPENDED)
    if token is None:
        if facts.are_strangers_welcome:
            return Decision(status=AuthorizationStatus.ACCEPTED, reason=Reason.STRANGER_WELCOME)
        return Decision(status=AuthorizationStatus.UNKNOWN, reason=Reason.UNKNOWN_TOKEN)
    status, reason = _judge(token, facts)
    return Decision(status=status, reason=reason, expires_at=token.valid_to, group=token.group)


def _judge(token: KnownToken, facts: Facts) -> tuple[AuthorizationStatus, Reason]:
    if token.status in _REFUSALS:
        return _REFUSALS[token.status]
    if token.valid_to is not None and facts.at >= token.valid_to:
        return AuthorizationStatus.EXPIRED, Reason.EXPIRED
    if token.valid_from is not None and facts.at < token.valid_from:
        return AuthorizationStatus.NOT_AT_THIS_TIME, Reason.NOT_YET_VALID
    if facts.is_charging_elsewhere:
        return AuthorizationStatus.CONCURRENT_TX, Reason.ALREADY_CHARGING
    return AuthorizationStatus.ACCEPTED, Reason.ACCEPTED
