"""Pages of rows in the order of their ids, which is the order they were created in."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import RowMapping, Select
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.kit.pages import Page, PageRequest, decode_cursor, encode_cursor, page_of

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
