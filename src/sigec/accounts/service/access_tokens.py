"""Access tokens: short-lived JWTs that name a user and a login."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt

from sigec.kit.errors import Unauthenticated
from sigec.kit.ids import LoginId, UserId
from sigec.kit.ports import Clock

LIFETIME_S = 15 * 60
_ALGORITHM = "HS256"
_ISSUER = "sigec"
_AUDIENCE = "sigec-api"


class AccessTokenInvalid(Unauthenticated):
    """The token is not ours, or its time is over."""

    code = "unauthenticated.expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a token proves; whether the user may still act is looked up."""

    user_id: UserId
    login_id: LoginId


class AccessTokens:
    """Issues and reads access tokens."""

    def __init__(self, secret_key: str, clock: Clock) -> None:
        # A key of its own, so that nothing else signed with the secret can pass for a token.
        self._key = hmac.digest(secret_key.encode(), b"sigec access token", "sha256")
        self._clock = clock

    def issue(self, claims: Claims) -> str:
        """Sign a token that is good for `LIFETIME_S`."""
        at = self._clock.now()
        payload = {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "sub": str(claims.user_id),
            "sid": str(claims.login_id),
            "iat": at,
            "exp": at + timedelta(seconds=LIFETIME_S),
        }
        return jwt.encode(payload, self._key, _ALGORITHM)

    def read(self, token: str) -> Claims:
        """Return what the token proves.

        :raises AccessTokenInvalid: when it is not ours, or expired.
        """
        try:
            payload = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                issuer=_ISSUER,
                audience=_AUDIENCE,
                # Expiry is checked below, by our own clock.
                options={
                    "require": ["exp", "iat", "sub", "sid"],
                    "verify_exp": False,
                    "verify_iat": False,
                },
            )
            expires_at = datetime.fromtimestamp(payload["exp"], UTC)
            claims = Claims(
                user_id=UserId(UUID(payload["sub"])), login_id=LoginId(UUID(payload["sid"]))
            )
        except (jwt.InvalidTokenError, ValueError, OverflowError) as error:
            raise AccessTokenInvalid from error
        if expires_at <= self._clock.now():
            raise AccessTokenInvalid
        return claims
