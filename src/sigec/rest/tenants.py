"""Tenants: the condominiums and operators of this installation."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from sigec.kit.ids import TenantId
from sigec.kit.pages import Page
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.paging import PageDep
from sigec.rest.plans import PlanCode
from sigec.rest.schemas import Body, Omittable, PageView, Patch, View, example
from sigec.rest.security import CallerDep
from sigec.rest.services import ServicesDep
from sigec.tenants.model import (
    BASIC,
    CLOSING_DAY_DEFAULT,
    DUE_DAY_DEFAULT,
    Language,
    Tenant,
    TenantDraft,
    TenantKind,
    TenantStatus,
)

router = APIRouter(prefix="/tenants", tags=["tenants"])

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Slug = Annotated[
    str,
    Field(
        min_length=1,
        max_length=63,
        pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
        description="Short name for addresses.",
    ),
]
Cnpj = Annotated[
    str,
    Field(max_length=20, description="With or without mask; letters are valid since July 2026."),
]
Timezone = Annotated[str, Field(max_length=64, description="IANA name.")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code.")]
ClosingDay = Annotated[
    int, Field(ge=1, le=31, description="Last day of the billing cycle; 29–31 clamp.")
]
DueDay = Annotated[
    int,
    Field(ge=1, le=31, description="Statements are to be paid by the next such day; 29–31 clamp."),
]

BrandName = Annotated[str, StringConstraints(min_length=1, max_length=80)]
BrandColor = Annotated[
    str,
    Field(
        pattern=r"^#[0-9a-fA-F]{6}$",
        description="White text must be readable on it: a contrast of 4.5 or more.",
        examples=["#0b5c4a"],
    ),
]


class TenantView(View):
    """A condominium or an operator."""

    id: UUID
    name: str
    slug: str
    kind: TenantKind
    status: TenantStatus
    cnpj: str | None
    timezone: str
    currency: str
    language: Language
    closing_day: int
    due_day: int
    plan: str = Field(description="Code of the plan; see `/plans`.")
    brand_name: str | None = Field(description="What its people read instead of the name.")
    brand_color: str | None
    has_logo: bool = Field(description="See `/branding`.")
    deletes_at: datetime | None = Field(description="When it is removed with all it has.")
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, tenant: Tenant) -> Self:
        """Show a tenant."""
        values = {name: getattr(tenant, name, None) for name in cls.model_fields}
        return cls.model_validate(values | {"has_logo": tenant.logo_id is not None})


class TenantPage(PageView[TenantView]):
    """A page of tenants."""

    @classmethod
    def of(cls, page: Page[Tenant]) -> Self:
        """Show a page of tenants."""
        items = [TenantView.of(tenant) for tenant in page.items]
        return cls(items=items, next_cursor=page.next_cursor)


class NewTenant(Body):
    """What a new tenant is made of."""

    name: Name
    slug: Slug
    kind: TenantKind = TenantKind.CONDOMINIUM
    cnpj: Cnpj | None = None
    timezone: Timezone = "America/Sao_Paulo"
    currency: Currency = "BRL"
    language: Language = Language.PT_BR
    closing_day: ClosingDay = CLOSING_DAY_DEFAULT
    due_day: DueDay = DUE_DAY_DEFAULT
    plan: PlanCode = BASIC

    model_config = example(
        name="Condomínio Jardim das Acácias",
        slug="jardim-das-acacias",
        kind="condominium",
        cnpj="12.ABC.345/01DE-35",
        closing_day=24,
    )


class TenantChanges(Patch):
    """The fields to change; what is left out stays."""

    nullable = frozenset({"cnpj", "brand_name", "brand_color"})

    name: Omittable[Name] = None
    slug: Omittable[Slug] = None
    kind: Omittable[TenantKind] = None
    status: Omittable[TenantStatus] = None
    cnpj: Cnpj | None = None
    timezone: Omittable[Timezone] = None
    currency: Omittable[Currency] = None
    language: Omittable[Language] = None
    closing_day: Omittable[ClosingDay] = None
    due_day: Omittable[DueDay] = None
    plan: Omittable[PlanCode] = None
    brand_name: BrandName | None = None
    brand_color: BrandColor | None = None

    model_config = example(closing_day=24)


@router.get("")
async def list_tenants(services: ServicesDep, caller: CallerDep, page: PageDep) -> TenantPage:
    """List the tenants within your reach: all for the platform, your own for a tenant admin."""
    return TenantPage.of(await services.tenants.list_tenants(caller, page))


@router.post("", status_code=201)
async def create_tenant(
    services: ServicesDep, caller: CallerDep, body: NewTenant, response: Response
) -> TenantView:
    """Create a tenant."""
    draft = TenantDraft(**body.model_dump())
    tenant = await services.tenants.create_tenant(caller, draft)
    set_etag(response, tenant.version)
    return TenantView.of(tenant)


@router.get("/{tenant_id}")
async def get_tenant(
    services: ServicesDep, caller: CallerDep, tenant_id: UUID, response: Response
) -> TenantView:
    """Show one tenant."""
    tenant = await services.tenants.get_tenant(caller, TenantId(tenant_id))
    set_etag(response, tenant.version)
    return TenantView.of(tenant)


@router.patch("/{tenant_id}")
async def edit_tenant(
    services: ServicesDep,
    caller: CallerDep,
    tenant_id: UUID,
    body: TenantChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> TenantView:
    """Change a tenant; its own administration changes name, brand, zone, language, closing day.

    While it is suspended its people and programs get 403 at every door, no charge begins and
    webhooks wait; stations and sources go on reporting, and charges under way end and are kept.
    """
    changes: dict[str, Any] = body.changes()
    tenant = await services.tenants.edit_tenant(
        caller, TenantId(tenant_id), changes, expected_version=expected_version
    )
    set_etag(response, tenant.version)
    return TenantView.of(tenant)


@router.delete("/{tenant_id}", status_code=204)
async def delete_tenant(services: ServicesDep, caller: CallerDep, tenant_id: UUID) -> None:
    """Remove a tenant that owns nothing."""
    await services.tenants.delete_tenant(caller, TenantId(tenant_id))
