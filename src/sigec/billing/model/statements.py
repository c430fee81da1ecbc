"""A unit's statement of a month, and whether it is paid."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sigec.billing.model.months import Month
from sigec.kit.errors import FieldError
from sigec.kit.ids import SiteId, StatementId, StatementMonthId, TenantId, UnitId, UserId
from sigec.kit.money import Money

NOTE_LENGTH_MAX = 500


class MonthState(StrEnum):
    """How far a site's month is."""

    RUNNING = "running"
    """It goes on."""
    OVER = "over"
    """It can be closed."""
    CLOSED = "closed"


class StatementState(StrEnum):
    """Whether a unit's month is paid."""

    OPEN = "open"
    """The month is not closed: the amount is so far."""
    CLOSED = "closed"
    """It is to be paid."""
    OVERDUE = "overdue"
    PAID = "paid"
    NOTHING_DUE = "nothing_due"
    """It sums to nothing, to less, or is no unit's."""


class PaymentMethod(StrEnum):
    """How a unit paid."""

    CONDOMINIUM_FEE = "condominium_fee"
    PIX = "pix"
    BANK_SLIP = "bank_slip"
    TRANSFER = "transfer"
    CARD = "card"
    CASH = "cash"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """That a unit paid, as somebody noted it."""

    paid_date: date
    method: PaymentMethod
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthClose:
    """A month that was closed at a site: what it bills does not change any more."""

    id: StatementMonthId
    tenant_id: TenantId
    site_id: SiteId
    month: Month
    from_at: datetime
    to_at: datetime
    due_date: date
    closed_at: datetime
    closed_by: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a unit owes for a month; ``unit_label`` is what the unit was called at the close."""

    id: StatementId
    tenant_id: TenantId
    month_id: StatementMonthId
    site_id: SiteId
    month: Month
    due_date: date
    unit_id: UnitId | None
    unit_label: str | None
    sessions: int
    energy_wh: int
    amount: Money
    payment: Payment | None
    marked_by: UserId | None
    marked_at: datetime | None


def state_of(statement: Statement, today: date) -> StatementState:
    """Say whether a statement is paid, as of a day of its site."""
    if statement.payment is not None:
        return StatementState.PAID
    if statement.unit_id is None or statement.amount.minor <= 0:
        return StatementState.NOTHING_DUE
    return StatementState.OVERDUE if today > statement.due_date else StatementState.CLOSED


def faults_of(payment: Payment, today: date) -> tuple[FieldError, ...]:
    """Name every field of a payment that breaks a rule: nobody has paid tomorrow."""
    if payment.paid_date > today:
        return (FieldError(field="paid_date", code="field.paid_in_future"),)
    return ()
