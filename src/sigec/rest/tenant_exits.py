"""How a tenant leaves: with everything it has in one file, and then for good."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from typing import IO, Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import StringConstraints
from starlette.responses import StreamingResponse

from sigec.kit.ids import TenantId
from sigec.rest.etags import set_etag
from sigec.rest.schemas import Body, example
from sigec.rest.security import CallerDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.tenants import TenantView
from sigec.tenants.model import Tenant

CHUNK_BYTES = 64 * 1024
LOOK_S = 0.2

router = APIRouter(prefix="/tenants", tags=["tenants"])


class DeletionOrder(Body):
    """The tenant's short name, typed again by who wants it removed."""

    slug: Annotated[str, StringConstraints(min_length=1, max_length=63)]

    model_config = example(slug="default")


class ZipResponse(StreamingResponse):
    """A ZIP file of JSON lines."""

    media_type = "application/zip"


_ZIP: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "`{table}.jsonl` for each kind of thing that the tenant has.",
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/{tenant_id}/export.zip", response_class=ZipResponse, responses=_ZIP)
async def export_tenant(services: ServicesDep, caller: CallerDep, tenant_id: UUID) -> ZipResponse:
    """Give everything the tenant has, a JSON object a line, without passwords and other secrets."""
    tenant = await services.exports.admit(caller, TenantId(tenant_id))
    name = f"{tenant.slug}-{services.clock.now():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return ZipResponse(_follow(services, tenant), headers=headers)


@router.post("/{tenant_id}/deletion")
async def plan_deletion(
    services: ServicesDep,
    caller: CallerDep,
    tenant_id: UUID,
    body: DeletionOrder,
    response: Response,
) -> TenantView:
    """Suspend a tenant now and remove it with all it has, the journal too, after 30 days."""
    tenant = await services.deletions.plan(caller, TenantId(tenant_id), slug=body.slug)
    set_etag(response, tenant.version)
    return TenantView.of(tenant)


@router.delete("/{tenant_id}/deletion", status_code=204)
async def cancel_deletion(services: ServicesDep, caller: CallerDep, tenant_id: UUID) -> None:
    """Keep a tenant after all; it stays suspended until its `status` is changed."""
    await services.deletions.cancel(caller, TenantId(tenant_id))


async def _follow(services: Services, tenant: Tenant) -> AsyncIterator[bytes]:
    """Yield an export while it is written, so that no slow reader keeps the database waiting."""
    with tempfile.TemporaryFile() as file:
        writing = asyncio.create_task(services.exports.write(tenant, file))
        try:
            at = 0
            while True:
                is_whole = writing.done()
                chunk = await asyncio.to_thread(_read, file, at)
                at += len(chunk)
                if chunk:
                    yield chunk
                elif is_whole:
                    writing.result()
                    return
                else:
                    await asyncio.wait({writing}, timeout=LOOK_S)
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)


def _read(file: IO[bytes], at: int) -> bytes:
    return os.pread(file.fileno(), CHUNK_BYTES, at)
