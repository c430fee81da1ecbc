"""What the routes may call: one field per slice, filled once by `sigec.app`."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from sigec.accounts.service import AccountService, AuditTrail, LoginService
from sigec.db import Database
from sigec.kit.ports import Clock
from sigec.rest.probes import Probes
from sigec.tenants.service import TenantService


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The use cases behind the REST interface, and the little that the edge itself needs."""

    database: Database
    clock: Clock
    probes: Probes
    tenants: TenantService
    accounts: AccountService
    logins: LoginService
    audit_trail: AuditTrail


async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(_services)]
