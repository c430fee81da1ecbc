"""Run one INSERT for many rows, as cheaply as the driver can.

SQLAlchemy's way works on every value of every row by itself, which for the wide rows of a batch
costs more than all else. Here the SQL is made once, and values are converted column by column.
PostgreSQL gets whole columns as arrays, one statement for all rows; SQLite gets row after row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Insert, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """SQL for the driver, the columns of its parameters, and how each becomes the driver's."""

    sql: str
    pick: Callable[[_Row], tuple[Any, ...]]
    converters: Sequence[Callable[[Any], Any] | None]
    arrange: Callable[[_Columns], Any]

    def parameters(self, rows: Sequence[_Row]) -> Any:
        columns = zip(*map(self.pick, rows), strict=True)
        return self.arrange(
            [
                list(values) if convert is None else list(map(convert, values))
                for convert, values in zip(self.converters, columns, strict=True)
            ]
        )


@lru_cache(maxsize=STATEMENTS_MAX)
def _prepare(statement: Insert, names: tuple[str, ...], dialect: Dialect) -> _Prepared:
    takes_arrays = dialect.name == "postgresql"
    if takes_arrays:
        statement = _from_arrays(statement, names)
    compiled = statement.compile(dialect=dialect, column_keys=names)
    in_order = tuple(getattr(compiled, "positiontup", None) or ())
    assert set(in_order) == set(names), "the statement has values of its own"
    types = [statement.table.c[name].type.dialect_impl(dialect) for name in in_order]
    return _Prepared(
        sql=str(compiled),
        pick=itemgetter(*in_order),
        converters=[kind.bind_processor(dialect) for kind in types],
        arrange=tuple if takes_arrays else _as_rows,
    )


def _from_arrays(statement: Insert, names: Sequence[str]) -> Insert:
    """Let the statement take its rows from one array for each column."""
    arrays = [bindparam(name, type_=ARRAY(statement.table.c[name].type)) for name in names]
    told = func.unnest(*arrays).table_valued(*(column(name) for name in names))
    return statement.from_select(names, select(*told.render_derived().c), include_defaults=False)


def _as_rows(columns: _Columns) -> Sequence[tuple[Any, ...]]:
    return list(zip(*columns, strict=True))
