"""The heartbeat of a worker: work while there is work, then wait to be woken or for a while."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from sigec.kit.errors import Unavailable

PAUSE_S = 1.0
"""How late work is noticed that another process caused."""
PAUSE_AFTER_FAILURE_S = 5.0

_log = structlog.get_logger()


class Loop:
    """Repeats one step of work until it is stopped."""

    def __init__(self, name: str, step: Callable[[], Awaitable[bool]]) -> None:
        """Prepare; ``step`` does a bounded piece of work and says whether there may be more."""
        self.name = name
        self._step = step
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look for work now; safe to call at any time and any number of times."""
        self._woken.set()

    def stop(self) -> None:
        """End after the step that is running."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Work until `stop`; a step that fails is logged and tried again, for ever."""
        while not self._stopping:
            self._woken.clear()
            pause_s = PAUSE_S
            try:
                if await self._step():
                    continue
            except Unavailable as error:
                _log.warning("worker.step.unavailable", worker=self.name, problem=str(error))
                pause_s = PAUSE_AFTER_FAILURE_S
            except Exception:  # noqa: BLE001 - a worker outlives whatever its step meets
                _log.exception("worker.step.failed", worker=self.name)
                pause_s = PAUSE_AFTER_FAILURE_S
            await self._pause(pause_s)

    async def _pause(self, pause_s: float) -> None:
        try:
            async with asyncio.timeout(pause_s):
                await self._woken.wait()
        except TimeoutError:
            pass
