"""The use cases of statements: look at a month, close it, say who paid."""

from sigec.billing._store.statements import MonthSums, StatementFilter, Unpaid
from sigec.billing.service.errors import (
    EarlierMonthOpen,
    MonthNotFound,
    MonthNotOver,
    NothingToPay,
    StatementNotFound,
)
from sigec.billing.service.months import LINES_MAX, MonthService
from sigec.billing.service.payments import PaymentService
from sigec.billing.service.reading import OwnStatement, StatementQueries
from sigec.billing.service.site_months import BilledLine, MonthDetail, MonthView

__all__ = [
    "LINES_MAX",
    "BilledLine",
    "EarlierMonthOpen",
    "MonthDetail",
    "MonthNotFound",
    "MonthNotOver",
    "MonthService",
    "MonthSums",
    "MonthView",
    "NothingToPay",
    "OwnStatement",
    "PaymentService",
    "StatementFilter",
    "StatementNotFound",
    "StatementQueries",
    "Unpaid",
]
