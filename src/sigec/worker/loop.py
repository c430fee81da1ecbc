"""The heartbeat of a worker: work while there is work, then wait to be woken or for a while."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress

import structlog

from sigec.kit.errors import Unavailable

PAUSE_S = 1.0
"""How late work is noticed that another process caused."""
PAUSE_AFTER_FAILURE_S = 5.0

_log = structlog.get_logger()


class Loop:
    """Repeats one step of work until it is stopped."""

    def __init__(
        self,
        name: str,
        step: Callable[[], Awaitable[bool]],
        *,
        follows: Collection[str] = (),
        gathers_for_s: float = 0.0,
        finish: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Prepare; ``step`` does a bounded piece of work and says whether there may be more.

        Commits of this process that announce what it ``follows`` are to wake it; besides it looks
        every second. What woke it during a step has brought little as yet: it lets more gather for
        ``gathers_for_s``, so that under load it works on many things at once.
        ``finish`` waits for what the steps left behind, at the end.
        """
        self.name = name
        self.follows = follows
        self._step = step
        self._gathers_for_s = gathers_for_s
        self._finish = finish
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()

    def wake(self) -> None:
        """Look for work now; safe to call at any time and any number of times."""
        self._woken.set()

    def stop(self) -> None:
        """End after the step that is running."""
        self._stopped.set()
        self._woken.set()

    async def run(self) -> None:
        """Work until `stop`; a step that fails is logged and tried again, for ever."""
        while not self._stopped.is_set():
            self._woken.clear()
            try:
                if await self._step():
                    continue
                if self._woken.is_set():
                    await _wait(self._stopped, self._gathers_for_s)
                else:
                    await _wait(self._woken, PAUSE_S)
            except Unavailable as error:
                _log.warning("worker.step.unavailable", worker=self.name, problem=str(error))
                await _wait(self._stopped, PAUSE_AFTER_FAILURE_S)
            except Exception:  # noqa: BLE001 - a worker outlives whatever its step meets
                _log.exception("worker.step.failed", worker=self.name)
                # New work does not cut this short: it would fail again, as fast as work arrives.
                await _wait(self._stopped, PAUSE_AFTER_FAILURE_S)
        if self._finish is not None:
            await self._finish()


async def _wait(event: asyncio.Event, timeout_s: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(timeout_s):
            await event.wait()
