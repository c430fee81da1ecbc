"""Pages of a list: the query parameters ``limit`` and ``cursor``."""

from typing import Annotated

from fastapi import Depends, Query

from sigec.kit.pages import PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX, PageRequest

CURSOR_LENGTH_MAX = 500


async def _page_request(
    limit: Annotated[
        int, Query(ge=1, le=PAGE_LIMIT_MAX, description="How many items a page has at most.")
    ] = PAGE_LIMIT_DEFAULT,
    cursor: Annotated[
        str | None,
        Query(max_length=CURSOR_LENGTH_MAX, description="`next_cursor` of the previous page."),
    ] = None,
) -> PageRequest:
    return PageRequest(limit=limit, cursor=cursor)


PageDep = Annotated[PageRequest, Depends(_page_request)]
