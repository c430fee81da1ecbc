"""A month as a spreadsheet: what each unit owes, or each session of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.responses import Response

from sigec.billing.model import Statement, StatementState, state_of
from sigec.billing.service import BilledLine, MonthDetail
from sigec.kit.ids import SiteId, UnitId
from sigec.kit.money import Money
from sigec.rest.languages import LanguageDep
from sigec.rest.names import Names, load_names
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.statement_views import today_at
from sigec.rest.statements import MonthDep
from sigec.rest.table_words import heads_of, word_for
from sigec.rest.tables import (
    FILES,
    ROWS_MAX,
    Cell,
    FileResponse,
    TableFormat,
    TableTooLong,
    file_of,
)
from sigec.rest.texts import Language

router = APIRouter(prefix="/sites", tags=["statements"])

_WH_PER_KWH = 1_000
_UNITS = (
    "unit",
    "sessions",
    "energy_kwh",
    "cost",
    "currency",
    "state",
    "due_date",
    "paid_date",
    "method",
    "note",
)
_SESSIONS = (
    "unit",
    "person",
    "station",
    "started_at",
    "ended_at",
    "energy_kwh",
    "cost",
    "currency",
    "kind",
    "id",
)


class Rows(StrEnum):
    """What a row of the table is."""

    UNITS = "units"
    SESSIONS = "sessions"


@router.get("/{site_id}/months/{month}/export", response_class=FileResponse, responses=FILES)
async def export_month(
    services: ServicesDep,
    actor: ActorDep,
    site_id: UUID,
    month: MonthDep,
    language: LanguageDep,
    rows: Rows = Rows.UNITS,
    format: TableFormat = TableFormat.XLSX,  # noqa: A002 - the parameter's name for callers
) -> Response:
    """Give a month as a spreadsheet in the reader's language, a row for each unit or session."""
    detail, lines = await services.months.list_lines(actor, SiteId(site_id), month, of_all=True)
    if rows is Rows.UNITS:
        table = [heads_of(_UNITS, language), *_unit_rows(detail, services, language)]
    elif len(lines) > ROWS_MAX:
        raise TableTooLong(limit=ROWS_MAX)
    else:
        names = await load_names(
            services,
            actor,
            tenant_ids=[detail.view.site.tenant_id],
            station_ids=[each.session.station_id for each in lines if each.session],
            person_ids=[each.line.person_id for each in lines],
        )
        labels = {each.unit_id: each.unit_label for each in detail.statements}
        zone = ZoneInfo(detail.view.site.timezone)
        table = [
            heads_of(_SESSIONS, language),
            *(_session_row(each, labels, names, services, zone, language) for each in lines),
        ]
    name = {"pt-BR": "fechamento", "en": "month"}[language]
    return await file_of(table, name=f"{name}-{month}", form=format, language=language)


def _unit_rows(
    detail: MonthDetail, services: Services, language: Language
) -> Sequence[Sequence[Cell]]:
    today = today_at(detail.view.site, services)
    is_open = detail.view.close is None
    return [
        _unit_row(each, StatementState.OPEN if is_open else state_of(each, today), language)
        for each in detail.statements
    ]


def _unit_row(statement: Statement, state: StatementState, language: Language) -> Sequence[Cell]:
    payment = statement.payment
    is_open = state is StatementState.OPEN
    return (
        statement.unit_label or word_for("no_unit", language),
        statement.sessions,
        Decimal(statement.energy_wh) / _WH_PER_KWH,
        statement.amount.amount,
        statement.amount.currency,
        word_for(state, language),
        None if is_open else statement.due_date,
        payment.paid_date if payment else None,
        word_for(payment.method, language) if payment else None,
        payment.note if payment else None,
    )


def _session_row(
    billed: BilledLine,
    labels: Mapping[UnitId | None, str | None],
    names: Names,
    services: Services,
    zone: ZoneInfo,
    language: Language,
) -> Sequence[Cell]:
    line, session = billed.line, billed.session
    person = names.person(line.person_id, services)
    return (
        labels.get(line.unit_id) or word_for("no_unit", language),
        person.name if person else None,
        names.station(session.station_id) if session else None,
        line.started_at.astimezone(zone),
        session.ended_at.astimezone(zone) if session and session.ended_at else None,
        Decimal(line.energy_wh) / _WH_PER_KWH,
        Money.from_minor(line.amount_minor, line.currency).amount,
        line.currency,
        word_for(f"line_{line.kind}", language),
        str(line.session_id),
    )
