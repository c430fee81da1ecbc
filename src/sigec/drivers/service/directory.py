"""What is remembered of id tokens, so that a card is answered without the database."""

from collections import OrderedDict
from datetime import datetime, timedelta

from sigec.drivers.model import KnownToken, TokenRef
from sigec.kit.ids import TenantId

TTL = timedelta(seconds=30)
"""How long another process's change may stay unseen when its event is lost."""
TOKENS_MAX = 50_000

Key = tuple[TenantId, TokenRef]


class TokenDirectory:
    """Recently asked tokens, known and unknown ones; the oldest answer goes first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Key, tuple[datetime, KnownToken | None]] = OrderedDict()
        self._changes = 0

    @property
    def changes(self) -> int:
        """Counts what was forgotten: an answer read from the database before it is stale."""
        return self._changes

    def find(self, key: Key, *, at: datetime) -> tuple[bool, KnownToken | None]:
        """Return whether the answer is remembered, and the answer."""
        remembered = self._answers.get(key)
        if remembered is None or at - remembered[0] > TTL:
            return False, None
        return True, remembered[1]

    def put(self, key: Key, token: KnownToken | None, *, at: datetime, changes: int) -> None:
        """Remember an answer, unless something was forgotten while it was read."""
        if changes != self._changes:
            return
        self._answers.pop(key, None)
        self._answers[key] = (at, token)
        if len(self._answers) > TOKENS_MAX:
            self._answers.popitem(last=False)

    def forget(self, tenant_id: TenantId) -> None:
        """Forget a tenant's answers: which ones a change concerns is not worth finding out."""
        self._changes += 1
        for key in [key for key in self._answers if key[0] == tenant_id]:
            del self._answers[key]
