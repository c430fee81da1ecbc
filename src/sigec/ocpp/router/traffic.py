"""How many messages stations sent, and what became of them: a number each, for ``/metrics``."""

from collections import Counter
from collections.abc import Mapping

ANSWERED = "answered"
UNANSWERED = "unanswered"
"""Its answer would have confirmed what could not be stored."""

UNKNOWN_ACTION = "unknown"
"""A station may invent any number of names."""


class Traffic:
    """Counts by version, action and outcome: `ANSWERED`, `UNANSWERED` or an error's code."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def count(self, version: str, action: str, outcome: str) -> None:
        """Count one message."""
        self._counts[version, action, outcome] += 1

    def counts(self) -> Mapping[tuple[str, str, str], int]:
        """Return the numbers since the process began."""
        return dict(self._counts)
