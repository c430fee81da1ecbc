"""What a tenant chose for a kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sigec.kit.errors import FieldError
from sigec.kit.ids import TenantId
from sigec.notifications.model.kinds import (
    DELAY_MAX_MIN,
    HOUR_DEFAULT,
    RULES,
    THRESHOLD_MAX_W,
    Kind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSettings:
    """How a tenant wants a kind; ``version`` 0 is what everybody begins with.

    0 is a delay and a threshold like any other; ``None`` means that the kind has none. ``hour``
    is the local one at which a summary is made.
    """

    tenant_id: TenantId
    kind: Kind
    is_on: bool
    delay_min: int | None = None
    threshold_w: int | None = None
    hour: int | None = None
    version: int = 0

    @property
    def delay(self) -> timedelta:
        """How long what is told must have lasted."""
        return timedelta(minutes=self.delay_min or 0)


def default_settings(tenant_id: TenantId, kind: Kind) -> KindSettings:
    """Return what a tenant has that chose nothing."""
    rule = RULES[kind]
    return KindSettings(
        tenant_id=tenant_id,
        kind=kind,
        is_on=rule.is_on,
        delay_min=rule.delay_min,
        threshold_w=rule.threshold_w,
        hour=HOUR_DEFAULT if rule.has_hour else None,
    )


def faults_of(settings: KindSettings) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule, or that the kind does not have."""
    rule = RULES[settings.kind]
    rules: Mapping[str, tuple[int | None, bool, int]] = {
        "delay_min": (settings.delay_min, rule.delay_min is not None, DELAY_MAX_MIN),
        "threshold_w": (settings.threshold_w, rule.threshold_w is not None, THRESHOLD_MAX_W),
        "hour": (settings.hour, rule.has_hour, 23),
    }
    faults = []
    for name, (value, exists, most) in rules.items():
        if exists != (value is not None):
            faults.append(FieldError(field=name, code="field.notice_setting_absent"))
        elif value is not None and not 0 <= value <= most:
            params = (("most", str(most)),)
            faults.append(FieldError(field=name, code="field.notice_range", params=params))
    return tuple(faults)


def next_summary_at(hour: int, zone: ZoneInfo, *, after: datetime) -> datetime:
    """Return the first instant after another at which it is ``hour`` o'clock in a zone.

    An hour that a day does not have (summer time begins) comes as that day's next one.
    """
    day = after.astimezone(zone).date()
    while True:
        due_at = datetime.combine(day, time(hour), zone).astimezone(after.tzinfo)
        if due_at > after:
            return due_at
        day += timedelta(days=1)
