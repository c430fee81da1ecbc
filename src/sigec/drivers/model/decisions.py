"""Who may charge: decided from what is known of a token and what else counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


class DecisionReason(StrEnum):
    """Why it was decided so, for the session and the people who ask."""

    ACCEPTED = "accepted"
    STRANGER_WELCOME = "stranger_welcome"
    ASKED_FOR = "asked_for"
    """Nobody registered it, and somebody of the house has just asked to start with it."""
    UNKNOWN_TOKEN = "unknown_token"  # noqa: S105 - a reason, not a secret
    BLOCKED = "blocked"
    EXPIRED = "expired"
    INVALID = "invalid"
    NO_CREDIT = "no_credit"
    NOT_YET_VALID = "not_yet_valid"
    ALREADY_CHARGING = "already_charging"
    GROUP_CHARGING = "group_charging"
    TENANT_SUSPENDED = "tenant_suspended"
    MASTER_STOPS_ONLY = "master_stops_only"
    NOT_A_RESIDENT = "not_a_resident"
    NOT_OF_THE_GROUPS = "not_of_the_groups"
    UNIT_BLOCKED = "unit_blocked"
    OUT_OF_HOURS = "out_of_hours"
    CONNECTOR_OF_OTHERS = "connector_of_others"
    RESERVED = "reserved"
    """The place is kept for somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What speaks against a charge; ``details`` fill the words of its reason."""

    status: AuthorizationStatus
    reason: DecisionReason
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What else counts when somebody asks to charge.

    ``objection`` is what the place has against it, ``charging`` a charge that goes on and leaves no
    room for another; ``are_strangers_welcome`` is for places that charge whoever comes. While a
    tenant is suspended nobody begins to charge at its stations.
    """

    at: datetime
    objection: Objection | None = None
    charging: Objection | None = None
    are_strangers_welcome: bool = False
    is_tenant_suspended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether somebody may charge, and why; ``details`` fill the words of the reason."""

    status: AuthorizationStatus
    reason: DecisionReason
    details: Mapping[str, str] = field(default_factory=dict)
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
    TokenStatus.BLOCKED: (AuthorizationStatus.BLOCKED, DecisionReason.BLOCKED),
    TokenStatus.EXPIRED: (AuthorizationStatus.EXPIRED, DecisionReason.EXPIRED),
    TokenStatus.INVALID: (AuthorizationStatus.INVALID, DecisionReason.INVALID),
    TokenStatus.NO_CREDIT: (AuthorizationStatus.NO_CREDIT, DecisionReason.NO_CREDIT),
}


def decide(token: KnownToken | None, facts: Facts) -> Decision:
    """Decide whether the bearer of ``token`` may charge; ``None`` is a token nobody registered.

    A suspension comes first, then what was decided about the token, then its dates, then what the
    place says, then what the token is doing now. Strangers are let in by the place alone.
    Validity includes ``valid_from`` and excludes ``valid_to``.
    """
    against = _against(token, facts)
    expires_at, group = (token.valid_to, token.group) if token else (None, None)
    if against is None:
        reason = DecisionReason.ACCEPTED if token else DecisionReason.STRANGER_WELCOME
        status = AuthorizationStatus.ACCEPTED
        return Decision(status=status, reason=reason, expires_at=expires_at, group=group)
    return Decision(
        status=against.status,
        reason=against.reason,
        details=against.details,
        expires_at=expires_at,
        group=group,
    )


def _against(token: KnownToken | None, facts: Facts) -> Objection | None:
    if facts.is_tenant_suspended:
        return Objection(status=AuthorizationStatus.BLOCKED, reason=DecisionReason.TENANT_SUSPENDED)
    if token is not None:
        return _against_token(token, facts.at) or facts.objection or facts.charging
    if not facts.are_strangers_welcome:
        return Objection(status=AuthorizationStatus.UNKNOWN, reason=DecisionReason.UNKNOWN_TOKEN)
    return facts.objection


def _against_token(token: KnownToken, at: datetime) -> Objection | None:
    """Return what was decided about the token, or what its dates say."""
    if token.status in _REFUSALS:
        status, reason = _REFUSALS[token.status]
        return Objection(status=status, reason=reason)
    if token.valid_to is not None and at >= token.valid_to:
        return Objection(
            status=AuthorizationStatus.EXPIRED,
            reason=DecisionReason.EXPIRED,
            details={"valid_to": token.valid_to.isoformat()},
        )
    if token.valid_from is not None and at < token.valid_from:
        return Objection(
            status=AuthorizationStatus.NOT_AT_THIS_TIME,
            reason=DecisionReason.NOT_YET_VALID,
            details={"valid_from": token.valid_from.isoformat()},
        )
    return None
