"""ETag and If-Match, where two people may edit the same thing.

A thing that can be edited counts its versions. Its ETag is that number; a writer who sends it back
in ``If-Match`` is refused with 412 when somebody else was faster. Without ``If-Match`` the last
writer wins.
"""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from sigec.kit.errors import PreconditionFailed

_STRONG = re.compile(r'"(\d{1,18})"')


async def _expected_version(
    if_match: Annotated[
        str | None,
        Header(description="ETag of the version you edit; 412 when it is no longer the latest."),
    ] = None,
) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    match = _STRONG.fullmatch(if_match.strip())
    if match is None:
        raise PreconditionFailed
    return int(match[1])


IfMatchDep = Annotated[int | None, Depends(_expected_version)]
"""The version the caller wants to change, ``None`` for whichever is the latest."""


def set_etag(response: Response, version: int) -> None:
    """Tell the caller which version this is."""
    response.headers["ETag"] = f'"{version}"'
