"""Put the REST interface together."""

import json

from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from sigec.kit.errors import SigecError
from sigec.rest import (
    access_policies,
    actions,
    announcements,
    api_keys,
    audit,
    auth,
    board,
    branding,
    callbacks,
    certificates,
    charging_profiles,
    commands,
    connections,
    credentials,
    decisions,
    desires,
    deviations,
    docs,
    events,
    firmware_campaigns,
    firmware_images,
    firmware_updates,
    handshakes,
    health,
    holidays,
    id_tokens,
    incidents,
    local_lists,
    me,
    metrics,
    monitors,
    notifications,
    notifications_channels,
    notifications_log,
    notifications_own,
    past_sessions,
    people,
    plans,
    privacy,
    profile_links,
    raw_actions,
    reservation_commands,
    reservations,
    resident_imports,
    resident_template,
    root_certificates,
    session_exports,
    sessions,
    sites,
    sources,
    statement_exports,
    statements,
    station_files,
    station_logs,
    stations,
    tariffs,
    tenant_exits,
    tenants,
    units,
    unknown_cards,
    users,
    variable_templates,
    variables,
    vehicles,
    visitors,
    webhooks,
)
from sigec.rest.allowances import AllowanceHeaders
from sigec.rest.errors import answer_anticipated, answer_http, answer_invalid_input
from sigec.rest.headers import SecurityHeaders
from sigec.rest.idempotency import Idempotency
from sigec.rest.limits import BodyLimit
from sigec.rest.openapi import PROBLEM_RESPONSES, describe, operation_id
from sigec.rest.request_log import RequestLog
from sigec.rest.security import signed_in
from sigec.rest.services import Services
from sigec.rest.validation import check_query

API_PREFIX = "/api/v1"

RESOURCES: tuple[APIRouter, ...] = (
    tenants.router,
    branding.own,
    tenant_exits.router,
    plans.router,
    users.router,
    api_keys.router,
    sites.router,
    units.router,
    people.router,
    vehicles.router,
    privacy.router,
    profile_links.router,
    visitors.router,
    resident_imports.router,
    resident_template.router,
    me.router,
    unknown_cards.router,
    id_tokens.router,
    access_policies.router,
    local_lists.router,
    decisions.router,
    past_sessions.router,
    sources.router,
    board.router,
    stations.router,
    connections.router,
    commands.router,
    reservation_commands.router,
    raw_actions.router,
    actions.router,
    variables.router,
    desires.router,
    monitors.router,
    variable_templates.router,
    charging_profiles.router,
    announcements.router,
    deviations.router,
    firmware_images.router,
    firmware_updates.router,
    firmware_updates.of_station,
    firmware_campaigns.router,
    station_logs.router,
    station_logs.of_station,
    handshakes.router,
    certificates.router,
    credentials.router,
    root_certificates.router,
    incidents.router,
    session_exports.router,
    sessions.router,
    statement_exports.router,
    statements.router,
    reservations.router,
    tariffs.router,
    holidays.router,
    audit.router,
    events.router,
    webhooks.router,
    notifications.router,
    notifications_channels.router,
    notifications_log.router,
    notifications_own.router,
)
"""Everything that asks who is calling. Deny by default: each route depends on `signed_in`.

Programs are let only into what `sigec.rest.scopes` names.
"""

OPEN_TO_ALL: tuple[APIRouter, ...] = (
    auth.router,
    branding.router,
    profile_links.open_router,
    callbacks.router,
    station_files.router,
)
"""Routes that decide by themselves who may call."""

_DESCRIPTION = """\
Energy is in Wh, instants are RFC 3339 in UTC, money is `{"amount": "12.34", "currency": "BRL"}`.
Lists come in pages: pass `next_cursor` as `cursor`. Refusals are problems (RFC 9457) whose `type`
never changes and whose words follow `Accept-Language` (pt-BR, en). A write with an
`Idempotency-Key` can be repeated safely for a day. Things with an `ETag` take `If-Match`.
Programs show an API key (`X-API-Key`): each operation names the scopes it needs, one without any
is for people. `RateLimit-Remaining` says how many requests a key has left this minute.
"""


def create_api(services: Services) -> FastAPI:
    """Build the application that serves REST; `sigec.app` adds the live view and the web app."""
    api = _build()
    api.state.services = services
    # The last one added is the first to see a request.
    api.add_middleware(Idempotency)
    api.add_middleware(BodyLimit)
    api.add_middleware(AllowanceHeaders)
    api.add_middleware(SecurityHeaders)
    api.add_middleware(RequestLog)
    return api


def openapi_document() -> str:
    """Return the OpenAPI document as JSON; it needs no platform behind it."""
    return json.dumps(_build().openapi(), ensure_ascii=False, indent=2)


def _build() -> FastAPI:
    """Collect all routes; what stands between them and a caller is added by `create_api`."""
    api = FastAPI(
        title="SIGEC-VE",
        version=health.VERSION,
        description=_DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
        redirect_slashes=False,
    )
    api.include_router(health.router)
    api.include_router(metrics.router)
    for router in OPEN_TO_ALL:
        api.include_router(router, prefix=API_PREFIX, responses=PROBLEM_RESPONSES)
    for router in RESOURCES:
        api.include_router(
            router,
            prefix=API_PREFIX,
            dependencies=[Depends(signed_in), Depends(check_query)],
            responses=PROBLEM_RESPONSES,
        )
    api.include_router(docs.router)
    api.openapi = lambda: describe(api)  # type: ignore[method-assign]  # FastAPI's documented way
    _handle_errors(api)
    return api


def _handle_errors(api: FastAPI) -> None:
    api.add_exception_handler(SigecError, answer_anticipated)
    api.add_exception_handler(RequestValidationError, answer_invalid_input)
    api.add_exception_handler(HTTPException, answer_http)
