import asyncio

import bcrypt
import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

from sigec.accounts.service.passwords import WAITING_MAX, PasswordQueueFull, Passwords
from tests.canaries import PASSWORD


@pytest.fixture
def passwords() -> Passwords:
    quick = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
    return Passwords(PasswordHash((quick, BcryptHasher(rounds=4))))


def bcrypt_of(password: str) -> str:
    return bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()


async def test_new_hashes_are_argon2id(passwords: Passwords) -> None:
    assert (await passwords.hash(PASSWORD)).startswith("$argon2id$")


async def test_production_follows_the_recommended_cost() -> None:
    assert "$m=19456,t=2,p=1$" in await Passwords().hash(PASSWORD)


async def test_the_right_password_is_right_and_another_is_not(passwords: Passwords) -> None:
    stored = await passwords.hash(PASSWORD)

    assert await passwords.verify(PASSWORD, stored) == (True, None)
    assert await passwords.verify("another", stored) == (False, None)


async def test_a_bcrypt_hash_is_read_and_replaced(passwords: Passwords) -> None:
    is_right, better = await passwords.verify(PASSWORD, bcrypt_of(PASSWORD))

    assert is_right
    assert better is not None
    assert better.startswith("$argon2id$")


async def test_a_wrong_password_replaces_no_hash(passwords: Passwords) -> None:
    assert await passwords.verify("another", bcrypt_of(PASSWORD)) == (False, None)


async def test_bcrypt_does_not_accept_a_password_by_its_beginning(passwords: Passwords) -> None:
    long = "x" * 72
    stored = bcrypt_of(long)

    assert (await passwords.verify(long, stored))[0]
    assert await passwords.verify(long + "y", stored) == (False, None)


async def test_long_passwords_are_whole_in_argon2(passwords: Passwords) -> None:
    stored = await passwords.hash("x" * 100)

    assert (await passwords.verify("x" * 100, stored))[0]
    assert not (await passwords.verify("x" * 99, stored))[0]


async def test_nobody_has_a_password_of_nobody(passwords: Passwords) -> None:
    assert await passwords.verify("nobody", None) == (False, None)


async def test_only_so_many_wait(passwords: Passwords) -> None:
    gate = asyncio.Event()

    async def hold() -> None:
        async with passwords.slot():
            await gate.wait()

    async with asyncio.TaskGroup() as tasks:
        for _ in range(WAITING_MAX + 2):
            tasks.create_task(hold())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        with pytest.raises(PasswordQueueFull):
            await passwords.hash(PASSWORD)
        gate.set()

    assert await passwords.hash(PASSWORD)
