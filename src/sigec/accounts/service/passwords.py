"""Hash and verify passwords without keeping the event loop or the machine from its work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

from sigec.kit.errors import TooManyRequests

CONCURRENT_HASHES = 2
WAITING_MAX = 100
"""Waiters beyond this are refused: at 30 ms a hash they would outwait their own patience."""
BCRYPT_BYTES_MAX = 72
_MEMORY_KIB = 19_456  # OWASP's floor for argon2id: 19 MiB, 2 passes, 1 lane
_PASSES = 2


class PasswordQueueFull(TooManyRequests):
    """More people sign in at once than the machine can verify."""

    def __init__(self) -> None:
        super().__init__(retry_after_s=5)


class Passwords:
    """Argon2id, in threads of which only a few run at once; bcrypt is read and replaced."""

    def __init__(self, hasher: PasswordHash | None = None) -> None:
        self._hasher = hasher or PasswordHash(
            (
                Argon2Hasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=1),
                BcryptHasher(),
            )
        )
        self._slots = asyncio.Semaphore(CONCURRENT_HASHES)
        self._waiting = 0
        # What an unknown user's password is compared with, so that the answer takes as long.
        self._nobody: str | None = None

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Wait for one's turn to hash or verify.

        :raises PasswordQueueFull: when too many wait already.
        """
        if self._waiting >= WAITING_MAX:
            raise PasswordQueueFull
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._slots.release()

    async def hash(self, password: str) -> str:
        """Return a new argon2id hash; takes a slot by itself."""
        async with self.slot():
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, password: str, password_hash: str | None) -> tuple[bool, str | None]:
        """Say whether the password is right, and give a better hash where the stored one is old.

        Call it inside `slot`. Without a hash it takes as long and says no.
        """
        return await asyncio.to_thread(self._verify, password, password_hash)

    def _verify(self, password: str, password_hash: str | None) -> tuple[bool, str | None]:
        if password_hash is None or _is_beyond_bcrypt(password, password_hash):
            self._hasher.verify(password, self._hash_of_nobody())
            return False, None
        return self._hasher.verify_and_update(password, password_hash)

    def _hash_of_nobody(self) -> str:
        if self._nobody is None:
            self._nobody = self._hasher.hash("nobody")
        return self._nobody


def _is_beyond_bcrypt(password: str, password_hash: str) -> bool:
    """Bcrypt reads 72 bytes only: a longer password would match by its beginning."""
    return password_hash.startswith("$2") and len(password.encode()) > BCRYPT_BYTES_MAX
