"""Turn the framework's validation errors into our own field errors."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query
from fastapi.routing import APIRoute

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

OF_EVERY_LIST = frozenset({"cursor", "limit", "tenant_id"})
"""Taken everywhere: a program reads all lists alike, also those that come whole in one page."""


def field_errors_of(error: RequestValidationError) -> Sequence[FieldError]:
    """Name each wrong field by its dotted path, with the rule it breaks."""
    return [_field_error(each) for each in error.errors()]


async def check_query(request: Request) -> None:
    """Refuse a query that no database could take, or that would be read as if it were not there.

    A filter whose name is mistyped would list everything instead.

    :raises Invalid: when a parameter is none of the route's, or holds a NUL character.
    """
    if not request.query_params:
        return
    known = _query_names(request.scope["route"])
    for name, value in request.query_params.multi_items():
        if name not in known | OF_EVERY_LIST:
            names = (("known", ", ".join(sorted(known)) or "-"),)
            raise Invalid(
                FieldError(field=name[:100], code="field.unknown_parameter", params=names)
            )
        if "\0" in value:
            raise Invalid(FieldError(field=name, code="field.string_nul"))


def _query_names(route: APIRoute) -> frozenset[str]:
    """Return the names of the query parameters that a route, or what it depends on, takes."""
    params = get_flat_params(route.dependant)
    return frozenset(each.alias for each in params if isinstance(each.field_info, Query))


def is_malformed_json(error: RequestValidationError) -> bool:
    """Say whether the body could not be read at all."""
    return any(each["type"] == "json_invalid" for each in error.errors())


def _field_error(each: dict[str, Any]) -> FieldError:
    rule = _ALIASES.get(each["type"], each["type"])
    if rule == "string_too_short" and each["ctx"]["min_length"] == 1:
        rule = "missing"  # a person left it empty
    # Pydantic joins the last two values of an enum by a word of its own language.
    params = tuple(
        (name, str(value).replace("' or '", "', '")) for name, value in each.get("ctx", {}).items()
    )
    return FieldError(field=_path(each["loc"]), code=f"field.{rule}", params=params)


def _path(location: Sequence[str | int]) -> str:
    parts = location[1:] if location and location[0] in _SOURCES else location
    return ".".join(str(part) for part in parts)
