"""Timers and background work as rows: every delay, expiry, retry and recurring task."""

from sigec.jobs.service import Job, cancel, claim, finish, is_any_due, postpone, schedule

__all__ = ["Job", "cancel", "claim", "finish", "is_any_due", "postpone", "schedule"]
