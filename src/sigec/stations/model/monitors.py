"""Monitors: what a station watches of its own variables, and tells when it happens (2.x only)."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sigec.stations.model.variables import REQUEST_ID_MAX, VariableName

SEVERITY_MAX = 9
"""The mildest; 0 is danger (OCPP 2.0.1 Part 2 §2.44)."""


class MonitorKind(StrEnum):
    """When a monitor tells, spelled as OCPP does."""

    UPPER_THRESHOLD = "UpperThreshold"
    LOWER_THRESHOLD = "LowerThreshold"
    DELTA = "Delta"
    PERIODIC = "Periodic"
    PERIODIC_CLOCK_ALIGNED = "PeriodicClockAligned"


class MonitoringBase(StrEnum):
    """Which monitors a station goes back to, spelled as OCPP does."""

    ALL = "All"
    FACTORY_DEFAULT = "FactoryDefault"
    HARD_WIRED_ONLY = "HardWiredOnly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """A monitor of a variable; ``number`` is its station's, ``None`` before it has one.

    ``kind`` is spelled as the station does. ``value`` is a limit, a difference, or a period in
    seconds. ``only_charging`` monitors tell only while somebody charges.
    """

    name: VariableName
    kind: str
    value: float
    severity: int
    only_charging: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorAlarm:
    """That a monitor told something; ``is_over`` says that it is no longer so."""

    number: int
    value: str
    at: datetime
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorNews:
    """What a station says of its monitors, in an answer, a report or an event.

    ``forgets_others`` says that all that were set before are gone; ``alarms`` is what they told.
    """

    there: Sequence[Monitor] = ()
    alarms: Sequence[MonitorAlarm] = ()
    gone: Collection[int] = ()
    forgets_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMonitor:
    """Let a station watch a variable; one with a number replaces the monitor of that number."""

    monitor: Monitor


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearMonitor:
    """Let a station no longer watch something."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMonitoringBase:
    """Let a station go back to the monitors that it was made with, all or few of them."""

    base: MonitoringBase


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMonitoringLevel:
    """Let a station tell only what is as bad as this, or worse; 0 is the worst."""

    severity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMonitors:
    """Ask for a report of monitors: of these variables or all, of these criteria or all."""

    names: Sequence[VariableName] = ()
    criteria: Sequence[str] = ()
    request_id: int = field(default_factory=lambda: 1 + secrets.randbelow(REQUEST_ID_MAX))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReport:
    """Ask for a report of variables: of these, or of components that are so (``Problem``)."""

    names: Sequence[VariableName] = ()
    criteria: Sequence[str] = ()
    request_id: int = field(default_factory=lambda: 1 + secrets.randbelow(REQUEST_ID_MAX))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNetworkProfile:
    """Tell a station how to reach us from a slot of its own; it holds no password.

    ``interface`` is spelled as OCPP does (``Wired0``).
    """

    slot: int
    url: str
    security_profile: int
    message_timeout_s: int
    interface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMonitor:
    """A monitor that a station has, and what it last told."""

    monitor: Monitor
    reported_at: datetime
    alarm: MonitorAlarm | None = None
