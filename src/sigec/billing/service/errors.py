"""What may go wrong with months and statements."""

from sigec.kit.errors import Conflict, NotFound


class MonthNotFound(NotFound):
    """The site has no such month: nobody charged so long ago, or it is still to come."""

    code = "not_found.month"


class StatementNotFound(NotFound):
    """There is no such statement for this actor."""

    code = "not_found.statement"


class MonthNotOver(Conflict):
    """The month goes on: what it bills is not known yet."""

    code = "conflict.month_not_over"


class EarlierMonthOpen(Conflict):
    """Months are closed in their order, so that none is left out."""

    code = "conflict.earlier_month_open"


class NothingToPay(Conflict):
    """The statement is no unit's, or sums to nothing or less."""

    code = "conflict.nothing_to_pay"
