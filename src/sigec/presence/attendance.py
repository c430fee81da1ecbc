"""How long processes have been silent, by the watch of whoever looks."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sigec.presence.service import NodeState

SILENT_S = 15.0
"""Three beats: then health asks somebody to look."""
GONE_S = 30.0
"""Then nobody waits any more: a station whose process is gone is offline."""
BETWEEN_LOOKS_S = 10.0
"""What a look adds to a silence at most: while nobody could look, perhaps nobody could speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A process, and for how long it has said nothing as far as we know."""

    state: NodeState
    silent_s: float

    @property
    def is_silent(self) -> bool:
        """Whether somebody should look."""
        return self.silent_s >= SILENT_S

    @property
    def is_gone(self) -> bool:
        """Whether it is not waited for any more."""
        return self.silent_s >= GONE_S


class Attendance:
    """Remembers each look, so that the next can tell who moved."""

    def __init__(self, watch: Callable[[], float] = time.monotonic) -> None:
        self._watch = watch
        self._looked_at = watch()
        self._known: dict[str, Attendee] = {}

    def look(self, states: Sequence[NodeState]) -> Sequence[Attendee]:
        """Return who is silent, and for how long."""
        now = self._watch()
        since_s = min(now - self._looked_at, BETWEEN_LOOKS_S)
        self._looked_at = now
        self._known = {state.name: self._see(state, since_s) for state in states}
        return list(self._known.values())

    def _see(self, state: NodeState, since_s: float) -> Attendee:
        before = self._known.get(state.name)
        has_moved = before is None or before.state.beat != state.beat
        return Attendee(
            state=state, silent_s=0.0 if before is None or has_moved else before.silent_s + since_s
        )
