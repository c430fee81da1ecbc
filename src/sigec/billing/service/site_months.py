"""A site with its months, closed and open; inside the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.billing._store import lines as lines_store
from sigec.billing._store import statements as store
from sigec.billing._store.statements import MonthSums
from sigec.billing.model import (
    BilledKind,
    Cycle,
    Line,
    Month,
    MonthClose,
    MonthState,
    Statement,
    bill,
    due_date_after,
    tally,
)
from sigec.billing.service.drafting import (
    Draft,
    Homes,
    LeftOut,
    draft,
    dues_of,
    open_cycles,
)
from sigec.billing.service.errors import EarlierMonthOpen, MonthNotFound, MonthNotOver
from sigec.kit.actor import Scope
from sigec.kit.ids import SessionId, SiteId, StatementId, StatementMonthId, new_id
from sigec.kit.money import Money
from sigec.sessions.service import amounts
from sigec.sessions.service.amounts import SessionAmount
from sigec.sites.model import Site
from sigec.sites.service import find_units, require_site
from sigec.tenants.model import Tenant
from sigec.tenants.service import find_tenant

ALL_LINES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """A month of a site as a list shows it; ``close`` is there once it is closed."""

    site: Site
    cycle: Cycle
    state: MonthState
    close: MonthClose | None
    sums: Sequence[MonthSums]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDetail:
    """A month with what each unit owes; of an open one so far, with ids that nobody kept."""

    view: MonthView
    statements: Sequence[Statement]
    left_out: LeftOut
    kinds: Mapping[BilledKind, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledLine:
    """A line with the session as it is now.

    ``is_changed`` says that the session is another's or worth something else since the close, so
    that the next month corrects it.
    """

    line: Line
    session: SessionAmount | None
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMonths:
    """A site with the months it closed and those it did not, in one transaction."""

    connection: AsyncConnection
    scope: Scope
    tenant: Tenant
    site: Site
    ends: tuple[MonthClose, MonthClose] | None
    open: Sequence[Cycle]
    now: datetime

    @classmethod
    async def of(
        cls, connection: AsyncConnection, scope: Scope, site_id: SiteId, now: datetime
    ) -> "SiteMonths":
        site = await require_site(connection, scope, site_id)
        tenant = await find_tenant(connection, site.tenant_id)
        assert tenant is not None, "a site's tenant exists"
        ends = await store.find_ends(connection, scope, site_id)
        return cls(
            connection=connection,
            scope=scope,
            tenant=tenant,
            site=site,
            ends=ends,
            open=await open_cycles(connection, scope, tenant, site, ends, now),
            now=now,
        )

    @property
    def due_date(self) -> date:
        """The day by which a month that is closed today is to be paid."""
        today = self.now.astimezone(ZoneInfo(self.site.timezone)).date()
        return due_date_after(today, self.tenant.due_day)

    def next_to_close(self, month: Month) -> Cycle | None:
        """Return the cycle to close, ``None`` when it is closed already."""
        cycle = next((each for each in self.open if each.month == month), None)
        if cycle is None:
            return None
        if cycle.to_at > self.now:
            raise MonthNotOver(month=str(month))
        # The first that a site closes may be any: what is before is not billed here.
        if self.ends is not None and cycle is not self.open[0]:
            raise EarlierMonthOpen(month=str(self.open[0].month))
        return cycle

    async def draft(self, cycle: Cycle) -> Draft:
        return await draft(self.connection, self.scope, self.site, cycle, self.ends)

    def view(self, cycle: Cycle, sums: Sequence[MonthSums]) -> MonthView:
        state = MonthState.OVER if cycle.to_at <= self.now else MonthState.RUNNING
        return MonthView(site=self.site, cycle=cycle, state=state, close=None, sums=sums)

    async def drafted(self, cycle: Cycle) -> MonthDetail:
        found = await self.draft(cycle)
        return MonthDetail(
            view=self.view(cycle, sums_of(found.lines)),
            statements=await self.statements(
                cycle, found.lines, month_id=StatementMonthId(new_id())
            ),
            left_out=found.left_out,
            kinds=_kinds_of(found.lines),
        )

    async def closed(self, month: Month) -> MonthDetail:
        connection, scope = self.connection, self.scope
        found = await store.find_month(connection, scope, self.site.id, month)
        if found is None:
            raise MonthNotFound
        sums = await store.sum_months(connection, scope, [found.id])
        statements = await store.find_of_month(connection, scope, found.id)
        lines = await lines_store.find_lines(
            connection, scope, [each.id for each in statements], limit=ALL_LINES
        )
        view = closed_view(self.site, found, sums.get(found.id, ()))
        begun = await amounts.find_begun(connection, scope, self.site.id, view.cycle.period)
        return MonthDetail(
            view=view,
            statements=statements,
            left_out=LeftOut.count(begun, lines),
            kinds=_kinds_of(lines),
        )

    async def statements(
        self, cycle: Cycle, lines: Sequence[Line], *, month_id: StatementMonthId
    ) -> Sequence[Statement]:
        """Return what each unit owes, by the units' labels; what is nobody's comes last."""
        units = await find_units(self.connection, self.scope, site_id=self.site.id)
        statements = [
            Statement(
                id=StatementId(new_id()),
                tenant_id=self.site.tenant_id,
                month_id=month_id,
                site_id=self.site.id,
                month=cycle.month,
                due_date=self.due_date,
                unit_id=each.unit_id,
                unit_label=units[each.unit_id].label if each.unit_id else None,
                sessions=each.sessions,
                energy_wh=each.energy_wh,
                amount=Money.from_minor(each.amount_minor, each.currency),
                payment=None,
                marked_by=None,
                marked_at=None,
            )
            for each in tally(lines)
        ]
        return sorted(statements, key=lambda each: (each.unit_label is None, each.unit_label))

    async def explain(self, lines: Sequence[Line], *, is_closed: bool) -> Sequence[BilledLine]:
        """Put beside each line the session as it is now."""
        ids = {line.session_id for line in lines}
        found = await amounts.find_many(self.connection, self.scope, ids)
        changed: set[SessionId] = set()
        if is_closed:
            homes = await Homes.of(self.connection, self.scope, self.site)
            billed = await lines_store.find_billed(self.connection, self.scope, ids)
            owed = bill(dues_of(found, homes), billed, from_at=self.now)
            changed = {line.session_id for line in owed}
        sessions = {each.session_id: each for each in found}
        return [
            BilledLine(
                line=line,
                session=sessions.get(line.session_id),
                is_changed=line.session_id in changed,
            )
            for line in lines
        ]


def closed_view(site: Site, month: MonthClose, sums: Sequence[MonthSums]) -> MonthView:
    """Show a month that is closed."""
    cycle = Cycle(month=month.month, from_at=month.from_at, to_at=month.to_at)
    return MonthView(site=site, cycle=cycle, state=MonthState.CLOSED, close=month, sums=sums)


def sums_of(lines: Iterable[Line]) -> Sequence[MonthSums]:
    """Sum an open month for each currency."""
    tallies = tally(lines)
    return [
        MonthSums(
            currency=currency,
            sessions=sum(each.sessions for each in theirs),
            energy_wh=sum(each.energy_wh for each in theirs),
            amount_minor=sum(each.amount_minor for each in theirs),
            units=sum(each.unit_id is not None and each.amount_minor > 0 for each in theirs),
            units_paid=0,
            paid_minor=0,
        )
        for currency in sorted({each.currency for each in tallies})
        for theirs in [[each for each in tallies if each.currency == currency]]
    ]


def _kinds_of(lines: Iterable[Line]) -> Mapping[BilledKind, int]:
    counts = dict.fromkeys(BilledKind, 0)
    for line in lines:
        counts[line.kind] += 1
    return counts
