"""From the status of a connector to the label that people read (``domain.md`` §5)."""

from collections.abc import Iterable
from enum import StrEnum


class ConnectorStatus(StrEnum):
    """What a connector reports: the states of OCPP 1.6, and 2.x's ``Occupied``."""

    AVAILABLE = "Available"
    PREPARING = "Preparing"
    CHARGING = "Charging"
    SUSPENDED_EV = "SuspendedEV"
    SUSPENDED_EVSE = "SuspendedEVSE"
    FINISHING = "Finishing"
    OCCUPIED = "Occupied"
    RESERVED = "Reserved"
    UNAVAILABLE = "Unavailable"
    FAULTED = "Faulted"


class Label(StrEnum):
    """What the board shows of a connector, and under which counter it is counted."""

    AVAILABLE = "available"
    WAITING = "waiting"
    IN_USE = "in_use"
    IDLE = "idle"
    RESERVED = "reserved"
    FAULTED = "faulted"
    OFFLINE = "offline"


NO_ERROR_SPELLINGS = frozenset({"", "noerror", "null", "none"})
OTHER_ERROR = "OtherError"
ERROR_CODES = frozenset(
    {
        "ConnectorLockFailure",
        "EVCommunicationError",
        "GroundFailure",
        "HighTemperature",
        "InternalError",
        "LocalListConflict",
        OTHER_ERROR,
        "OverCurrentFailure",
        "OverVoltage",
        "UnderVoltage",
        "PowerMeterFailure",
        "PowerSwitchFailure",
        "ReaderFailure",
        "ResetFailure",
        "WeakSignal",
    }
)
EVENT_CODES = frozenset({"LocalListConflict", "ReaderFailure", "ResetFailure", "WeakSignal"})
"""Codes that tell of an event: the connector can charge all the same."""

_BY_STATUS = {
    ConnectorStatus.AVAILABLE: Label.AVAILABLE,
    ConnectorStatus.PREPARING: Label.WAITING,
    ConnectorStatus.FINISHING: Label.WAITING,
    ConnectorStatus.OCCUPIED: Label.WAITING,
    ConnectorStatus.CHARGING: Label.IN_USE,
    ConnectorStatus.SUSPENDED_EV: Label.IDLE,
    ConnectorStatus.SUSPENDED_EVSE: Label.IDLE,
    ConnectorStatus.RESERVED: Label.RESERVED,
    ConnectorStatus.FAULTED: Label.FAULTED,
    ConnectorStatus.UNAVAILABLE: Label.OFFLINE,
}
_BY_SESSION_STATE = {
    "charging": Label.IN_USE,
    "suspended_ev": Label.IDLE,
    "suspended_evse": Label.IDLE,
}


def normalise_error_code(code: str | None) -> str | None:
    """Return the code in OCPP's spelling, ``None`` for every way of saying that there is none.

    A text that is no code of OCPP is kept; ``Error`` (Legrand Green'up) becomes ``OtherError``.
    """
    text = (code or "").strip()
    folded = text.replace("_", "").casefold()
    if folded in NO_ERROR_SPELLINGS:
        return None
    if folded == "error":
        return OTHER_ERROR
    return _ERROR_BY_FOLDED.get(folded, text)


_ERROR_BY_FOLDED = {code.casefold(): code for code in ERROR_CODES}


def is_fault(status: ConnectorStatus | None, error_code: str | None) -> bool:
    """Say whether the connector is broken: by its status, or by a critical code beside another."""
    is_critical = error_code in ERROR_CODES and error_code not in EVENT_CODES
    return status is ConnectorStatus.FAULTED or is_critical


def label_of(
    status: ConnectorStatus | None,
    *,
    error_code: str | None = None,
    is_online: bool,
    session_state: str | None = None,
) -> Label:
    """Choose what the board shows.

    ``session_state`` is the state of the connector's open session, if any: OCPP 2.x says only
    ``Occupied`` and leaves the rest to the transaction.
    """
    if not is_online or status is None:
        return Label.OFFLINE
    if is_fault(status, error_code):
        return Label.FAULTED
    if status is ConnectorStatus.OCCUPIED and session_state in _BY_SESSION_STATE:
        return _BY_SESSION_STATE[session_state]
    return _BY_STATUS[status]


def count_labels(labels: Iterable[Label]) -> dict[Label, int]:
    """Count the connectors under each label, those without any as 0."""
    counters = dict.fromkeys(Label, 0)
    for label in labels:
        counters[label] += 1
    return counters
