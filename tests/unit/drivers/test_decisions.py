from datetime import UTC, datetime, timedelta

import pytest

from sigec.drivers.model import (
    AuthorizationStatus,
    DecisionReason,
    Facts,
    IdTokenKind,
    KnownToken,
    Objection,
    TokenInfo,
    TokenRef,
    TokenStatus,
    decide,
)
from sigec.kit.ids import IdTokenId, TenantId, new_id

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
BUSY = Objection(
    status=AuthorizationStatus.CONCURRENT_TX,
    reason=DecisionReason.ALREADY_CHARGING,
    details={"station": "CP-2"},
)
AT_NIGHT = Objection(
    status=AuthorizationStatus.NOT_AT_THIS_TIME, reason=DecisionReason.OUT_OF_HOURS
)


def token(**more: object) -> KnownToken:
    return KnownToken(
        id=IdTokenId(new_id()),
        tenant_id=TenantId(new_id()),
        value="CARD",
        kind=IdTokenKind.ISO14443,
        **more,  # type: ignore[arg-type]  # as the caller says
    )


def test_an_accepted_token_may_charge_and_says_until_when() -> None:
    until = NOON + timedelta(days=1)

    decision = decide(token(valid_to=until, group="FAMILY"), Facts(at=NOON))

    assert decision.is_accepted
    assert decision.info == TokenInfo(
        status=AuthorizationStatus.ACCEPTED,
        expires_at=until,
        group=TokenRef(value="FAMILY", kind=IdTokenKind.CENTRAL),
    )


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (TokenStatus.BLOCKED, AuthorizationStatus.BLOCKED),
        (TokenStatus.EXPIRED, AuthorizationStatus.EXPIRED),
        (TokenStatus.INVALID, AuthorizationStatus.INVALID),
        (TokenStatus.NO_CREDIT, AuthorizationStatus.NO_CREDIT),
    ],
)
def test_what_was_decided_about_a_token_comes_first(
    status: TokenStatus, told: AuthorizationStatus
) -> None:
    expired = token(status=status, valid_to=NOON - timedelta(days=1))

    facts = Facts(at=NOON, charging=BUSY, objection=AT_NIGHT, are_strangers_welcome=True)
    assert decide(expired, facts).status is told


def test_a_token_is_valid_from_an_instant_until_before_another() -> None:
    span = token(valid_from=NOON, valid_to=NOON + timedelta(hours=1))

    def at(instant: datetime) -> AuthorizationStatus:
        return decide(span, Facts(at=instant)).status

    assert at(NOON - INSTANT) is AuthorizationStatus.NOT_AT_THIS_TIME
    assert at(NOON) is AuthorizationStatus.ACCEPTED
    assert at(NOON + timedelta(hours=1) - INSTANT) is AuthorizationStatus.ACCEPTED
    assert at(NOON + timedelta(hours=1)) is AuthorizationStatus.EXPIRED


def test_a_token_may_be_busy_elsewhere() -> None:
    decision = decide(token(), Facts(at=NOON, charging=BUSY))

    assert decision.status is AuthorizationStatus.CONCURRENT_TX
    assert decision.details == {"station": "CP-2"}


def test_what_the_place_says_counts_before_what_the_token_does() -> None:
    facts = Facts(at=NOON, charging=BUSY, objection=AT_NIGHT, are_strangers_welcome=True)

    for who in (token(), None):
        assert decide(who, facts).reason is DecisionReason.OUT_OF_HOURS


@pytest.mark.parametrize(
    ("welcome", "status", "reason"),
    [
        (False, AuthorizationStatus.UNKNOWN, DecisionReason.UNKNOWN_TOKEN),
        (True, AuthorizationStatus.ACCEPTED, DecisionReason.STRANGER_WELCOME),
    ],
)
def test_a_stranger_charges_where_strangers_are_welcome(
    *, welcome: bool, status: AuthorizationStatus, reason: DecisionReason
) -> None:
    decision = decide(None, Facts(at=NOON, are_strangers_welcome=welcome))

    assert (decision.status, decision.reason) == (status, reason)


def test_nobody_begins_to_charge_while_the_tenant_is_suspended() -> None:
    facts = Facts(at=NOON, are_strangers_welcome=True, is_tenant_suspended=True)

    for who in (token(), token(status=TokenStatus.EXPIRED), None):
        decision = decide(who, facts)
        assert decision.status is AuthorizationStatus.BLOCKED
        assert decision.reason is DecisionReason.TENANT_SUSPENDED
