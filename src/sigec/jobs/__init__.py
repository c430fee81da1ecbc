"""Timers and background work as rows: every delay, expiry, retry and recurring task."""

from sigec.jobs.service import (
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
    "Job",
    "Plan",
    "cancel",
    "cancel_all",
    "claim",
    "finish",
    "is_any_due",
    "postpone",
    "schedule",
    "schedule_all",
]
