"""Waiting for what must come true soon, without knowing when."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

Found = TypeVar("Found")

PATIENCE = float(os.environ.get("SIGEC_TEST_PATIENCE", "1"))
"""How many times longer than usual to wait: a campaign may run beside other work, behind it."""
DEADLINE_S = 15.0
PAUSE_S = 0.02


async def eventually(
    look: Callable[[], Awaitable[Found | None]], *, within_s: float = DEADLINE_S
) -> Found:
    """Look again and again until something (not ``None``, not ``False``) is found.

    :raises AssertionError: when the deadline passes.
    """
    deadline = time.monotonic() + within_s * PATIENCE
    while True:
        found = await look()
        if found is not None and found is not False:
            return found
        assert time.monotonic() < deadline, f"this did not come true within {within_s:g} s"
        await asyncio.sleep(PAUSE_S)
