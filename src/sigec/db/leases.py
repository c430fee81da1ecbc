"""Rows that one process at a time holds for a while, until an instant by its own clock."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_

LEASE_MAX = timedelta(minutes=15)
"""No lease is as long: one that ends later was taken by a clock that was wrong, and holds nothing.

Else what a process took while its clock was hours ahead would wait for hours after its death.
"""


def is_free(held_until: ColumnElement[datetime | None], at: datetime) -> ColumnElement[bool]:
    """Return the condition that nobody holds a row."""
    return or_(held_until.is_(None), held_until <= at, held_until > at + LEASE_MAX)
