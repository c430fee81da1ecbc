"""Why a CALL of ours brought no usable reply."""

from sigec.kit.errors import DeadlineExceeded, SigecError, TooManyRequests, Unavailable
from sigec.ocpp.frames import ErrorCode


class ConnectionLost(Unavailable):
    """The connection ended; ``was_sent`` says whether the station may have acted."""

    code = "ocpp.connection_lost"

    def __init__(self, *, was_sent: bool) -> None:
        self.was_sent = was_sent
        super().__init__(was_sent=was_sent)


class CallUnanswered(DeadlineExceeded):
    """The station did not answer in time."""

    code = "ocpp.call_unanswered"


class ReplyBroken(SigecError):
    """The station answered, and what it answered makes no sense."""

    code = "ocpp.reply_broken"

    def __init__(self, code: ErrorCode, description: str) -> None:
        self.error_code = code
        self.description = description
        super().__init__(error_code=code.value, description=description)


class TooManyCalls(TooManyRequests):
    """Too many CALLs wait for this station already."""

    code = "ocpp.too_many_calls"
