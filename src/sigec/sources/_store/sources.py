"""The SQL of sources: what people decide about them, and how asking goes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from sqlalchemy import RowMapping, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db.tenancy import visible
from sigec.kit.actor import Scope
from sigec.kit.ids import SourceId
from sigec.kit.ports import Vault
from sigec.sources._store.tables import sources
from sigec.sources.model import (
    Account,
    Headers,
    Source,
    SourceKind,
    SourceState,
    Trouble,
)

_HIDDEN = frozenset({"removed_at"})
_COLUMNS = tuple(column for column in sources.c if column.name not in _HIDDEN)
_OUTCOME = (
    "state",
    "trouble",
    "failing_since_at",
    "failures",
    "last_attempt_at",
    "last_success_at",
    "known_to_at",
    "swept_at",
    "not_before_at",
    "interval_s",
    "unreadable",
    "unreadable_note",
)
_NO_ACCOUNT = Account(api_key="", email="", password="")


def select_sources(scope: Scope) -> Select[Any]:
    """Begin every query of sources here: a tenant sees its own, the platform all."""
    return select(*_COLUMNS).where(visible(sources, scope), sources.c.removed_at.is_(None))


def reader(vault: Vault) -> Callable[[RowMapping], Source]:
    """Return what reads a row of `select_sources`, with the account opened."""

    def read(row: RowMapping) -> Source:
        values = dict(row)
        account = _open(values.pop("account"), vault)
        trouble = values.pop("trouble")
        return Source(
            **values
            | {
                "account": account,
                "kind": SourceKind(values["kind"]),
                "headers": msgspec.convert(values["headers"], Headers),
                "state": SourceState(values["state"]),
                "trouble": trouble and Trouble(**trouble),
            }
        )

    return read


async def find_source(
    connection: AsyncConnection, scope: Scope, source_id: SourceId, vault: Vault
) -> Source | None:
    """Return one source of the scope."""
    statement = select_sources(scope).where(sources.c.id == source_id)
    row = (await connection.execute(statement)).mappings().first()
    return None if row is None else reader(vault)(row)


async def load_sources(
    connection: AsyncConnection, scope: Scope, ids: Collection[SourceId], vault: Vault
) -> Mapping[SourceId, Source]:
    """Return those of these sources that are in the scope; removed ones are missing."""
    statement = select_sources(scope).where(sources.c.id.in_(ids))
    rows = (await connection.execute(statement)).mappings()
    return {each.id: each for each in map(reader(vault), rows)}


async def add_source(connection: AsyncConnection, source: Source, vault: Vault) -> None:
    """Store a new source."""
    await connection.execute(insert(sources).values(**_values(source, vault)))


async def save_source(
    connection: AsyncConnection, source: Source, vault: Vault, *, replacing: int
) -> bool:
    """Store what people edited; ``False`` when ``replacing`` is not the stored version any more."""
    statement = (
        update(sources)
        .where(sources.c.id == source.id, sources.c.version == replacing)
        .values(**_values(source, vault))
    )
    return (await connection.execute(statement)).rowcount == 1


async def remove_source(connection: AsyncConnection, source_id: SourceId, *, at: datetime) -> None:
    """Hide a source and forget its account; what it told stays."""
    values = {"removed_at": at, "account": b"", "state": SourceState.INACTIVE.value}
    await connection.execute(update(sources).where(sources.c.id == source_id).values(**values))


async def save_outcome(
    connection: AsyncConnection,
    before: Source,
    after: Source,
    *,
    calls: int,
    done_sync_from_at: datetime | None,
) -> bool:
    """Store how asking went, beside whatever people edit meanwhile; a sync that was done ends.

    ``False`` when somebody else noted something since ``before`` was read: nothing is stored.
    """
    values = {name: _plain(after)[name] for name in _OUTCOME}
    here = sources.c.id == after.id
    is_unchanged = (
        sources.c.last_success_at.is_not_distinct_from(before.last_success_at),
        sources.c.failing_since_at.is_not_distinct_from(before.failing_since_at),
    )
    statement = update(sources).where(here, *is_unchanged)
    stored = await connection.execute(statement.values(**values, calls=sources.c.calls + calls))
    if stored.rowcount == 1 and done_sync_from_at is not None:
        asked = sources.c.sync_from_at == done_sync_from_at
        await connection.execute(update(sources).where(here, asked).values(sync_from_at=None))
    return stored.rowcount == 1


async def ask_sync(
    connection: AsyncConnection, source_ids: Collection[SourceId], *, from_at: datetime
) -> None:
    """Ask for the transactions since an instant, at the next cycle."""
    statement = update(sources).where(sources.c.id.in_(source_ids))
    await connection.execute(statement.values(sync_from_at=from_at))


def _values(source: Source, vault: Vault) -> dict[str, Any]:
    account = msgspec.json.encode(source.account).decode()
    return {**_plain(source), "account": vault.seal(account)}


def _open(sealed: bytes, vault: Vault) -> Account:
    try:
        return msgspec.json.decode(vault.open(sealed), type=Account)
    except InvalidTag:
        return _NO_ACCOUNT  # sealed with another key: it has to be typed again, as the login says


def _plain(source: Source) -> Mapping[str, Any]:
    values = asdict(replace(source, account=_NO_ACCOUNT))
    return {
        **values,
        "kind": source.kind.value,
        "state": source.state.value,
        "headers": msgspec.to_builtins(source.headers),
        "trouble": source.trouble and msgspec.to_builtins(source.trouble),
    }
