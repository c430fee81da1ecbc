"""What people are told of, by default and at most how, and what each kind can say (§6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

DELAY_MAX_MIN = 1_440
THRESHOLD_MAX_W = 50_000
HOUR_DEFAULT = 8


class Kind(StrEnum):
    """The kinds of notices; the same names in code, database and screens."""

    CHARGING_STARTED = "charging_started"
    IDLE_STARTED = "idle_started"
    BATTERY_FULL = "battery_full"
    INTERRUPTED = "interrupted"
    CHARGING_ENDED = "charging_ended"
    FAULT = "fault"
    STATION_FREE = "station_free"
    RESERVATION_CONFIRMED = "reservation_confirmed"
    RESERVATION_EXPIRING = "reservation_expiring"
    RESERVATION_EXPIRED = "reservation_expired"
    RESERVATION_CANCELLED = "reservation_cancelled"
    ADMIN_ALERT = "admin_alert"
    DAILY_SUMMARY = "daily_summary"


class Audience(StrEnum):
    """Who is told."""

    RESIDENTS = "residents"
    """The person whose charge it is, or who asked to be told."""
    STAFF = "staff"
    """Those who run the place."""


class VariableType(StrEnum):
    """How a variable is written for its reader."""

    TEXT = "text"
    INSTANT = "instant"
    DURATION = "duration"
    ENERGY = "energy"
    MONEY = "money"
    COUNT = "count"
    DATE = "date"
    REASON = "reason"
    """Why a charge ended, as OCPP spells it."""
    RESERVATION_REASON = "reservation_reason"
    """Why a reservation is over."""
    ERROR_CODE = "error_code"
    """What is wrong with a connector, as OCPP spells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What holds for every tenant: defaults, who is told, and for how long it is news.

    A delay or threshold of ``None`` is none that can be set. ``kept_for`` counts from the fact:
    what could not be brought until then is not brought any more.
    """

    is_on: bool
    audience: Audience
    kept_for: timedelta
    variables: Mapping[str, VariableType]
    delay_min: int | None = None
    threshold_w: int | None = None
    is_urgent: bool = False
    has_hour: bool = False


_NAME = {"name": VariableType.TEXT}
_STATION = {"station": VariableType.TEXT}
_ENERGY = {"energy": VariableType.ENERGY}
_DURATION = {"duration": VariableType.DURATION}
_STARTED_AT = {"started_at": VariableType.INSTANT}
_SPAN = {"starts_at": VariableType.INSTANT, "until": VariableType.INSTANT}
_OVER = {"reason": VariableType.RESERVATION_REASON}

RULES: Mapping[Kind, Rule] = {
    Kind.CHARGING_STARTED: Rule(
        is_on=True,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=1),
        delay_min=3,
        threshold_w=10,
        variables={
            **_NAME,
            "unit": VariableType.TEXT,
            **_STATION,
            "site": VariableType.TEXT,
            **_STARTED_AT,
        },
    ),
    Kind.IDLE_STARTED: Rule(
        is_on=False,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=1),
        delay_min=0,
        threshold_w=10,
        variables={**_NAME, **_STATION, **_ENERGY, **_STARTED_AT},
    ),
    Kind.BATTERY_FULL: Rule(
        is_on=False,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=2),
        delay_min=3,
        threshold_w=10,
        variables={**_NAME, **_STATION, **_ENERGY, **_DURATION},
    ),
    Kind.INTERRUPTED: Rule(
        is_on=False,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=6),
        variables={
            **_NAME,
            **_STATION,
            **_ENERGY,
            **_DURATION,
            "reason": VariableType.REASON,
        },
    ),
    Kind.CHARGING_ENDED: Rule(
        is_on=True,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=12),
        variables={**_NAME, **_STATION, **_ENERGY, **_DURATION, "cost": VariableType.MONEY},
    ),
    Kind.FAULT: Rule(
        is_on=True,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=6),
        is_urgent=True,
        variables={**_NAME, **_STATION, "error_code": VariableType.ERROR_CODE},
    ),
    Kind.STATION_FREE: Rule(
        is_on=False,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(minutes=30),
        variables={**_NAME, **_STATION},
    ),
    Kind.RESERVATION_CONFIRMED: Rule(
        is_on=True,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=1),
        variables={**_NAME, **_STATION, **_SPAN},
    ),
    Kind.RESERVATION_EXPIRING: Rule(
        is_on=True,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(minutes=10),
        variables={**_NAME, **_STATION, **_SPAN},
    ),
    Kind.RESERVATION_EXPIRED: Rule(
        is_on=True,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=2),
        variables={**_NAME, **_STATION, **_SPAN, **_OVER},
    ),
    Kind.RESERVATION_CANCELLED: Rule(
        is_on=True,
        audience=Audience.RESIDENTS,
        kept_for=timedelta(hours=2),
        variables={**_NAME, **_STATION, **_SPAN, **_OVER},
    ),
    Kind.ADMIN_ALERT: Rule(
        is_on=True,
        audience=Audience.STAFF,
        kept_for=timedelta(hours=24),
        is_urgent=True,
        variables={"subject": VariableType.TEXT, "detail": VariableType.TEXT},
    ),
    Kind.DAILY_SUMMARY: Rule(
        is_on=False,
        audience=Audience.STAFF,
        kept_for=timedelta(hours=12),
        has_hour=True,
        variables={
            "totals": VariableType.TEXT,
            "date": VariableType.DATE,
            "sessions": VariableType.COUNT,
            "energy": VariableType.ENERGY,
            "cost": VariableType.MONEY,
            "incidents": VariableType.COUNT,
        },
    ),
}
BY_WATTS = (Kind.CHARGING_STARTED, Kind.IDLE_STARTED, Kind.BATTERY_FULL)
"""What is judged by what a car draws while its charge goes on."""
