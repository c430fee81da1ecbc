"""One log line and one measurement per request, under an id that the answer tells."""

import re
import time
from uuid import uuid4

import structlog
from prometheus_client import Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sigec.journal import masked_addresses
from sigec.rest.errors import InternalError, problem_response
from sigec.rest.headers import header_of

_log = structlog.get_logger()
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SERVER_ERROR = 500
_QUIET_PATHS = frozenset({"/health/live", "/health/ready", "/metrics"})

_duration = Histogram(
    "sigec_rest_request_seconds",
    "Time from request to answer, by route.",
    ["method", "route", "status"],
)


class RequestLog:
    """Binds the request's id for every line logged on the way, and catches what nobody did."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        offered = header_of(scope, b"x-request-id") or ""
        request_id = offered if _REQUEST_ID.fullmatch(offered) else uuid4().hex
        status = 0

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        try:
            await self._app(scope, receive, send_noted)
        except Exception:
            path = masked_addresses(scope["path"])
            _log.exception("rest.request.failed", method=scope["method"], path=path)
            if status:
                raise  # half an answer is out: the connection must break
            await _answer_internal_error(scope, receive, send_noted, request_id)
        finally:
            _note(scope, status, time.perf_counter() - began)
            structlog.contextvars.clear_contextvars()


async def _answer_internal_error(
    scope: Scope, receive: Receive, send: Send, request_id: str
) -> None:
    response = problem_response(
        InternalError(request_id=request_id),
        path=scope["path"],
        accept_language=header_of(scope, b"accept-language"),
    )
    await response(scope, receive, send)


def _note(scope: Scope, status: int, took_s: float) -> None:
    route = getattr(scope.get("route"), "path", "unmatched")
    _duration.labels(scope["method"], route, status).observe(took_s)
    if scope["path"] in _QUIET_PATHS and status < _SERVER_ERROR:
        return
    _log.info(
        "rest.request.answered",
        method=scope["method"],
        path=masked_addresses(scope["path"]),
        status=status,
        took_ms=round(took_s * 1000, 1),
    )
