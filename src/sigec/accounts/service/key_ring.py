"""Find out whose an API key is and how often it was used: from memory, as every request asks."""

import asyncio
import hmac
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from sigec.accounts._store import api_keys as store
from sigec.accounts.model import (
    WINDOW_S,
    Allowance,
    ApiKey,
    allowance_of,
    derive_key,
    digest_of,
    permissions_of,
    prefix_of,
    window_at,
)
from sigec.db import Database, StorageUnavailable
from sigec.kit.actor import PLATFORM, Actor, ActorKind
from sigec.kit.errors import TooManyRequests, Unauthenticated
from sigec.kit.ids import TenantId, UserId
from sigec.kit.ports import Cache, Clock
from sigec.tenants.model import Feature
from sigec.tenants.service import FeatureNotInPlan, TenantSuspended, find_tenant, require_feature

TTL = timedelta(seconds=30)
"""How long a change may stay unseen when its event is lost, and an edit of a plan."""
ANSWERS_MAX = 10_000
FLUSH_S = 30.0
"""What a crash may forget of the last uses."""

_log = structlog.get_logger()


class ApiKeyInvalid(Unauthenticated):
    """There is no such key, or it is not good any more; which of them is nobody's business."""

    code = "unauthenticated.api_key"


class TooManyKeyRequests(TooManyRequests):
    """The key was used more often than it may in one minute."""

    code = "too_many_requests.api_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A key as it was found, with why its tenant may not use it, if so."""

    key: ApiKey
    digest: bytes
    refusal: TenantSuspended | FeatureNotInPlan | None


@dataclass(frozen=True, slots=True)
class _Answer:
    read_at: datetime
    known: KnownKey | None


class KeyRing:
    """Remembers recently used keys; the oldest answer goes first, unknown keys are remembered too.

    What is compared are digests, in constant time: their texts are nowhere.
    """

    def __init__(self, database: Database, clock: Clock, *, cache: Cache, secret_key: str) -> None:
        self._database = database
        self._clock = clock
        self._cache = cache
        self._digest_key = derive_key(secret_key)
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        self._changes = 0
        self._uses: dict[str, datetime] = {}

    async def recognise(self, text: str) -> tuple[Actor, ApiKey]:
        """Return the key of this text and the actor that it stands for.

        :raises ApiKeyInvalid: when it is not good.
        :raises TenantSuspended: while its tenant is suspended.
        :raises FeatureNotInPlan: while the tenant's plan is without the API.
        """
        prefix = prefix_of(text)
        if prefix is None:
            raise ApiKeyInvalid
        at = self._clock.now()
        known = await self._find(prefix, at)
        # Compared before anything else is said: a prefix alone must find out nothing.
        if known is None or not hmac.compare_digest(
            known.digest, digest_of(self._digest_key, text)
        ):
            raise ApiKeyInvalid
        if not known.key.accepts(prefix, at):
            raise ApiKeyInvalid
        if known.refusal is not None:
            raise type(known.refusal)(**known.refusal.params)
        self._uses[prefix] = at
        return _actor_of(known.key), known.key

    async def count(self, key: ApiKey) -> Allowance:
        """Count a request of this key, in the minute of the clock, and return what is left."""
        at = self._clock.now()
        name = f"api_key:{key.id}:{window_at(at)}"
        used = await self._cache.count(name, window_s=2 * WINDOW_S)
        return allowance_of(key, used=used, at=at)

    def forget(self, tenant_id: TenantId) -> None:
        """Forget a tenant's keys, and all that were unknown: one of them may be new."""
        self._changes += 1
        for prefix, answer in list(self._answers.items()):
            if answer.known is None or answer.known.key.tenant_id == tenant_id:
                del self._answers[prefix]

    async def keep_uses(self) -> None:
        """Store now and then when keys were last used, until cancelled."""
        try:
            while True:
                await asyncio.sleep(FLUSH_S)
                await self.flush()
        finally:
            await self.flush()

    async def flush(self) -> None:
        """Store when keys were last used; what cannot be stored is kept for the next time."""
        uses, self._uses = self._uses, {}
        if not uses:
            return
        try:
            async with self._database.transaction(PLATFORM) as connection:
                await store.save_uses(connection, uses)
        except StorageUnavailable:
            self._uses = uses | self._uses
            _log.warning("accounts.key_uses.not_stored", keys=len(uses))

    async def _find(self, prefix: str, at: datetime) -> KnownKey | None:
        answer = self._answers.get(prefix)
        if answer is not None and at - answer.read_at <= TTL:
            return answer.known
        changes = self._changes
        known = await self._read(prefix)
        if changes == self._changes:  # else it may be older than what was forgotten
            self._answers.pop(prefix, None)
            self._answers[prefix] = _Answer(at, known)
            if len(self._answers) > ANSWERS_MAX:
                self._answers.popitem(last=False)
        return known

    async def _read(self, prefix: str) -> KnownKey | None:
        async with self._database.read(PLATFORM) as connection:
            found = await store.find_by_prefix(connection, prefix)
            if found is None:
                return None
            tenant = await find_tenant(connection, found.key.tenant_id)
            refusal: TenantSuspended | FeatureNotInPlan | None = None
            if tenant is None or not tenant.is_active:
                refusal = TenantSuspended()
            else:
                try:
                    await require_feature(connection, tenant.id, Feature.API)
                except FeatureNotInPlan as error:
                    refusal = error
            return KnownKey(key=found.key, digest=found.digest, refusal=refusal)


def _actor_of(key: ApiKey) -> Actor:
    return Actor(
        kind=ActorKind.API_KEY,
        user_id=UserId(key.id),
        tenant_id=key.tenant_id,
        permissions=permissions_of(key.scopes),
    )
