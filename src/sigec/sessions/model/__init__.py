"""What a session is and how reports become one: pure, without I/O and without a clock."""

from sigec.sessions.model.energy import Doubt, Energy, EnergyPart, Method, Quality, measure
from sigec.sessions.model.flags import Flag
from sigec.sessions.model.fold import Fold, Misfit, fold_all, fold_first
from sigec.sessions.model.freshness import (
    GHOST_AFTER,
    LONG_AFTER,
    STALE_AFTER,
    Freshness,
    flags_of,
    freshness_of,
)
from sigec.sessions.model.metering import Context, MeterSample, read_meter
from sigec.sessions.model.meters import Meters, instant_of
from sigec.sessions.model.remarks import Remark, remarks_of
from sigec.sessions.model.reports import (
    ChargingState,
    ReportKind,
    ReportOutcome,
    TransactionReport,
    plausible,
)
from sigec.sessions.model.session import (
    OCPP,
    TOLD_LATE_AFTER,
    Closing,
    Holder,
    Identity,
    Rating,
    Session,
    SessionStatus,
    StopRequest,
    advance,
    close,
    correct_holder,
    hold,
    observe_connector,
)
from sigec.sessions.model.slices import slices_of
from sigec.sessions.model.values import SampledValue

__all__ = [
    "GHOST_AFTER",
    "LONG_AFTER",
    "OCPP",
    "STALE_AFTER",
    "TOLD_LATE_AFTER",
    "ChargingState",
    "Closing",
    "Context",
    "Doubt",
    "Energy",
    "EnergyPart",
    "Flag",
    "Fold",
    "Freshness",
    "Holder",
    "Identity",
    "MeterSample",
    "Meters",
    "Method",
    "Misfit",
    "Quality",
    "Rating",
    "Remark",
    "ReportKind",
    "ReportOutcome",
    "SampledValue",
    "Session",
    "SessionStatus",
    "StopRequest",
    "TransactionReport",
    "advance",
    "close",
    "correct_holder",
    "flags_of",
    "fold_all",
    "fold_first",
    "freshness_of",
    "hold",
    "instant_of",
    "measure",
    "observe_connector",
    "plausible",
    "read_meter",
    "remarks_of",
    "slices_of",
]
