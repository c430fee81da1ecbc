"""Conditions whose values stand in the SQL itself."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, literal_column


def written(value: StrEnum) -> ColumnElement[Any]:
    """Return a value of ours as SQL, for the condition that a partial index is made for.

    A database compares an index's condition with the text of the query's, and PostgreSQL plans
    what is asked often without its parameters.
    """
    return literal_column(f"'{value.value}'")
