"""What sessions are worth; for the slices that bill them, inside their transaction."""

from sigec.sessions._store.amounts import (
    SessionAmount,
    find_begun,
    find_first_start,
    find_many,
    find_rated,
)

__all__ = ["SessionAmount", "find_begun", "find_first_start", "find_many", "find_rated"]
