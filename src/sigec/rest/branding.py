"""What everybody sees of a tenant before they sign in: its name, colour and logo."""

from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from sigec.kit.errors import NotFound
from sigec.kit.ids import TenantId
from sigec.rest.addresses import AddressSlugDep
from sigec.rest.errors import PRODUCT
from sigec.rest.etags import set_etag
from sigec.rest.schemas import View
from sigec.rest.security import CallerDep
from sigec.rest.services import ServicesDep
from sigec.rest.tenants import TenantView
from sigec.tenants.model import Brand, Language

_LOGO_PATH = "/api/v1/branding/logo"
_KEPT = "public, max-age=31536000, immutable"
"""Its address names its hash."""

router = APIRouter(prefix="/branding", tags=["branding"])
own = APIRouter(prefix="/tenants", tags=["tenants"])

Slug = Annotated[
    str | None,
    Query(alias="tenant", max_length=63, description="Slug; left out, that of the address."),
]
_PNG: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The logo.",
        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A PNG, at most 256 KiB and 1,024 pixels a side.",
        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class LogoNotFound(NotFound):
    """The tenant has no logo."""

    code = "not_found.logo"


class BrandView(View):
    """How the web app looks for a tenant, or for nobody in particular."""

    tenant: str | None = Field(description="Slug; null when no tenant was named or found.")
    name: str = Field(examples=["Jardim das Acácias"])
    color: str | None = Field(
        description="White text can be read on it. Null is the product's own.", examples=["#0b5c4a"]
    )
    logo_url: str | None
    language: Language
    is_by_address: bool = Field(description="Whether only people of this tenant sign in here.")

    @classmethod
    def of(cls, brand: Brand | None, *, is_by_address: bool) -> Self:
        """Show a brand, or the product's."""
        if brand is None:
            return cls(
                tenant=None,
                name=PRODUCT,
                color=None,
                logo_url=None,
                language=Language.PT_BR,
                is_by_address=is_by_address,
            )
        logo = brand.logo_sha256
        return cls(
            tenant=brand.slug,
            name=brand.name,
            color=brand.color,
            logo_url=None if logo is None else f"{_LOGO_PATH}?tenant={brand.slug}&v={logo[:16]}",
            language=Language(brand.language),
            is_by_address=is_by_address,
        )


@router.get("")
async def get_branding(
    services: ServicesDep, by_address: AddressSlugDep, tenant: Slug = None
) -> BrandView:
    """Show name, colour and logo of the tenant whose address or slug this is; open to all."""
    slug = by_address or tenant
    brand = None if slug is None else await services.brands.find_brand(slug)
    return BrandView.of(brand, is_by_address=by_address is not None)


@router.get("/logo", response_class=Response, responses=_PNG)
async def get_logo(
    services: ServicesDep,
    by_address: AddressSlugDep,
    tenant: Slug = None,
    v: Annotated[str | None, Query(max_length=64, description="Lets it be kept for ever.")] = None,
) -> Response:
    """Return a tenant's logo; open to all."""
    slug = by_address or tenant
    logo = None if slug is None else await services.brands.find_logo(slug)
    if logo is None:
        raise LogoNotFound
    is_this_one = v is not None and logo.sha256.startswith(v)
    cache = _KEPT if is_this_one else "no-cache"
    headers = {"ETag": f'"{logo.sha256[:16]}"', "Cache-Control": cache}
    return Response(logo.content, media_type=logo.media_type, headers=headers)


@own.put("/{tenant_id}/logo", openapi_extra=_FILE)
async def put_logo(
    services: ServicesDep, caller: CallerDep, tenant_id: UUID, request: Request, response: Response
) -> TenantView:
    """Replace the tenant's logo; only what a PNG is shown by is kept of the file."""
    tenant = await services.brands.put_logo(caller, TenantId(tenant_id), await request.body())
    set_etag(response, tenant.version)
    return TenantView.of(tenant)


@own.delete("/{tenant_id}/logo", status_code=204)
async def delete_logo(services: ServicesDep, caller: CallerDep, tenant_id: UUID) -> None:
    """Remove the tenant's logo; harmless when there is none."""
    await services.brands.put_logo(caller, TenantId(tenant_id), None)
