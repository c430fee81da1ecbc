"""Notices that the clock was put back, for what was planned by it would wait for hours."""

import time
from collections.abc import Awaitable, Callable, Sequence

import structlog

from sigec.kit.ports import Clock

PUT_BACK_S = 30.0

_log = structlog.get_logger()

Mend = Callable[[], Awaitable[object]]
"""Lets wait no longer what was planned for a time that has not come; harmless when nothing was."""


class ClockWatch:
    """Compares the time of day with the time that passes."""

    def __init__(
        self, clock: Clock, mends: Sequence[Mend], watch: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._mends = mends
        self._watch = watch
        self._ahead_s: float | None = None

    async def step(self) -> bool:
        """Look once, and mend what a start or a clock that was put back calls for; ``False``."""
        ahead_s = self._clock.now().timestamp() - self._watch()
        if self._ahead_s is None or ahead_s < self._ahead_s - PUT_BACK_S:
            if self._ahead_s is not None:
                _log.warning("clock.put_back", by_s=round(self._ahead_s - ahead_s))
            for mend in self._mends:
                await mend()
        self._ahead_s = ahead_s
        return False
