"""Pages of rows in the order of their ids, which is the order they were created in; filters."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, func
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.pages import Page, PageRequest, decode_cursor, encode_cursor, page_of
from sigec.kit.periods import Period

Item = TypeVar("Item")


async def page_by_id(
    connection: AsyncConnection,
    statement: Select[Any],
    request: PageRequest,
    read: Callable[[RowMapping], Item],
    *,
    newest_first: bool = False,
) -> Page[Item]:
    """Return the page that was asked for; ``statement`` selects a column ``id`` and has no order.

    :raises InvalidCursor: when the cursor was not made here.
    """
    key = statement.selected_columns.id
    if request.cursor:
        [last_id] = decode_cursor(request.cursor, UUID)
        statement = statement.where(key < last_id if newest_first else key > last_id)
    ordered = statement.order_by(key.desc() if newest_first else key).limit(request.limit + 1)
    rows = (await connection.execute(ordered)).mappings().all()
    shown = rows[: request.limit]
    cursor = encode_cursor(shown[-1]["id"]) if shown else None
    return page_of([read(row) for row in rows], limit=request.limit, cursor=cursor)


def equal(wanted: Mapping[Any, object]) -> list[ColumnElement[bool]]:
    """Return a condition for each column of ``wanted`` that has a value; ``None`` is any."""
    return [column == value for column, value in wanted.items() if value is not None]


def within(column: ColumnElement[Any], period: Period) -> list[ColumnElement[bool]]:
    """Return the conditions that keep the rows of a period."""
    conditions = []
    if period.from_at is not None:
        conditions.append(column >= period.from_at)
    if period.to_at is not None:
        conditions.append(column < period.to_at)
    return conditions


def has_text(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Return the condition that a column has a text in it, in any case."""
    return func.lower(column).contains(text.lower(), autoescape=True)
