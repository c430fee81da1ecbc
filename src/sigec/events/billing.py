"""What happens to the months of a site and the statements of its units; days are ISO 8601."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import SiteId, StatementId, StatementMonthId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthClosed(Event):
    """A month of a site was closed: what its units owe does not change any more."""

    name: ClassVar[str] = "month.closed"
    month_id: StatementMonthId
    site_id: SiteId
    month: str
    due_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEvent(Event):
    """What every event of a statement tells; the amount is in minor units."""

    statement_id: StatementId
    site_id: SiteId
    unit_id: UnitId | None
    month: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPaid(StatementEvent):
    """Somebody noted that a unit paid a month."""

    name: ClassVar[str] = "statement.paid"
    paid_date: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPaymentUndone(StatementEvent):
    """Somebody took back that a unit paid a month."""

    name: ClassVar[str] = "statement.payment_undone"
