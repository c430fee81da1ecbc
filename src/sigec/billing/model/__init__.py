"""Months, what they bill, and who has paid: pure, without I/O and without a clock."""

from sigec.billing.model.billing import Billed, BilledKind, Due, Line, Tally, bill, tally
from sigec.billing.model.months import Cycle, Month, NotAMonth, due_date_after, first_day_after
from sigec.billing.model.statements import (
    MonthClose,
    MonthState,
    Payment,
    PaymentMethod,
    Statement,
    StatementState,
    faults_of,
    state_of,
)

__all__ = [
    "Billed",
    "BilledKind",
    "Cycle",
    "Due",
    "Line",
    "Month",
    "MonthClose",
    "MonthState",
    "NotAMonth",
    "Payment",
    "PaymentMethod",
    "Statement",
    "StatementState",
    "Tally",
    "bill",
    "due_date_after",
    "faults_of",
    "first_day_after",
    "state_of",
    "tally",
]
