"""A month that was closed, is due, and that not everybody has paid."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from sigec.billing.model import Month, Payment, PaymentMethod, Statement
from sigec.billing.service import MonthDetail, MonthService
from sigec.demo.furnishing import system_of
from sigec.kit.actor import Actor
from sigec.kit.clock import ManualClock
from sigec.kit.ids import SiteId, TenantId
from sigec.kit.pages import PageRequest
from sigec.rest.services import Services

CLOSED_BEFORE = timedelta(days=10)
DUE_BEFORE = timedelta(days=3)
"""So that some are late, and their month is within the weeks that are told."""
LATE = 3
LOOK_AGAIN_S = 2.0
LOOKS = 150
_METHODS = (PaymentMethod.CONDOMINIUM_FEE, PaymentMethod.PIX, PaymentMethod.BANK_SLIP)


async def keep(services: Services, tenant_ids: Sequence[TenantId]) -> None:
    """Close the past month of each site as soon as all its prices are final."""
    for tenant_id in tenant_ids:
        actor = system_of(tenant_id)
        today = services.clock.now().date()
        closing, due = today - CLOSED_BEFORE, today - DUE_BEFORE
        days = {"closing_day": closing.day, "due_day": due.day}
        await services.tenants.edit_tenant(actor, tenant_id, days)
        for site in (await services.sites.list_sites(actor, PageRequest())).items:
            month = Month.ending_on_or_after(closing, closing.day)
            closed_at = datetime.combine(
                closing + timedelta(days=1), datetime.min.time(), tzinfo=ZoneInfo(site.timezone)
            )
            months = MonthService(services.database, ManualClock(closed_at))
            detail = await _closed(months, actor, site.id, month)
            await _pay(services, actor, detail.statements, closing, due)


async def _closed(months: MonthService, actor: Actor, site_id: SiteId, month: Month) -> MonthDetail:
    for _ in range(LOOKS):
        if not (await months.get_month(actor, site_id, month)).left_out.pending:
            break
        await asyncio.sleep(LOOK_AGAIN_S)
    return await months.close_month(actor, site_id, month)


async def _pay(
    services: Services, actor: Actor, statements: Sequence[Statement], closing: date, due: date
) -> None:
    """Let all pay but the last few."""
    owing = [each for each in statements if each.unit_id and each.amount.minor > 0]
    days = cycle(range(1, (due - closing).days))
    for statement, day, method in zip(owing[:-LATE], days, cycle(_METHODS), strict=False):
        paid = Payment(paid_date=closing + timedelta(days=day), method=method)
        await services.payments.mark_paid(actor, statement.id, paid)
