"""The OpenAPI document: FastAPI's, with the problems that every operation may answer."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from sigec.rest.errors import MEDIA_TYPE, Problem

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_RESPONSE: dict[str, Any] = {
    "description": "A problem (RFC 9457).",
    "content": {MEDIA_TYPE: {"schema": _PROBLEM}},
}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {"default": PROBLEM_RESPONSE}


def operation_id(route: APIRoute) -> str:
    """Name an operation as its function: ``list_sites``."""
    return route.name


def describe(api: FastAPI) -> dict[str, Any]:
    """Make the document, once."""
    if api.openapi_schema is None:
        document = get_openapi(
            title=api.title,
            version=api.version,
            description=api.description,
            routes=api.routes,
            tags=api.openapi_tags,
        )
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = document["components"]["schemas"]
        schemas.update(schema.pop("$defs"))
        schemas["Problem"] = schema
        api.openapi_schema = document
    return api.openapi_schema
