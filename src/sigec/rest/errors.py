"""Turn anticipated failures into problems (RFC 9457), in the reader's language.

The one table from the kinds of `sigec.kit.errors` to HTTP. A problem's ``type`` is
``urn:sigec:problem:<code>`` and never changes; its words come from the catalogues.
"""

from collections.abc import Mapping, Sequence

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path

from sigec.accounts.service.logins import SeveralTenants
from sigec.db.files import FileTooLarge
from sigec.kit import errors as kinds
from sigec.kit.errors import FieldError, SigecError
from sigec.rest.texts import Language, negotiate, text_of
from sigec.rest.validation import field_errors_of, is_malformed_json
from sigec.tenants.model import PLATFORM_SLUG, Tenant

MEDIA_TYPE = "application/problem+json"
PRODUCT = "SIGEC-VE"


class BadRequest(SigecError):
    """The request itself makes no sense, whatever the state of things."""

    code = "bad_request"


class MalformedJson(BadRequest):
    """The body is not JSON."""

    code = "bad_request.json"


class BodyTooLarge(SigecError):
    """The body exceeds what the interface takes."""

    code = "body_too_large"


class MethodNotAllowed(SigecError):
    """The address exists, and does not know the method."""

    code = "method_not_allowed"


class NoSuchAddress(kinds.NotFound):
    """There is nothing at this address."""

    code = "not_found.address"


class InternalError(SigecError):
    """Something that nobody anticipated; the log has it under the request's id."""

    code = "internal"


STATUS_BY_KIND: Mapping[type[SigecError], int] = {
    BadRequest: 400,
    kinds.Unauthenticated: 401,
    kinds.Forbidden: 403,
    kinds.NotFound: 404,
    MethodNotAllowed: 405,
    kinds.Conflict: 409,
    kinds.PreconditionFailed: 412,
    BodyTooLarge: 413,
    FileTooLarge: 413,
    kinds.Invalid: 422,
    kinds.TooManyRequests: 429,
    InternalError: 500,
    kinds.Unavailable: 503,
    kinds.DeadlineExceeded: 504,
}


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="Dotted path of the field.", examples=["address.city"])
    code: str = Field(description="Stable name of the rule.", examples=["field.missing"])
    message: str = Field(description="For people, in their language.")


class TenantChoice(BaseModel):
    """One of the tenants that somebody may sign in to; send ``slug`` as `tenant`."""

    slug: str = Field(examples=["jardim-das-acacias"])
    name: str = Field(examples=["Jardim das Acácias"])


class Problem(BaseModel):
    """Why a request was refused (RFC 9457)."""

    type: str = Field(
        description="Stable name of the problem.", examples=["urn:sigec:problem:not_found"]
    )
    title: str = Field(description="The kind of problem, for people, in their language.")
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(description="What happened here, for people, in their language.")
    instance: str = Field(description="The path of the request.")
    errors: list[FieldProblem] | None = Field(
        default=None, description="Which fields are wrong, and why."
    )
    tenants: list[TenantChoice] | None = Field(
        default=None, description="Which tenants one may sign in to, when there are several."
    )


def problem_response(
    error: SigecError, *, path: str, accept_language: str | None = None
) -> Response:
    """Render an anticipated failure."""
    language = negotiate(accept_language)
    status = status_of(error)
    text = text_of(type(error), error.params, language)
    fields = error.errors if isinstance(error, kinds.Invalid) else ()
    problem = Problem(
        type=f"urn:sigec:problem:{type(error).code}",
        title=text.title,
        status=status,
        detail=text.detail,
        instance=path,
        errors=_field_problems(fields, language) or None,
        tenants=_choices_of(error.tenants) if isinstance(error, SeveralTenants) else None,
    )
    return Response(
        problem.model_dump_json(exclude_none=True),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={"Content-Language": language, "Vary": "Accept-Language", **_headers_of(error)},
    )


def status_of(error: SigecError) -> int:
    """Return the HTTP status of the error's kind; a kind the table does not know is a 500."""
    for kind in type(error).__mro__:
        if kind in STATUS_BY_KIND:
            return STATUS_BY_KIND[kind]
    return STATUS_BY_KIND[InternalError]


def answer_anticipated(request: Request, error: Exception) -> Response:
    """Handle a `SigecError` that a route raised."""
    assert isinstance(error, SigecError)
    return _answer(request, error)


def answer_invalid_input(request: Request, error: Exception) -> Response:
    """Handle input that does not fit the route's schema."""
    assert isinstance(error, RequestValidationError)
    if is_malformed_json(error):
        return _answer(request, MalformedJson())
    return _answer(request, kinds.Invalid(*field_errors_of(error)))


def answer_http(request: Request, error: Exception) -> Response:
    """Handle what the framework refuses by itself: unknown addresses and methods."""
    assert isinstance(error, HTTPException)
    match error.status_code:
        case 404:
            return _answer(request, NoSuchAddress())
        case 405:
            response = _answer(request, MethodNotAllowed(method=request.method))
            response.headers["Allow"] = ", ".join(sorted(_methods_of(request)))
            return response
        case _:
            return _answer(request, BadRequest())


def _methods_of(request: Request) -> set[str]:
    # The framework's own answer names the methods of one route; an address may have several.
    return {
        method.upper()
        for path, item in request.app.openapi()["paths"].items()
        if compile_path(path)[0].match(request.url.path)
        for method in item
    }


def _answer(request: Request, error: SigecError) -> Response:
    return problem_response(
        error, path=request.url.path, accept_language=request.headers.get("accept-language")
    )


def _field_problems(errors: Sequence[FieldError], language: Language) -> list[FieldProblem]:
    return [
        FieldProblem(
            field=error.field,
            code=error.code,
            message=text_of(error.code, dict(error.params), language).detail,
        )
        for error in errors
    ]


def _choices_of(tenants: Sequence[Tenant | None]) -> list[TenantChoice]:
    return [
        TenantChoice(slug=PLATFORM_SLUG, name=PRODUCT)
        if tenant is None
        else TenantChoice(slug=tenant.slug, name=tenant.brand_name or tenant.name)
        for tenant in tenants
    ]


def _headers_of(error: SigecError) -> dict[str, str]:
    match error:
        case kinds.TooManyRequests():
            return {"Retry-After": str(error.retry_after_s)}
        case kinds.Unauthenticated():
            return {"WWW-Authenticate": "Bearer"}
        case _:
            return {}
