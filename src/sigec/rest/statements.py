"""Statements: what each unit owes for a month, the close of a month, who paid."""

from collections.abc import Sequence
from datetime import date as Day  # noqa: N812 - a field has its name
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Path, Query

from sigec.billing.model import Month, NotAMonth, Statement
from sigec.billing.service import StatementFilter
from sigec.kit.actor import Actor
from sigec.kit.ids import SiteId, StatementId, UnitId
from sigec.rest.names import load_names
from sigec.rest.paging import PageDep
from sigec.rest.security import ActorDep, CallerDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.statement_views import (
    MonthDetailView,
    MonthItem,
    MonthPage,
    OwnStatementItem,
    OwnStatements,
    PaymentBody,
    StatementItem,
    StatementLine,
    StatementLines,
    StatementPage,
    UnpaidMonth,
    UnpaidMonths,
)

router = APIRouter(tags=["statements"])


_NEVER = Month(0, 1)
"""No site has it: whoever names no month is told so once they may see the site."""


async def _month(
    month: Annotated[str, Path(description="Like 2026-10.")],
) -> Month:
    try:
        return Month.parse(month)
    except NotAMonth:
        return _NEVER


MonthDep = Annotated[Month, Depends(_month)]
MonthQuery = Annotated[str, Query(pattern=r"^2[01][0-9]{2}-(0[1-9]|1[0-2])$")]


@router.get("/statements")
async def list_statements(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    site_id: UUID | None = None,
    unit_id: UUID | None = None,
    month: MonthQuery | None = None,
    *,
    owed: bool | None = None,
) -> StatementPage:
    """List the statements of closed months, the latest first; `owed` are those not paid yet."""
    wanted = StatementFilter(
        site_id=SiteId(site_id) if site_id else None,
        unit_id=UnitId(unit_id) if unit_id else None,
        month=None if month is None else Month.parse(month),
        is_owed=owed,
    )
    found = await services.statements.list_statements(actor, wanted, page)
    days = await _days(services, actor, found.items)
    items = [StatementItem.of(each, days[each.site_id]) for each in found.items]
    return StatementPage(items=items, next_cursor=found.next_cursor)


@router.get("/statements/unpaid")
async def list_unpaid_months(
    services: ServicesDep, actor: ActorDep, site_id: UUID | None = None
) -> UnpaidMonths:
    """List the months that units have not paid by their due date, the oldest first."""
    of_site = SiteId(site_id) if site_id else None
    found = await services.statements.list_unpaid(actor, site_id=of_site)
    names = await load_names(services, actor, site_ids=[each.month.site_id for each in found])
    return UnpaidMonths(items=[UnpaidMonth.of(each, names) for each in found])


@router.get("/sites/{site_id}/months/open")
async def list_open_months(services: ServicesDep, actor: ActorDep, site_id: UUID) -> MonthPage:
    """List the months that a site has not closed, the latest first; there is one page."""
    found = await services.months.list_open(actor, SiteId(site_id))
    return MonthPage(items=[MonthItem.of(view, services) for view in found])


@router.get("/sites/{site_id}/months")
async def list_closed_months(
    services: ServicesDep, actor: ActorDep, page: PageDep, site_id: UUID
) -> MonthPage:
    """List the months that a site closed, the latest first."""
    found = await services.months.list_closed(actor, SiteId(site_id), page)
    items = [MonthItem.of(view, services) for view in found.items]
    return MonthPage(items=items, next_cursor=found.next_cursor)


@router.get("/sites/{site_id}/months/{month}")
async def get_month(
    services: ServicesDep, actor: ActorDep, site_id: UUID, month: MonthDep
) -> MonthDetailView:
    """Show what a month bills: so far, or as it was closed."""
    detail = await services.months.get_month(actor, SiteId(site_id), month)
    return MonthDetailView.of_detail(detail, services)


@router.get("/sites/{site_id}/months/{month}/lines")
async def list_statement_lines(
    services: ServicesDep,
    actor: ActorDep,
    site_id: UUID,
    month: MonthDep,
    unit_id: UUID | None = None,
) -> StatementLines:
    """List what a month bills of a unit, session by session; without one, of nobody's unit."""
    unit = UnitId(unit_id) if unit_id else None
    detail, lines = await services.months.list_lines(actor, SiteId(site_id), month, unit_id=unit)
    names = await load_names(
        services,
        actor,
        tenant_ids=[detail.view.site.tenant_id],
        station_ids=[each.session.station_id for each in lines if each.session],
        person_ids=[each.line.person_id for each in lines],
    )
    shown = MonthDetailView.of_detail(detail, services)
    return StatementLines(
        month=MonthItem.of(detail.view, services),
        statements=[each for each in shown.statements if each.unit_id == unit_id],
        items=[StatementLine.of(each, names, services) for each in lines],
    )


@router.post("/sites/{site_id}/months/{month}/close")
async def close_month(
    services: ServicesDep, actor: ActorDep, site_id: UUID, month: MonthDep
) -> MonthDetailView:
    """Close a month of a site: what its units owe does not change any more.

    A session that comes later, or is corrected, is in the next month. A repeat changes nothing.
    """
    detail = await services.months.close_month(actor, SiteId(site_id), month)
    return MonthDetailView.of_detail(detail, services)


@router.put("/statements/{statement_id}/payment")
async def mark_statement_paid(
    services: ServicesDep, actor: ActorDep, statement_id: UUID, body: PaymentBody
) -> StatementItem:
    """Note that a unit paid a month, in place of what was noted before."""
    statement_id_ = StatementId(statement_id)
    statement = await services.payments.mark_paid(actor, statement_id_, body.payment())
    return await _shown(services, actor, statement)


@router.delete("/statements/{statement_id}/payment")
async def undo_statement_payment(
    services: ServicesDep, actor: ActorDep, statement_id: UUID
) -> StatementItem:
    """Take back that a unit paid a month; the audit keeps both."""
    statement = await services.payments.undo_payment(actor, StatementId(statement_id))
    return await _shown(services, actor, statement)


@router.get("/me/statements", tags=["me"])
async def list_own_statements(services: ServicesDep, caller: CallerDep) -> OwnStatements:
    """List the closed months of the units that you live or lived in, the latest first."""
    found = await services.statements.list_own(caller)
    return OwnStatements(items=[OwnStatementItem.of_own(each, services) for each in found])


async def _shown(services: Services, actor: Actor, statement: Statement) -> StatementItem:
    days = await _days(services, actor, [statement])
    return StatementItem.of(statement, days[statement.site_id])


async def _days(
    services: Services, actor: Actor, statements: Sequence[Statement]
) -> dict[SiteId, Day]:
    sites = await services.sites.find_sites(actor, {each.site_id for each in statements})
    now = services.clock.now()
    return {key: now.astimezone(ZoneInfo(site.timezone)).date() for key, site in sites.items()}
