from datetime import UTC, datetime, timedelta

import jwt
import pytest

from sigec.accounts.service.access_tokens import (
    LIFETIME_S,
    AccessTokenInvalid,
    AccessTokens,
    Claims,
)
from sigec.kit.clock import ManualClock
from sigec.kit.ids import LoginId, UserId, new_id
from tests.canaries import SECRET_KEY

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CLAIMS = Claims(user_id=UserId(new_id()), login_id=LoginId(new_id()))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def tokens(clock: ManualClock) -> AccessTokens:
    return AccessTokens(SECRET_KEY, clock)


def forged(tokens: AccessTokens, *, key: bytes | None = None, **changes: object) -> str:
    payload = {
        "iss": "sigec",
        "aud": "sigec-api",
        "sub": str(CLAIMS.user_id),
        "sid": str(CLAIMS.login_id),
        "iat": NOON,
        "exp": NOON + timedelta(hours=1),
        **changes,
    }
    present = {name: value for name, value in payload.items() if value is not None}
    return jwt.encode(present, key or tokens._key, "HS256")


def test_what_was_issued_is_read(tokens: AccessTokens) -> None:
    assert tokens.read(tokens.issue(CLAIMS)) == CLAIMS


def test_a_token_ends_after_its_time(tokens: AccessTokens, clock: ManualClock) -> None:
    token = tokens.issue(CLAIMS)

    clock.advance(seconds=LIFETIME_S - 1)
    assert tokens.read(token) == CLAIMS
    clock.advance(seconds=1)
    with pytest.raises(AccessTokenInvalid):
        tokens.read(token)


@pytest.mark.parametrize(
    "changes",
    [
        {"key": b"another-key-of-thirty-two-bytes-"},
        {"aud": "somebody-else"},
        {"iss": "somebody-else"},
        {"exp": None},
        {"sid": None},
        {"sub": "not-an-id"},
        {"exp": 10**30},
    ],
    ids=str,
)
def test_what_is_not_ours_is_refused(tokens: AccessTokens, changes: dict[str, object]) -> None:
    assert tokens.read(forged(tokens)) == CLAIMS
    with pytest.raises(AccessTokenInvalid):
        tokens.read(forged(tokens, **changes))  # type: ignore[arg-type]  # the parameters differ


def test_a_token_without_a_signature_is_refused(tokens: AccessTokens) -> None:
    payload = jwt.decode(forged(tokens), options={"verify_signature": False})
    with pytest.raises(AccessTokenInvalid):
        tokens.read(jwt.encode(payload, "", "none"))


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "\x00"])
def test_nonsense_is_refused(tokens: AccessTokens, token: str) -> None:
    with pytest.raises(AccessTokenInvalid):
        tokens.read(token)


def test_another_secret_makes_other_tokens(tokens: AccessTokens, clock: ManualClock) -> None:
    with pytest.raises(AccessTokenInvalid):
        AccessTokens(SECRET_KEY + "x", clock).read(tokens.issue(CLAIMS))
