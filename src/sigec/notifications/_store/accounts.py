"""The SQL of accounts with providers, and of their sealed secrets."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.news import announce
from sigec.db.tenancy import visible
from sigec.kit.actor import PLATFORM, Scope
from sigec.kit.ids import ChannelAccountId, TenantId
from sigec.kit.ports import Vault
from sigec.notifications._store.deliveries import NEWS
from sigec.notifications._store.tables import accounts
from sigec.notifications.model import Account, Channel, OpenAccount, Provider

_NAMES = tuple(field.name for field in fields(Account) if field.name != "secret_names")


async def load(
    connection: AsyncConnection, scope: Scope, *, tenant_ids: Collection[TenantId] | None = None
) -> Sequence[Account]:
    """Return the accounts of a scope, the oldest first."""
    statement = _select(scope)
    if tenant_ids is not None:
        statement = statement.where(accounts.c.tenant_id.in_(tenant_ids))
    rows = (await connection.execute(statement.order_by(accounts.c.id))).mappings()
    return [_account(row) for row in rows]


async def find(
    connection: AsyncConnection, scope: Scope, channel: Channel, *, is_locked: bool = False
) -> Account | None:
    """Return a tenant's account for a channel; locked, it stays so until the transaction ends."""
    statement = _select(scope).where(accounts.c.channel == channel.value)
    if is_locked:
        statement = statement.with_for_update()
    row = (await connection.execute(statement.limit(1))).mappings().first()
    return None if row is None else _account(row)


async def open_account(
    connection: AsyncConnection, tenant_id: TenantId, channel: Channel, vault: Vault
) -> OpenAccount | None:
    """Return an account with its secrets."""
    return await _open(
        connection,
        select(accounts).where(
            accounts.c.tenant_id == tenant_id, accounts.c.channel == channel.value
        ),
        vault,
    )


async def open_by_id(
    connection: AsyncConnection, account_id: ChannelAccountId, vault: Vault
) -> OpenAccount | None:
    """Return an account with its secrets, whosever it is."""
    return await _open(connection, select(accounts).where(accounts.c.id == account_id), vault)


async def _open(
    connection: AsyncConnection, statement: Select[Any], vault: Vault
) -> OpenAccount | None:
    row = (await connection.execute(statement)).mappings().first()
    if row is None:
        return None
    sealed = row["sealed_secrets"]
    secrets = msgspec.json.decode(vault.open(sealed), type=dict[str, str])
    return OpenAccount(account=_account(row), secrets=secrets)


async def add(connection: AsyncConnection, opened: OpenAccount, vault: Vault) -> None:
    """Store a new account."""
    await connection.execute(insert(accounts).values(**_values(opened, vault)))


async def save(connection: AsyncConnection, opened: OpenAccount, vault: Vault) -> bool:
    """Store an edited account; ``False`` when somebody else was faster."""
    account = opened.account
    statement = (
        update(accounts)
        .where(accounts.c.id == account.id, accounts.c.version == account.version - 1)
        .values(**_values(opened, vault))
    )
    announce(connection, NEWS)  # what was held may go now
    return (await connection.execute(statement)).rowcount == 1


async def mark(
    connection: AsyncConnection,
    account_id: ChannelAccountId,
    *,
    checked_at: datetime,
    closed_at: datetime | None,
    reason: str | None,
) -> None:
    """Note whether messages go out by an account."""
    await connection.execute(
        update(accounts)
        .where(accounts.c.id == account_id)
        .values(checked_at=checked_at, closed_at=closed_at, closed_reason=reason)
    )
    announce(connection, NEWS)


async def remove(connection: AsyncConnection, account_id: ChannelAccountId) -> None:
    """Remove an account."""
    await connection.execute(delete(accounts).where(accounts.c.id == account_id))


def _select(scope: Scope) -> Select[Any]:
    statement = select(accounts)
    return statement if scope == PLATFORM else statement.where(visible(accounts, scope))


def _account(row: RowMapping) -> Account:
    settings = dict(row["settings"])
    return Account(
        **{
            **{name: row[name] for name in _NAMES},
            "channel": Channel(row["channel"]),
            "provider": Provider(row["provider"]),
            "settings": settings["plain"],
        },
        secret_names=tuple(settings["secret_names"]),
    )


def _values(opened: OpenAccount, vault: Vault) -> dict[str, Any]:
    account = opened.account
    sealed = vault.seal(msgspec.json.encode(dict(opened.secrets)).decode())
    return {name: getattr(account, name) for name in _NAMES} | {
        "channel": account.channel.value,
        "provider": account.provider.value,
        "settings": {"plain": dict(account.settings), "secret_names": list(account.secret_names)},
        "sealed_secrets": sealed,
    }
