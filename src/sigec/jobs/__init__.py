"""Timers and background work as rows: every delay, expiry, retry and recurring task."""

from sigec.jobs import leases
from sigec.jobs.service import (
    LEASED,
    Job,
    Plan,
    cancel,
    cancel_all,
    claim,
    finish,
    is_any_due,
    postpone,
    schedule,
    schedule_all,
)

__all__ = [
    "LEASED",
    "Job",
    "Plan",
    "cancel",
    "cancel_all",
    "claim",
    "finish",
    "is_any_due",
    "leases",
    "postpone",
    "schedule",
    "schedule_all",
]
