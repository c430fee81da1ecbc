"""What only the services show: hashes that improve, and exchanges at the same time."""

import asyncio

import bcrypt
import pytest

from sigec.accounts._store import users as store
from sigec.accounts.model import User
from sigec.accounts.service import AccountService, LoginService
from sigec.accounts.service.logins import LoginEnded, WrongCredentials
from sigec.db import Database
from sigec.kit.actor import PLATFORM
from tests.canaries import PASSWORD


@pytest.fixture
async def user(accounts: AccountService) -> User:
    made = await accounts.ensure_admin("root@example.com", PASSWORD)
    assert made is not None
    return made


async def stored_hash(database: Database, user: User) -> str:
    async with database.read(PLATFORM) as connection:
        found = await store.fetch_credentials(connection, user.id)
    assert found is not None
    return found[1]


async def store_hash(database: Database, user: User, password_hash: str) -> None:
    async with database.transaction(PLATFORM) as connection:
        await store.set_password_hash(connection, user.id, password_hash)


async def test_a_bcrypt_hash_becomes_argon2id_when_its_owner_signs_in(
    database: Database, logins: LoginService, user: User
) -> None:
    imported = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    await store_hash(database, user, imported)

    with pytest.raises(WrongCredentials):
        await logins.login(user.email, "a guess", address=None)
    assert await stored_hash(database, user) == imported
    await logins.login(user.email, PASSWORD, address=None)
    upgraded = await stored_hash(database, user)
    assert upgraded.startswith("$argon2id$")
    await logins.login(user.email, PASSWORD, address=None)
    assert await stored_hash(database, user) == upgraded


async def test_of_two_exchanges_at_once_at_most_one_is_made_and_the_login_ends(
    logins: LoginService, user: User
) -> None:
    login = await logins.login(user.email, PASSWORD, address=None)

    both = await asyncio.gather(
        *(logins.refresh(login.refresh_token) for _ in range(2)), return_exceptions=True
    )

    refused = [each for each in both if isinstance(each, LoginEnded)]
    assert len(refused) == 1
    with pytest.raises(LoginEnded):
        await logins.authenticate(login.access_token)


async def test_a_login_is_recognised_by_its_latest_token_which_stays_good(
    logins: LoginService, user: User
) -> None:
    first = await logins.login(user.email, PASSWORD, address=None)
    recognised = await logins.recognise(first.refresh_token)
    second = await logins.refresh(first.refresh_token)

    with pytest.raises(LoginEnded):
        await logins.recognise(first.refresh_token)
    assert await logins.recognise(second.refresh_token) == recognised
    assert (await logins.authenticate_login(recognised)).user_id == user.id

    await logins.logout(second.refresh_token)
    with pytest.raises(LoginEnded):
        await logins.authenticate_login(recognised)
