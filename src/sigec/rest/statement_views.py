"""How months and statements look from outside."""

from datetime import date as Day  # noqa: N812 - a field has its name
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints

from sigec.billing.model import (
    BilledKind,
    MonthState,
    Payment,
    PaymentMethod,
    Statement,
    StatementState,
    state_of,
)
from sigec.billing.service import (
    BilledLine,
    MonthDetail,
    MonthSums,
    MonthView,
    OwnStatement,
    Unpaid,
)
from sigec.kit.money import Money
from sigec.rest.names import Names, PersonName
from sigec.rest.schemas import Body, MoneyView, PageView, View, example
from sigec.rest.services import Services
from sigec.sites.model import Site

MonthName = Annotated[str, Field(examples=["2026-10"])]


class MonthTotals(View):
    """The sums of a month of one currency."""

    sessions: int
    energy_wh: int
    amount: MoneyView
    paid: MoneyView
    units: int = Field(description="Those that have something to pay.")
    units_paid: int

    @classmethod
    def of(cls, sums: MonthSums) -> Self:
        """Show the sums."""
        return cls(
            sessions=sums.sessions,
            energy_wh=sums.energy_wh,
            amount=MoneyView.of(Money.from_minor(sums.amount_minor, sums.currency)),
            paid=MoneyView.of(Money.from_minor(sums.paid_minor, sums.currency)),
            units=sums.units,
            units_paid=sums.units_paid,
        )


class MonthItem(View):
    """A month of a site: a billing cycle, named after the month in which it ends."""

    tenant_id: UUID
    site_id: UUID
    site_name: str
    timezone: str
    month: MonthName
    from_at: datetime
    to_at: datetime = Field(description="Where the next one begins.")
    state: MonthState
    closed_at: datetime | None
    due_date: Day | None
    overdue: bool = Field(description="Its due date is past, and somebody has not paid.")
    totals: list[MonthTotals] = Field(description="One a currency; of an open month so far.")

    @classmethod
    def of(cls, view: MonthView, services: Services) -> Self:
        """Show a month."""
        close = view.close
        today = today_at(view.site, services)
        is_unpaid = any(sums.units > sums.units_paid for sums in view.sums)
        return cls(
            tenant_id=view.site.tenant_id,
            site_id=view.site.id,
            site_name=view.site.name,
            timezone=view.site.timezone,
            month=str(view.cycle.month),
            from_at=view.cycle.from_at,
            to_at=view.cycle.to_at,
            state=view.state,
            closed_at=close.closed_at if close else None,
            due_date=close.due_date if close else None,
            overdue=close is not None and is_unpaid and close.due_date < today,
            totals=[MonthTotals.of(sums) for sums in view.sums],
        )


class MonthPage(PageView[MonthItem]):
    """A page of months."""


class PaymentBody(Body):
    """That a unit paid."""

    paid_date: Day
    method: PaymentMethod
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] | None = None

    model_config = example(paid_date="2026-11-05", method="pix", note="Comprovante no e-mail")

    def payment(self) -> Payment:
        """Return what it says."""
        return Payment(paid_date=self.paid_date, method=self.method, note=self.note or None)


class PaymentView(View):
    """That a unit paid, as somebody noted it."""

    paid_date: Day
    method: PaymentMethod
    note: str | None


class StatementItem(View):
    """What a unit owes for a month; the unit's name is the one it had at the close."""

    id: UUID | None = Field(description="Null while the month is open: the amount is so far.")
    tenant_id: UUID
    site_id: UUID
    month: MonthName
    unit_id: UUID | None = Field(description="Null: charged by nobody's unit.")
    unit: str | None = Field(examples=["A 42"])
    state: StatementState
    sessions: int
    energy_wh: int
    amount: MoneyView
    due_date: Day | None
    payment: PaymentView | None
    marked_at: datetime | None = Field(description="When somebody noted or took back a payment.")

    @classmethod
    def of(cls, statement: Statement, today: Day, *, is_open: bool = False) -> Self:
        """Show a statement as of a day of its site."""
        payment = statement.payment
        return cls(
            id=None if is_open else statement.id,
            tenant_id=statement.tenant_id,
            site_id=statement.site_id,
            month=str(statement.month),
            unit_id=statement.unit_id,
            unit=statement.unit_label,
            state=StatementState.OPEN if is_open else state_of(statement, today),
            sessions=statement.sessions,
            energy_wh=statement.energy_wh,
            amount=MoneyView.of(statement.amount),
            due_date=None if is_open else statement.due_date,
            payment=PaymentView.model_validate(payment) if payment else None,
            marked_at=statement.marked_at,
        )


