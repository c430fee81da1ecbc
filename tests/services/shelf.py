"""PostgreSQL databases that tests use one after another: emptying is quicker than making."""

from collections.abc import Sequence
from graphlib import TopologicalSorter

import asyncpg

from tests.services import postgres

LOCK_TIMEOUT = "5s"
"""A test that left a transaction open is not waited for: its database is dropped."""

_RELATIONS = (
    "SELECT relname, relkind IN ('r', 'p') AND NOT relispartition AS is_table FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace ORDER BY relname"
)
_REFERENCES = (
    "SELECT referrer.relname AS referring, target.relname AS referred FROM pg_constraint"
    " JOIN pg_class referrer ON referrer.oid = conrelid"
    " JOIN pg_class target ON target.oid = confrelid"
    " WHERE contype = 'f' AND conrelid <> confrelid AND conparentid = 0"
)


class Shelf:
    """Copies of one template; each is one test's at a time, and as the template when it begins."""

    def __init__(self, server_url: str, prefix: str, template: str) -> None:
        self._server_url = server_url
        self._prefix = prefix
        self._template = template
        self._names: dict[str, str] = {}
        self._free: list[str] = []
        self._relations: Sequence[asyncpg.Record] = ()
        self._tables: Sequence[str] = ()
        self._first_rows: dict[str, Sequence[Sequence[object]]] = {}

    async def take(self) -> str:
        """Return the address of a database that looks like the template."""
        if self._free:
            return self._free.pop()
        name = f"{self._prefix}_shelf_{len(self._names)}"
        url = await postgres.create_database(self._server_url, name, template=self._template)
        self._names[url] = name
        if not self._tables:
            await self._learn(url)
        return url

    async def give_back(self, url: str) -> None:
        """Empty the database for the next test, or drop it if that cannot be."""
        if await self._is_emptied(url):
            self._free.append(url)
        else:
            await postgres.drop_database(self._server_url, self._names[url])

    async def _learn(self, url: str) -> None:
        """Remember what relations there are, and the rows that migrations made."""
        connection = await asyncpg.connect(url)
        try:
            self._relations = await connection.fetch(_RELATIONS)
            referring: dict[str, set[str]] = {
                f'"{row["relname"]}"': set() for row in self._relations if row["is_table"]
            }
            for row in await connection.fetch(_REFERENCES):
                referring[f'"{row["referred"]}"'].add(f'"{row["referring"]}"')
            self._tables = tuple(TopologicalSorter(referring).static_order())
            for table in await self._filled(connection):
                self._first_rows[table] = [
                    tuple(row) for row in await connection.fetch(f"TABLE {table}")
                ]
        finally:
            await connection.close()

    async def _filled(self, connection: asyncpg.Connection) -> Sequence[str]:
        """Return the tables that have rows, those first that refer to others."""
        looks = (f"SELECT '{each}' WHERE EXISTS (TABLE {each})" for each in self._tables)
        filled = {row[0] for row in await connection.fetch(" UNION ALL ".join(looks))}
        return [each for each in self._tables if each in filled]

    async def _is_emptied(self, url: str) -> bool:
        connection = await asyncpg.connect(url, server_settings={"lock_timeout": LOCK_TIMEOUT})
        try:
            if await connection.fetch(_RELATIONS) != self._relations:
                return False  # a test made or dropped a table
            async with connection.transaction():
                for table in await self._filled(connection):
                    await connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a catalogue's name
                for table, rows in reversed(self._first_rows.items()):
                    await connection.copy_records_to_table(table.strip('"'), records=rows)
        except asyncpg.LockNotAvailableError:
            return False
        finally:
            await connection.close()
        return True
