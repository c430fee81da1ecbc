"""Conditions with many values, whose SQL is the same however many there are."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, any_, bindparam
from sqlalchemy.dialects.postgresql import ARRAY


def among(column: ColumnElement[Any], values: Collection[Any], dialect: str) -> ColumnElement[bool]:
    """Return the condition that a column has one of ``values``.

    PostgreSQL gets an array: a list of parameters would be written, and planned, anew for each
    number of them. ``dialect`` is the name of the connection's.
    """
    if dialect != "postgresql":
        return column.in_(values)
    array = bindparam(None, list(values), type_=ARRAY(column.type), unique=True)
    return column == any_(array)
