"""Transactions and meter values (OCPP 2.0.1 blocks E and J)."""

import msgspec

from sigec.drivers.model import AuthorizationStatus, TokenInfo
from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call
from sigec.ocpp.router.reports import record
from sigec.ocpp.v2.incoming.authorization import id_token_info
from sigec.ocpp.v2.translate import meter_report, transaction_report
from sigec.sessions.model import ReportOutcome

_UNDECIDED = TokenInfo(status=AuthorizationStatus.UNKNOWN)


async def transaction_event(call: Call, request: v201.TransactionEventRequest) -> bytes:
    """Record a transaction's start, progress or end.

    The answer has ``idTokenInfo`` exactly when the request has ``idToken``.
    """
    render = _render_decision if request.id_token else _render_nothing
    return await record(call, request, transaction_report, render)


async def meter_values(call: Call, request: v201.MeterValuesRequest) -> bytes:
    """Record meter values of an EVSE, outside any transaction."""
    return await record(call, request, meter_report, _render_nothing)


def _render_decision(outcome: ReportOutcome) -> bytes:
    info = id_token_info(outcome.decision or _UNDECIDED)
    return msgspec.json.encode(v201.TransactionEventResponse(id_token_info=info))


def _render_nothing(_: ReportOutcome) -> bytes:
    return b"{}"
