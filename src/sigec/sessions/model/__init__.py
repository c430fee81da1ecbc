"""What a session is and how reports become one: pure, without I/O and without a clock."""

from sigec.sessions.model.flags import Flag
from sigec.sessions.model.metering import Context, MeterSample, read_meter
from sigec.sessions.model.reports import (
    ChargingState,
    ReportKind,
    ReportOutcome,
    TransactionReport,
    plausible,
)
from sigec.sessions.model.values import SampledValue

__all__ = [
    "ChargingState",
    "Context",
    "Flag",
    "MeterSample",
    "ReportKind",
    "ReportOutcome",
    "SampledValue",
    "TransactionReport",
    "plausible",
    "read_meter",
]
