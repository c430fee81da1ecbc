"""The audit: who did what, from where, and what changed."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from sigec.accounts.service import NamedEntry
from sigec.audit import AuditFilter
from sigec.kit.ids import UserId
from sigec.kit.pages import Page
from sigec.rest.paging import PageDep
from sigec.rest.periods import PeriodDep
from sigec.rest.schemas import PageView, View
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/audit", tags=["audit"])


class AuditEntryView(View):
    """One act."""

    id: UUID
    tenant_id: UUID | None
    at: datetime
    actor_kind: str = Field(examples=["user"])
    actor_id: UUID | None
    actor_name: str | None = Field(description="Null when the user is gone.")
    address: str | None = Field(description="Where the request came from.")
    action: str = Field(examples=["station.edited"])
    subject_kind: str = Field(examples=["station"])
    subject_id: str
    before: dict[str, Any] | None = Field(description="What was changed, as it was.")
    after: dict[str, Any] | None = Field(description="What was changed, as it is now.")


class AuditPage(PageView[AuditEntryView]):
    """A page of the audit."""

    @classmethod
    def of_named(cls, page: Page[NamedEntry]) -> Self:
        """Show a page of acts beside the names of who did them."""
        items = [
            AuditEntryView.model_validate(
                {name: getattr(named.entry, name, None) for name in AuditEntryView.model_fields}
                | {"actor_name": named.actor_name}
            )
            for named in page.items
        ]
        return cls(items=items, next_cursor=page.next_cursor)


@router.get("")
async def list_audit(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    happened: PeriodDep,
    subject_kind: Annotated[str | None, Query(max_length=50)] = None,
    subject_id: UUID | None = None,
    action: Annotated[str | None, Query(max_length=100)] = None,
    actor_id: UUID | None = None,
) -> AuditPage:
    """List what people and the platform did, latest first."""
    chosen = AuditFilter(
        subject_kind=subject_kind,
        subject_id=subject_id,
        action=action,
        actor_id=UserId(actor_id) if actor_id else None,
        happened=happened,
    )
    return AuditPage.of_named(await services.audit_trail.list_entries(actor, page, chosen))
