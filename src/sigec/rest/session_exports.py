"""Sessions as a whole: their sums, and a table for a spreadsheet."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import StreamingResponse

from sigec.kit.actor import Actor
from sigec.kit.pages import PAGE_LIMIT_MAX, Page, PageRequest
from sigec.rest.schemas import MoneyView, View
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.session_filters import SessionFilterDep
from sigec.rest.session_views import SessionItem
from sigec.rest.sessions import show_sessions
from sigec.sessions.service import SessionFilter, SessionView

router = APIRouter(prefix="/sessions", tags=["sessions"])

COLUMNS = (
    "id",
    "site",
    "station",
    "evse",
    "connector",
    "person",
    "unit",
    "id_token",
    "started_at",
    "ended_at",
    "started_at_utc",
    "ended_at_utc",
    "status",
    "stop_reason",
    "energy_wh",
    "cost",
    "currency",
    "rating",
    "flags",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class SessionTotals(View):
    """The sums of all sessions that match a filter."""

    sessions: int
    open_sessions: int = Field(description="How many of them go on.")
    energy_wh: int
    costs: list[MoneyView] = Field(description="One amount a currency, so far or final.")


class CsvResponse(StreamingResponse):
    """A table (RFC 4180)."""

    media_type = "text/csv"


_CSV: dict[int | str, dict[str, Any]] = {
    200: {
        "description": f"A table with the columns {', '.join(COLUMNS)}.",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


@router.get("/totals")
async def total_sessions(
    services: ServicesDep, actor: ActorDep, wanted: SessionFilterDep
) -> SessionTotals:
    """Sum the sessions that the list would show on all its pages."""
    totals = await services.session_queries.total(actor, wanted)
    return SessionTotals(
        sessions=totals.sessions,
        open_sessions=totals.open_sessions,
        energy_wh=totals.energy_wh,
        costs=[MoneyView.of(cost) for cost in totals.costs],
    )


@router.get("/export.csv", response_class=CsvResponse, responses=_CSV)
async def export_sessions(
    services: ServicesDep, actor: ActorDep, wanted: SessionFilterDep
) -> CsvResponse:
    """Give all sessions that match as a table, the latest start first.

    `started_at` and `ended_at` are the site's own time, the others UTC.
    """
    first = await _page(services, actor, wanted, None)  # refusals come before the first line
    headers = {"Content-Disposition": 'attachment; filename="sessions.csv"'}
    return CsvResponse(_lines(services, actor, wanted, first), headers=headers)


async def _lines(
    services: Services, actor: Actor, wanted: SessionFilter, page: Page[SessionView]
) -> AsyncIterator[str]:
    yield _csv([COLUMNS])
    while True:
        yield _csv(map(_row, await show_sessions(services, actor, page.items)))
        if page.next_cursor is None:
            return
        page = await _page(services, actor, wanted, page.next_cursor)


async def _page(
    services: Services, actor: Actor, wanted: SessionFilter, cursor: str | None
) -> Page[SessionView]:
    request = PageRequest(limit=PAGE_LIMIT_MAX, cursor=cursor)
    return await services.session_queries.list_sessions(actor, wanted, request)


def _row(item: SessionItem) -> Sequence[object]:
    zone = ZoneInfo(item.timezone)
    return (
        item.id,
        item.site_name,
        item.station_name,
        item.evse,
        item.connector,
        item.person and item.person.name,
        item.person and item.person.unit,
        item.id_token,
        _instant(item.started_at.astimezone(zone)),
        item.ended_at and _instant(item.ended_at.astimezone(zone)),
        _instant(item.started_at),
        item.ended_at and _instant(item.ended_at),
        item.status,
        item.stop_reason,
        item.energy_wh,
        item.cost and item.cost.amount,
        item.cost and item.cost.currency,
        item.rating,
        " ".join(item.flags),
    )


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _csv(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([[_harmless(cell) for cell in row] for row in rows])
    return text.getvalue()


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from running what somebody wrote into a name."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
