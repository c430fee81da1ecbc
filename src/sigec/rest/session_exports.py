"""Sessions as a whole: their sums, and tables for programs and for spreadsheets."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from sigec.kit.actor import Actor
from sigec.kit.pages import PAGE_LIMIT_MAX, PageRequest
from sigec.rest.languages import LanguageDep
from sigec.rest.schemas import MoneyView, View
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.session_filters import SessionFilterDep
from sigec.rest.session_views import SessionItem
from sigec.rest.sessions import show_sessions
from sigec.rest.table_words import heads_of, word_for
from sigec.rest.tables import (
    BYTE_ORDER_MARK,
    FILES,
    ROWS_MAX,
    Cell,
    CsvResponse,
    FileResponse,
    TableFormat,
    TableTooLong,
    data_csv,
    file_of,
    readable_csv,
    saved_as,
)
from sigec.rest.texts import Language
from sigec.sessions.service import SessionFilter

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
READABLE = (
    "site",
    "station",
    "connector",
    "person",
    "unit",
    "id_token",
    "started_at",
    "ended_at",
    "energy_kwh",
    "cost",
    "currency",
    "rating",
    "status",
    "id",
)
_WH_PER_KWH = 1_000


class SessionTotals(View):
    """The sums of all sessions that match a filter."""

    sessions: int
    open_sessions: int = Field(description="How many of them go on.")
    energy_wh: int
    costs: list[MoneyView] = Field(description="One amount a currency, so far or final.")


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
    """Give all sessions that match as a table for programs, the latest start first.

    `started_at` and `ended_at` are the site's own time, the others UTC.
    """
    pages = _pages(services, actor, wanted)
    first = await anext(pages)  # refusals come before the first line
    return CsvResponse(_lines(first, pages), headers=saved_as("sessions", TableFormat.CSV))


@router.get("/export", response_class=FileResponse, responses=FILES)
async def export_sessions_to_read(
    services: ServicesDep,
    actor: ActorDep,
    wanted: SessionFilterDep,
    language: LanguageDep,
    format: TableFormat = TableFormat.XLSX,  # noqa: A002 - the parameter's name for callers
) -> Response:
    """Give all sessions that match as a spreadsheet in the reader's language, the latest first.

    Instants are the site's own time. An XLSX has at most 50,000 rows.
    """
    pages = _pages(services, actor, wanted)
    name = {"pt-BR": "recargas", "en": "sessions"}[language]
    heads = heads_of(READABLE, language)
    if format is TableFormat.CSV:
        headers = saved_as(name, format)
        first = await anext(pages)  # refusals come before the first line
        return CsvResponse(_readable_lines(heads, first, pages, language), headers=headers)
    rows: list[Sequence[Cell]] = [heads]
    async for page in pages:
        rows += [_readable_row(item, language) for item in page]
        if len(rows) > ROWS_MAX:
            raise TableTooLong(limit=ROWS_MAX)
    return await file_of(rows, name=name, form=format, language=language)


async def _lines(
    first: Sequence[SessionItem], others: AsyncIterator[Sequence[SessionItem]]
) -> AsyncIterator[str]:
    yield data_csv([COLUMNS, *map(_row, first)])
    async for page in others:
        yield data_csv(map(_row, page))


async def _readable_lines(
    heads: Sequence[str],
    first: Sequence[SessionItem],
    others: AsyncIterator[Sequence[SessionItem]],
    language: Language,
) -> AsyncIterator[str]:
    yield BYTE_ORDER_MARK + readable_csv([heads], language)
    yield readable_csv((_readable_row(item, language) for item in first), language)
    async for page in others:
        yield readable_csv((_readable_row(item, language) for item in page), language)


async def _pages(
    services: Services, actor: Actor, wanted: SessionFilter
) -> AsyncIterator[Sequence[SessionItem]]:
    cursor: str | None = None
    while True:
        request = PageRequest(limit=PAGE_LIMIT_MAX, cursor=cursor)
        page = await services.session_queries.list_sessions(actor, wanted, request)
        yield await show_sessions(services, actor, page.items)
        if page.next_cursor is None:
            return
        cursor = page.next_cursor


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


def _readable_row(item: SessionItem, language: Language) -> Sequence[Cell]:
    zone = ZoneInfo(item.timezone)
    person, cost = item.person, item.cost
    return (
        item.site_name,
        item.station_name,
        None if item.evse is None else f"{item.evse}.{item.connector or 1}",
        None if person is None else person.name,
        None if person is None else person.unit,
        item.id_token,
        item.started_at.astimezone(zone),
        item.ended_at and item.ended_at.astimezone(zone),
        None if item.energy_wh is None else Decimal(item.energy_wh) / _WH_PER_KWH,
        None if cost is None else Decimal(cost.amount),
        None if cost is None else cost.currency,
        word_for(item.rating, language),
        word_for(item.status, language),
        str(item.id),
    )


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
