"""Run one INSERT or UPDATE for many rows, as cheaply as the driver can.

SQLAlchemy's way works on every value of every row by itself, which for the wide rows of a batch
costs more than all else. Here the SQL is made once, and values are converted column by column.
PostgreSQL gets whole columns as arrays, one statement for all rows; SQLite gets row after row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import (
    ColumnElement,
    Insert,
    Table,
    Update,
    bindparam,
    column,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.base import ReadOnlyColumnCollection

STATEMENTS_MAX = 128

_Row = Mapping[str, Any]
_Columns = Sequence[Sequence[Any]]


async def execute_rows(
    connection: AsyncConnection, statement: Insert, rows: Sequence[_Row]
) -> None:
    """Insert (or upsert) rows that all name the same two or more columns; without rows do nothing.

    Pass the same ``statement`` object each time, for it is compiled only once; it has no values
    of its own. An upsert takes no row twice.
    """
    if rows:
        prepared = _prepare(statement, tuple(rows[0]), connection.dialect)
        await connection.exec_driver_sql(prepared.sql, prepared.parameters(rows))


async def update_rows(connection: AsyncConnection, table: Table, rows: Sequence[_Row]) -> None:
    """Write anew, in the rows of these ids, the columns that all rows name beside ``id``."""
    if rows:
        prepared = _prepare_update(table, tuple(rows[0]), connection.dialect)
        await connection.exec_driver_sql(prepared.sql, prepared.parameters(rows))


async def append_rows(connection: AsyncConnection, statement: Insert, rows: Sequence[_Row]) -> None:
    """Add rows to one of the platform's logs by a plain insert, as `execute_rows` does.

    PostgreSQL takes them by COPY, which costs both sides half; no tenant's transaction may do that.

    :raises DBAPIError: when the database failed, or a value does not fit its column.
    """
    if not rows or connection.dialect.name != "postgresql":
        await execute_rows(connection, statement, rows)
        return
    prepared = _prepare(statement, tuple(rows[0]), connection.dialect)
    driver: Any = (await connection.get_raw_connection()).driver_connection
    if not driver.is_in_transaction():
        await connection.execute(text("SELECT 1"))  # SQLAlchemy begins with the first statement
    records = zip(*prepared.columns(rows), strict=True)
    try:
        await driver.copy_records_to_table(
            statement.table.name, records=records, columns=prepared.names
        )
    except (PostgresError, InterfaceError) as error:
        raise DBAPIError(
            f"COPY {statement.table.name}",
            None,
            error,
            hide_parameters=True,
            connection_invalidated=driver.is_closed(),
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """SQL for the driver, the columns of its parameters, and how each becomes the driver's."""

    sql: str
    names: Sequence[str]
    pick: Callable[[_Row], tuple[Any, ...]]
    converters: Sequence[Callable[[Any], Any] | None]
    arrange: Callable[[_Columns], Any]

    def parameters(self, rows: Sequence[_Row]) -> Any:
        return self.arrange(self.columns(rows))

    def columns(self, rows: Sequence[_Row]) -> _Columns:
        columns = zip(*map(self.pick, rows), strict=True)
        return [
            list(values) if convert is None else list(map(convert, values))
            for convert, values in zip(self.converters, columns, strict=True)
        ]


@lru_cache(maxsize=STATEMENTS_MAX)
def _prepare(statement: Insert, names: tuple[str, ...], dialect: Dialect) -> _Prepared:
    if _takes_arrays(dialect):
        told = _from_arrays(statement.table.c, names)
        statement = statement.from_select(names, select(*told), include_defaults=False)
    return _compiled(statement, names, dialect)


@lru_cache(maxsize=STATEMENTS_MAX)
def _prepare_update(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Prepared:
    if _takes_arrays(dialect):
        told = {told.name: told for told in _from_arrays(table.c, names)}
        statement = update(table).where(table.c.id == told.pop("id")).values(told)
    else:
        # A parameter of a column's name would be taken for a value to write.
        values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
        statement = update(table).where(table.c.id == values.pop("id")).values(values)
    return _compiled(statement, names, dialect)


def _compiled(statement: Insert | Update, names: Sequence[str], dialect: Dialect) -> _Prepared:
    named = names if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=named)
    told = getattr(compiled, "positiontup", None) or ()
    in_order = tuple(name.removeprefix("new_") for name in told)
    assert set(in_order) == set(names), "the statement has values of its own"
    types = [statement.table.c[name].type.dialect_impl(dialect) for name in in_order]
    return _Prepared(
        sql=str(compiled),
        names=in_order,
        pick=itemgetter(*in_order),
        converters=[kind.bind_processor(dialect) for kind in types],
        arrange=tuple if _takes_arrays(dialect) else _as_rows,
    )


def _takes_arrays(dialect: Dialect) -> bool:
    return dialect.name == "postgresql"


def _from_arrays(
    columns: ReadOnlyColumnCollection[str, Any], names: Sequence[str]
) -> Sequence[ColumnElement[Any]]:
    """Return columns of rows that come as one array for each."""
    arrays = [bindparam(name, type_=ARRAY(columns[name].type)) for name in names]
    told = func.unnest(*arrays).table_valued(*(column(name) for name in names))
    return list(told.render_derived().c)


def _as_rows(columns: _Columns) -> Sequence[tuple[Any, ...]]:
    return list(zip(*columns, strict=True))
