"""A cache inside this process."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sigec.kit.ports import Clock

ENTRIES_MAX = 100_000
"""Beyond this the oldest go first: a cache may forget, and must not eat the machine."""


@dataclass(frozen=True, slots=True)
class _Entry:
    value: bytes
    expires_at: datetime


class MemoryCache:
    """Remembers in a dict, by the clock it is given."""

    def __init__(self, clock: Clock, *, entries_max: int = ENTRIES_MAX) -> None:
        self._clock = clock
        self._entries_max = entries_max
        self._entries: OrderedDict[str, _Entry] = OrderedDict()

    async def get(self, key: str) -> bytes | None:
        """Return the value, or ``None`` when it is unknown or expired."""
        entry = self._live_entry(key)
        return None if entry is None else entry.value

    async def put(self, key: str, value: bytes, *, ttl_s: int) -> None:
        """Remember ``value`` for ``ttl_s`` seconds, replacing what was there."""
        self._remember(key, _Entry(value, self._clock.now() + timedelta(seconds=ttl_s)))

    async def drop(self, key: str) -> None:
        """Forget the value; harmless when there is none."""
        self._entries.pop(key, None)

    async def count(self, key: str, *, window_s: int) -> int:
        """Add one to a counter that lives ``window_s`` from its first use, and return it."""
        entry = self._live_entry(key)
        if entry is None:
            await self.put(key, b"1", ttl_s=window_s)
            return 1
        number = int(entry.value) + 1
        self._entries[key] = _Entry(str(number).encode(), entry.expires_at)
        return number

    async def close(self) -> None:
        """Forget everything."""
        self._entries.clear()

    def _live_entry(self, key: str) -> _Entry | None:
        entry = self._entries.get(key)
        if entry is not None and entry.expires_at <= self._clock.now():
            del self._entries[key]
            return None
        return entry

    def _remember(self, key: str, entry: _Entry) -> None:
        self._entries[key] = entry
        self._entries.move_to_end(key)
        while len(self._entries) > self._entries_max:
            self._entries.popitem(last=False)
