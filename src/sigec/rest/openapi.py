"""The OpenAPI document: FastAPI's, with the problems that every operation may answer."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from sigec.rest.errors import MEDIA_TYPE, Problem
from sigec.rest.idempotency import KEY_LENGTH_MAX, SIGN_IN, WRITES
from sigec.rest.scopes import SCOPES
from sigec.rest.security import KEY_SCHEME

_PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_RESPONSE: dict[str, Any] = {
    "description": "A problem (RFC 9457).",
    "content": {MEDIA_TYPE: {"schema": _PROBLEM}},
}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {"default": PROBLEM_RESPONSE}


_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Your own name for this write: a repeat within a day is answered as the first.",
    "schema": {"type": "string", "maxLength": KEY_LENGTH_MAX},
}


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
        for operation in _writes(document):
            operation.setdefault("parameters", []).append(_KEY)
        for item in document["paths"].values():
            for operation in item.values():
                _name_scopes(operation)
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = document["components"]["schemas"]
        schemas.update(schema.pop("$defs"))
        schemas["Problem"] = schema
        api.openapi_schema = document
    return api.openapi_schema


def _writes(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, item in document["paths"].items():
        if path.startswith(SIGN_IN):
            continue
        for method, operation in item.items():
            named = {parameter["name"] for parameter in operation.get("parameters", [])}
            if method.upper() in WRITES and _KEY["name"] not in named:
                yield operation


def _name_scopes(operation: dict[str, Any]) -> None:
    """Say which scopes a key needs (OpenAPI 3.1 lists them as roles), or that it takes no key."""
    ways = operation.get("security", [])
    if {KEY_SCHEME: []} not in ways:
        return
    ways.remove({KEY_SCHEME: []})
    scopes = SCOPES.get(operation["operationId"])
    if scopes is None:
        said = "Not for API keys."
    else:
        ways.append({KEY_SCHEME: sorted(scopes)})
        named = ", ".join(f"`{scope}`" for scope in sorted(scopes))
        said = f"API key scopes: {named or 'any, which decide what is shown'}."
    operation["description"] = f"{operation.get('description', '')}\n\n{said}".lstrip()