class StatementPage(PageView[StatementItem]):
    """A page of statements."""


class LeftOutView(View):
    """Sessions that began in the month and are not in it, and why."""

    going_on: int
    pending: int = Field(description="Their price is not final yet.")
    unpriced: int = Field(description="No tariff holds then, or nothing was measured.")
    rated_late: int = Field(description="Priced after the close: they are in the next month.")


class MonthDetailView(MonthItem):
    """A month with what each unit owes."""

    statements: list[StatementItem]
    left_out: LeftOutView
    late: int = Field(description="Sessions of earlier months, priced after those were closed.")
    corrections: int = Field(description="Lines that put right what earlier months billed.")

    @classmethod
    def of_detail(cls, detail: MonthDetail, services: Services) -> Self:
        """Show a month with its statements."""
        today = today_at(detail.view.site, services)
        is_open = detail.view.close is None
        return cls(
            **MonthItem.of(detail.view, services).model_dump(),
            statements=[
                StatementItem.of(each, today, is_open=is_open) for each in detail.statements
            ],
            left_out=LeftOutView.model_validate(detail.left_out),
            late=detail.kinds[BilledKind.LATE],
            corrections=detail.kinds[BilledKind.CORRECTION],
        )


class StatementLine(View):
    """What a month bills of a session; less than nothing where it gives back."""

    session_id: UUID
    kind: BilledKind
    unit_id: UUID | None
    station_name: str
    person: PersonName | None
    started_at: datetime
    ended_at: datetime | None
    energy_wh: int
    amount: MoneyView
    changed: bool = Field(description="It was corrected after the close: the next month says so.")

    @classmethod
    def of(cls, billed: BilledLine, names: Names, services: Services) -> Self:
        """Show a line with the names of its session."""
        line, session = billed.line, billed.session
        return cls(
            session_id=line.session_id,
            kind=line.kind,
            unit_id=line.unit_id,
            station_name=names.station(session.station_id) if session else "",
            person=names.person(line.person_id, services),
            started_at=line.started_at,
            ended_at=session.ended_at if session else None,
            energy_wh=line.energy_wh,
            amount=MoneyView.of(Money.from_minor(line.amount_minor, line.currency)),
            changed=billed.is_changed,
        )


class StatementLines(View):
    """What a month bills of a unit, session by session."""

    month: MonthItem
    statements: list[StatementItem] = Field(description="Of the unit: one a currency.")
    items: list[StatementLine] = Field(description="By the start; 1,000 at most.")


class UnpaidMonth(View):
    """Units that have not paid a month by its due date."""

    site_id: UUID
    site_name: str
    month: MonthName
    due_date: Day
    units: int
    amount: MoneyView

    @classmethod
    def of(cls, unpaid: Unpaid, names: Names) -> Self:
        """Show who has not paid."""
        site = names.site(unpaid.month.site_id)
        return cls(
            site_id=unpaid.month.site_id,
            site_name=site.name if site else "",
            month=str(unpaid.month.month),
            due_date=unpaid.month.due_date,
            units=unpaid.units,
            amount=MoneyView.of(Money.from_minor(unpaid.amount_minor, unpaid.currency)),
        )


class UnpaidMonths(View):
    """The months that units have not paid, the oldest first."""

    items: list[UnpaidMonth]


class OwnStatementItem(StatementItem):
    """A month of one's home, with what of it one charged oneself."""

    from_at: datetime
    to_at: datetime
    timezone: str
    own_sessions: int
    own_energy_wh: int
    own_amount: MoneyView

    @classmethod
    def of_own(cls, own: OwnStatement, services: Services) -> Self:
        """Show a month of one's home."""
        today = services.clock.now().astimezone(ZoneInfo(own.timezone)).date()
        return cls(
            **StatementItem.of(own.statement, today).model_dump(),
            from_at=own.month.from_at,
            to_at=own.month.to_at,
            timezone=own.timezone,
            own_sessions=own.own_sessions,
            own_energy_wh=own.own_energy_wh,
            own_amount=MoneyView.of(own.own_amount),
        )


class OwnStatements(View):
    """The months of one's home, the latest first."""

    items: list[OwnStatementItem]


def today_at(site: Site, services: Services) -> Day:
    """Return the day that it is at a site."""
    return services.clock.now().astimezone(ZoneInfo(site.timezone)).date()
