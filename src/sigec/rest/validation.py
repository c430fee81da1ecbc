"""Turn the framework's validation errors into our own field errors."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from sigec.kit.errors import FieldError, Invalid

_SOURCES = frozenset({"body", "query", "path", "header", "cookie"})
_ALIASES = {
    "uuid_parsing": "uuid",
    "uuid_type": "uuid",
    "datetime_from_date_parsing": "datetime",
    "datetime_parsing": "datetime",
    "timezone_aware": "datetime",
    "int_parsing": "int_type",
    "int_from_float": "int_type",
    "float_parsing": "float_type",
    "decimal_parsing": "decimal_type",
    "bool_parsing": "bool_type",
    "literal_error": "enum",
    "model_attributes_type": "dict_type",
    "model_type": "dict_type",
}
"""Pydantic's types of error that mean the same to a person."""


def field_errors_of(error: RequestValidationError) -> Sequence[FieldError]:
    """Name each wrong field by its dotted path, with the rule it breaks."""
    return [_field_error(each) for each in error.errors()]


async def refuse_nul(request: Request) -> None:
    """Refuse a query that no database could take.

    :raises Invalid: when a parameter holds a NUL character.
    """
    for name, value in request.query_params.multi_items():
        if "\0" in value:
            raise Invalid(FieldError(field=name, code="field.string_nul"))


def is_malformed_json(error: RequestValidationError) -> bool:
    """Say whether the body could not be read at all."""
    return any(each["type"] == "json_invalid" for each in error.errors())


def _field_error(each: dict[str, Any]) -> FieldError:
    rule = _ALIASES.get(each["type"], each["type"])
    params = tuple((name, str(value)) for name, value in each.get("ctx", {}).items())
    return FieldError(field=_path(each["loc"]), code=f"field.{rule}", params=params)


def _path(location: Sequence[str | int]) -> str:
    parts = location[1:] if location and location[0] in _SOURCES else location
    return ".".join(str(part) for part in parts)
