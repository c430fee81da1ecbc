"""Spans of time: the query parameters ``from`` and ``to`` of every list that has instants."""

from typing import Annotated

from fastapi import Depends, Query
from pydantic import AwareDatetime

from sigec.kit.periods import Period


async def _period(
    from_: Annotated[
        AwareDatetime | None, Query(alias="from", description="At this instant or later.")
    ] = None,
    to: Annotated[AwareDatetime | None, Query(description="Before this instant.")] = None,
) -> Period:
    return Period(from_at=from_, to_at=to)


PeriodDep = Annotated[Period, Depends(_period)]
