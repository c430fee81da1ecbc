"""The months of a site: what they bill, so far or for good, and their close."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.billing._store import statements as store
from sigec.billing._store.lines import find_lines
from sigec.billing.model import (
    Cycle,
    Line,
    Month,
    MonthClose,
)
from sigec.billing.service.site_months import (
    ALL_LINES,
    BilledLine,
    MonthDetail,
    MonthView,
    SiteMonths,
    closed_view,
    sums_of,
)
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.events.billing import MonthClosed
from sigec.kit.actor import Actor, Permission, Scope
from sigec.kit.ids import SiteId, StatementId, StatementMonthId, UnitId, new_id
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.sites.service import require_site

LINES_MAX = 1_000
"""More than that of one unit nobody reads: the table that is saved has them all."""


class MonthService:
    """The use cases of months."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def list_open(self, actor: Actor, site_id: SiteId) -> Sequence[MonthView]:
        """Return the months of a site that are not closed, the latest first, with sums so far.

        :raises SiteNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATEMENTS)
        async with self._database.read(actor.scope) as connection:
            month = await SiteMonths.of(connection, actor.scope, site_id, self._clock.now())
            views = []
            for cycle in month.open:
                drafted = await month.draft(cycle)
                views.append(month.view(cycle, sums_of(drafted.lines)))
        return views[::-1]

    async def list_closed(
        self, actor: Actor, site_id: SiteId, request: PageRequest
    ) -> Page[MonthView]:
        """List the months that a site closed, the latest first.

        :raises SiteNotFound: when there is none for this actor.
        """
        actor.require(Permission.READ_STATEMENTS)
        async with self._database.read(actor.scope) as connection:
            site = await require_site(connection, actor.scope, site_id)
            statement = store.select_months(actor.scope, site_id=site_id)
            page = await page_by_id(
                connection, statement, request, store.to_month, newest_first=True
            )
            sums = await store.sum_months(
                connection, actor.scope, [month.id for month in page.items]
            )
        return Page(
            items=[closed_view(site, month, sums.get(month.id, ())) for month in page.items],
            next_cursor=page.next_cursor,
        )

    async def get_month(self, actor: Actor, site_id: SiteId, month: Month) -> MonthDetail:
        """Return what a month bills: so far, or as it was closed.

        :raises SiteNotFound: when there is none for this actor.
        :raises MonthNotFound: when the site has no such month.
        """
        actor.require(Permission.READ_STATEMENTS)
        async with self._database.read(actor.scope) as connection:
            return await self._detail(connection, actor.scope, site_id, month)

    async def list_lines(
        self,
        actor: Actor,
        site_id: SiteId,
        month: Month,
        *,
        unit_id: UnitId | None = None,
        of_all: bool = False,
    ) -> tuple[MonthDetail, Sequence[BilledLine]]:
        """Return what a month bills of a unit, or ``of_all`` of them, session by session.

        Without a unit it is what nobody's unit charged. There are at most `LINES_MAX` of a unit.

        :raises SiteNotFound: when there is none for this actor.
        :raises MonthNotFound: when the site has no such month.
        """
        actor.require(Permission.READ_STATEMENTS)
        limit = ALL_LINES if of_all else LINES_MAX
        async with self._database.read(actor.scope) as connection:
            months = await SiteMonths.of(connection, actor.scope, site_id, self._clock.now())
            detail = await self._detail_of(months, month)
            if detail.view.close is None:
                drafted = await months.draft(detail.view.cycle)
                lines = [each for each in drafted.lines if of_all or each.unit_id == unit_id]
            else:
                wanted = [
                    each.id for each in detail.statements if of_all or each.unit_id == unit_id
                ]
                lines = list(await find_lines(connection, actor.scope, wanted, limit=limit))
            return detail, await months.explain(lines[:limit], is_closed=bool(detail.view.close))

    async def close_month(self, actor: Actor, site_id: SiteId, month: Month) -> MonthDetail:
        """Close a month of a site: what it bills does not change any more.

        What comes later, or is corrected, is in the next. A repeat changes nothing and returns
        the month as it was closed.

        :raises SiteNotFound: when there is none for this actor.
        :raises MonthNotFound: when the site has no such month.
        :raises MonthNotOver: when it goes on.
        :raises EarlierMonthOpen: when the one before is to be closed first.
        """
        actor.require(Permission.WRITE_STATEMENTS)
        try:
            async with self._database.transaction(actor.scope) as connection:
                months = await SiteMonths.of(connection, actor.scope, site_id, self._clock.now())
                cycle = months.next_to_close(month)
                if cycle is not None:
                    await self._close(connection, actor, months, cycle)
                return await self._detail(connection, actor.scope, site_id, month)
        except IntegrityError:  # somebody else closed it at the same moment
            return await self.get_month(actor, site_id, month)

    async def _close(
        self, connection: AsyncConnection, actor: Actor, months: SiteMonths, cycle: Cycle
    ) -> None:
        site, at = months.site, self._clock.now()
        drafted = await months.draft(cycle)
        closed = MonthClose(
            id=StatementMonthId(new_id()),
            tenant_id=site.tenant_id,
            site_id=site.id,
            month=cycle.month,
            from_at=cycle.from_at,
            to_at=cycle.to_at,
            due_date=months.due_date,
            closed_at=at,
            closed_by=actor.user_id,
        )
        statements = await months.statements(cycle, drafted.lines, month_id=closed.id)
        by_owner = {(each.unit_id, each.amount.currency): each.id for each in statements}
        billed: dict[StatementId, list[Line]] = {each.id: [] for each in statements}
        for line in drafted.lines:
            billed[by_owner[line.unit_id, line.currency]].append(line)
        await store.add_month(connection, closed, statements, billed)
        await audit.record(
            connection,
            actor,
            "month.closed",
            Subject(kind="month", id=closed.id),
            at=at,
            after={"site_id": site.id, "month": str(cycle.month), "due_date": closed.due_date},
            tenant_id=site.tenant_id,
        )
        told = MonthClosed(
            tenant_id=site.tenant_id,
            at=at,
            month_id=closed.id,
            site_id=site.id,
            month=str(cycle.month),
            due_date=closed.due_date.isoformat(),
        )
        await outbox.append(connection, [told])

    async def _detail(
        self, connection: AsyncConnection, scope: Scope, site_id: SiteId, month: Month
    ) -> MonthDetail:
        months = await SiteMonths.of(connection, scope, site_id, self._clock.now())
        return await self._detail_of(months, month)

    async def _detail_of(self, months: SiteMonths, month: Month) -> MonthDetail:
        cycle = next((each for each in months.open if each.month == month), None)
        return await (months.closed(month) if cycle is None else months.drafted(cycle))
