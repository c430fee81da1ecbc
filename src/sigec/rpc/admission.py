"""Find out who calls, for which tenant, and whether they call too often."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

import structlog

from sigec.accounts.model import Allowance
from sigec.accounts.service import require_room, require_scopes
from sigec.kit.actor import Actor
from sigec.kit.errors import Invalid, Unauthenticated
from sigec.rpc.scopes import SCOPES
from sigec.rpc.services import RpcServices

_WRITES = frozenset({"Commands"})


class TenantNotChosen(Invalid):
    """A platform admin writes without saying to which tenant."""

    code = "bad_request.tenant_not_chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """Who calls; ``renew`` asks again who they are now, for what lasts."""

    actor: Actor
    renew: Callable[[], Awaitable[Actor]]


class Admission:
    """One call on its way in; ``allowance`` is known as soon as a key was counted."""

    def __init__(self, services: RpcServices, method: str) -> None:
        self._services = services
        self._method = method
        self.allowance: Allowance | None = None

    async def admit(self, metadata: Mapping[str, str], *, peer: str) -> Admitted:
        """Let in who shows a token or a key in ``authorization`` or ``x-api-key``.

        :raises Unauthenticated: when nobody valid does.
        :raises Forbidden: when it is a key without the method's scopes.
        :raises TooManyRequests: when a program calls too often.
        """
        credential = credential_of(metadata)
        caller = await self._services.callers.recognise(credential)
        self.allowance = await self._services.callers.count(caller)
        require_room(self.allowance)
        if caller.key is not None:
            require_scopes(caller.key, SCOPES.get(self._method))
        actor = replace(caller.actor, address=address_of(peer))
        if actor.is_platform:
            actor = await self._of_tenant(actor, metadata.get("x-sigec-tenant"))
        structlog.contextvars.bind_contextvars(
            actor_id=str(actor.user_id), tenant_id=actor.tenant_id and str(actor.tenant_id)
        )

        async def renew() -> Actor:
            fresh = await self._services.callers.authenticate(credential)
            return replace(fresh, tenant_id=actor.tenant_id) if fresh.is_platform else fresh

        return Admitted(actor=actor, renew=renew)

    async def _of_tenant(self, actor: Actor, choice: str | None) -> Actor:
        """Bind a platform admin to the tenant they chose, as REST does."""
        if choice is not None:
            chosen = await self._services.tenants.resolve(choice)
            await self._services.audit_trail.record_tenant_access(
                actor, chosen.id, method="GRPC", path=self._method
            )
            return replace(actor, tenant_id=chosen.id)
        if self._method.split(".")[2] not in _WRITES:
            return actor
        only = await self._services.tenants.find_only_tenant()
        if only is None:
            raise TenantNotChosen
        return replace(actor, tenant_id=only.id)


def credential_of(metadata: Mapping[str, str]) -> str:
    """Return what the caller shows; a token goes before a key, for it names a person.

    :raises Unauthenticated: when there is nothing.
    """
    scheme, _, token = metadata.get("authorization", "").partition(" ")
    shown = token if scheme.lower() == "bearer" else metadata.get("x-api-key")
    if not shown:
        raise Unauthenticated
    return shown


def address_of(peer: str) -> str:
    """Return where a call comes from: gRPC says ``ipv4:192.0.2.1:40000``, ``ipv6:%5B::1%5D:1``."""
    host = unquote(peer).partition(":")[2].rpartition(":")[0]
    return host.strip("[]") or peer
