"""Failed handshakes per identity and address: who guesses must wait."""

from collections import OrderedDict, deque

ATTEMPTS_MAX = 10
WINDOW_S = 60.0
TRACKED_MAX = 10_000


class FailedAttempts:
    """Remembers recent failures; the oldest are forgotten first when there are too many."""

    def __init__(self, *, attempts_max: int = ATTEMPTS_MAX, window_s: float = WINDOW_S) -> None:
        """Allow ``attempts_max`` failures within ``window_s``."""
        self._attempts_max = attempts_max
        self._window_s = window_s
        self._failures: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def wait_s(self, identity: str, address: str, *, now: float) -> float:
        """Return how long this identity must wait before it may try again from this address."""
        failures = self._failures.get((identity, address))
        if failures is None or len(failures) < self._attempts_max:
            return 0.0
        return max(0.0, failures[0] + self._window_s - now)

    def failed(self, identity: str, address: str, *, now: float) -> None:
        """Note a failure."""
        key = (identity, address)
        failures = self._failures.setdefault(key, deque(maxlen=self._attempts_max))
        failures.append(now)
        self._failures.move_to_end(key)
        if len(self._failures) > TRACKED_MAX:
            self._failures.popitem(last=False)

    def succeeded(self, identity: str, address: str) -> None:
        """Forget the failures."""
        self._failures.pop((identity, address), None)
