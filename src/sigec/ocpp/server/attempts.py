"""Handshakes per identity and address: who guesses, or comes again and again, must wait."""

from collections import OrderedDict, deque

WINDOW_S = 60.0
TRACKED_MAX = 10_000


class RecentAttempts:
    """Remembers recent attempts; the oldest are forgotten first when there are too many."""

    def __init__(self, attempts_max: int, *, window_s: float = WINDOW_S) -> None:
        """Allow ``attempts_max`` within ``window_s``."""
        self._attempts_max = attempts_max
        self._window_s = window_s
        self._attempts: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def wait_s(self, identity: str, address: str, *, now: float) -> float:
        """Return how long this identity must wait before it may try again from this address."""
        attempts = self._attempts.get((identity, address))
        if attempts is None or len(attempts) < self._attempts_max:
            return 0.0
        return max(0.0, attempts[0] + self._window_s - now)

    def note(self, identity: str, address: str, *, now: float) -> None:
        """Note an attempt."""
        key = (identity, address)
        attempts = self._attempts.setdefault(key, deque(maxlen=self._attempts_max))
        attempts.append(now)
        self._attempts.move_to_end(key)
        if len(self._attempts) > TRACKED_MAX:
            self._attempts.popitem(last=False)

    def forget(self, identity: str, address: str) -> None:
        """Forget what was noted."""
        self._attempts.pop((identity, address), None)
