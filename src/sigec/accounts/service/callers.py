"""Find out who calls by what they show: a person's access token, or a program's API key."""

from dataclasses import dataclass

from sigec.accounts.model import KEY_PREFIX, Allowance, ApiKey, KeyScope
from sigec.accounts.service.key_ring import KeyRing, TooManyKeyRequests
from sigec.accounts.service.logins import LoginService
from sigec.kit.actor import Actor
from sigec.kit.errors import Forbidden


class NotForKeys(Forbidden):
    """No key may ask for this, whatever its scopes."""

    code = "forbidden.not_for_api_keys"


class ScopeMissing(Forbidden):
    """The key is without a scope that is needed."""

    code = "forbidden.scope_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever calls; a program by its ``key``, a person by none."""

    actor: Actor
    key: ApiKey | None = None


class CallerService:
    """The one door for credentials, whatever the protocol."""

    def __init__(self, logins: LoginService, keys: KeyRing) -> None:
        self._logins = logins
        self._keys = keys

    async def recognise(self, credential: str) -> Caller:
        """Return who an access token or an API key stands for, with the rights they have now.

        :raises Unauthenticated: when it is worth nothing.
        :raises TenantSuspended: while their tenant is suspended.
        :raises FeatureNotInPlan: when it is a key and the tenant's plan is without the API.
        """
        if not is_key(credential):
            return Caller(actor=await self._logins.authenticate(credential))
        actor, key = await self._keys.recognise(credential)
        return Caller(actor=actor, key=key)

    async def count(self, caller: Caller) -> Allowance | None:
        """Count a program's request, and return what is left to it; people are not counted."""
        return None if caller.key is None else await self._keys.count(caller.key)

    async def authenticate(self, credential: str) -> Actor:
        """Return who calls without counting: for who is let in and is looked at again."""
        return (await self.recognise(credential)).actor


def is_key(credential: str) -> bool:
    """Say whether a credential is meant to be an API key."""
    return credential.startswith(KEY_PREFIX)


def require_room(allowance: Allowance | None) -> None:
    """Pass, or refuse one request too many.

    :raises TooManyKeyRequests: when the minute's requests are used up.
    """
    if allowance is not None and allowance.is_exceeded:
        raise TooManyKeyRequests(retry_after_s=allowance.reset_s, limit=allowance.limit)


def require_scopes(key: ApiKey, needed: frozenset[KeyScope] | None) -> None:
    """Pass when the key has all of these scopes; ``None`` is what no key may ask for.

    :raises NotForKeys: when no key may.
    :raises ScopeMissing: when the key is without one.
    """
    if needed is None:
        raise NotForKeys
    if missing := needed - key.scopes:
        raise ScopeMissing(scopes=", ".join(sorted(missing)))
