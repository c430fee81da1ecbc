"""Who calls, and for which tenant."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import Depends, Header, Query, Request
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import State

from sigec.accounts.service import Caller, require_room, require_scopes
from sigec.kit.actor import Actor
from sigec.kit.errors import Unauthenticated
from sigec.kit.ids import TenantId
from sigec.rest.allowances import NAME as ALLOWANCE
from sigec.rest.errors import BadRequest
from sigec.rest.scopes import SCOPES
from sigec.rest.services import Services, ServicesDep

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
bearer = HTTPBearer(
    auto_error=False, bearerFormat="JWT", description="The `access_token` of `/auth/login`."
)
KEY_SCHEME = "ApiKey"
api_key = APIKeyHeader(
    name="X-API-Key",
    scheme_name=KEY_SCHEME,
    auto_error=False,
    description="A key of `/api-keys`, taken as a bearer token too; operations name its scopes.",
)


class TenantNotChosen(BadRequest):
    """A platform admin writes without saying to which tenant."""

    code = "bad_request.tenant_not_chosen"


def address_of(request: Request) -> str | None:
    """Return where a request comes from, for the audit and for rate limits."""
    return request.client.host if request.client else None


async def _credential(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    key: Annotated[str | None, Depends(api_key)],
) -> str:
    """Return what the caller shows; a token goes before a key, for it names a person."""
    shown = key if credentials is None else credentials.credentials
    if shown is None:
        raise Unauthenticated
    return shown


CredentialDep = Annotated[str, Depends(_credential)]
"""An access token or an API key, as it was sent."""


async def recognise(services: Services, state: State, credential: str) -> Caller:
    """Find out who calls and count a program's request, once however often a request asks.

    :raises Unauthenticated: when the credential is worth nothing.
    :raises TooManyRequests: when the program calls too often.
    """
    known: Caller | None = getattr(state, "caller", None)
    if known is not None:
        return known
    caller = await services.callers.recognise(credential)
    allowance = await services.callers.count(caller)
    setattr(state, ALLOWANCE, allowance)
    require_room(allowance)
    state.caller = caller
    return caller


async def signed_in(request: Request, services: ServicesDep, credential: CredentialDep) -> Actor:
    """Find out who calls; every resource depends on this.

    :raises Unauthenticated: when nobody valid does.
    :raises Forbidden: when it is a program whose key is without the operation's scopes.
    """
    caller = await recognise(services, request.state, credential)
    actor = caller.actor
    structlog.contextvars.bind_contextvars(
        actor_id=str(actor.user_id), tenant_id=actor.tenant_id and str(actor.tenant_id)
    )
    if caller.key is not None:
        require_scopes(caller.key, SCOPES.get(request.scope["route"].name))
    return replace(actor, address=address_of(request))


async def socket_token(
    services: Services, credential: str
) -> Callable[[str | None], Awaitable[Actor]]:
    """Let in who shows a token or a key, which counts; what is returned asks who it is now.

    :raises Unauthenticated: when it is worth nothing.
    :raises TooManyRequests: when a program comes too often.
    """
    require_room(await services.callers.count(await services.callers.recognise(credential)))

    async def ask(tenant: str | None) -> Actor:
        return await _of_tenant(services, await services.callers.authenticate(credential), tenant)

    return ask


async def socket_login(services: Services, cookie: str) -> Callable[[str | None], Awaitable[Actor]]:
    """Find the login behind the web app's cookie; what is returned asks who it is now.

    :raises Unauthenticated: when the cookie is worth nothing.
    """
    login = await services.logins.recognise(cookie)

    async def ask(tenant: str | None) -> Actor:
        actor = await services.logins.authenticate_login(login)
        return await _of_tenant(services, actor, tenant)

    return ask


async def _of_tenant(services: Services, actor: Actor, tenant: str | None) -> Actor:
    if tenant is None or not actor.is_platform:
        return actor
    chosen = await services.tenants.resolve(tenant)
    await services.audit_trail.record_tenant_access(
        actor, chosen.id, method="GET", path="/api/v1/live"
    )
    return replace(actor, tenant_id=chosen.id)


CallerDep = Annotated[Actor, Depends(signed_in)]
"""The signed-in person, for what belongs to them or to the platform itself."""


async def _acting(
    request: Request,
    services: ServicesDep,
    caller: CallerDep,
    tenant_id: Annotated[
        UUID | None, Query(description="Platform admins only: narrow a read to one tenant.")
    ] = None,
    x_sigec_tenant: Annotated[
        str | None,
        Header(max_length=100, description="Platform admins only: the tenant's id or slug."),
    ] = None,
) -> Actor:
    if not caller.is_platform:
        return caller
    choice = x_sigec_tenant or (str(tenant_id) if tenant_id else None)
    chosen = await _choose(services, caller, choice, request)
    structlog.contextvars.bind_contextvars(tenant_id=chosen and str(chosen))
    return replace(caller, tenant_id=chosen)


ActorDep = Annotated[Actor, Depends(_acting)]
"""The signed-in person, bound to a tenant: their own, or the one a platform admin chose.

A platform admin who chose none reads across tenants (``actor.tenant_id is None``); a write always
has a tenant, else it was answered 400 before the route began.
"""


async def _choose(
    services: Services, caller: Actor, choice: str | None, request: Request
) -> TenantId | None:
    if choice is not None:
        tenant = await services.tenants.resolve(choice)
        await services.audit_trail.record_tenant_access(
            caller, tenant.id, method=request.method, path=request.url.path
        )
        return tenant.id
    if request.method in _SAFE_METHODS:
        return None
    only = await services.tenants.find_only_tenant()
    if only is None:
        raise TenantNotChosen
    return only.id
