"""What the servicers may call; `sigec.serving` supplies it."""

from dataclasses import dataclass

from sigec.accounts.service import AuditTrail, CallerService
from sigec.kit.following import Events
from sigec.sessions.service import SessionQueries, SessionService
from sigec.stations.service import StationInventory, StationService
from sigec.tenants.service import TenantService


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcServices:
    """The same use cases as REST's."""

    callers: CallerService
    tenants: TenantService
    audit_trail: AuditTrail
    inventory: StationInventory
    stations: StationService
    sessions: SessionService
    session_queries: SessionQueries
    events: Events
