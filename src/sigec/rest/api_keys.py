"""API keys: other programs act for a tenant, each within its scopes and its limit."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, Field, StringConstraints

from sigec.accounts.model import (
    OVERLAP_MAX_S,
    REQUESTS_PER_MIN,
    REQUESTS_PER_MIN_MAX,
    ApiKey,
    KeyDraft,
    KeyScope,
    KeyState,
)
from sigec.accounts.service import NewKey
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import ApiKeyId
from sigec.rest.api_key_views import (
    ApiKeyPage,
    ApiKeyView,
    KeyScopeList,
    KeyScopeView,
    NewApiKeyView,
)
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.languages import LanguageDep
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, Omittable, Patch, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep

DAY_S = 24 * 3_600

router = APIRouter(prefix="/api-keys", tags=["api keys"])

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100),
    Field(description="Which program it is for.", examples=["Portaria"]),
]
Scopes = Annotated[
    frozenset[KeyScope],
    Field(
        min_length=1,
        description="Names of `/api-keys/scopes`; none that you may not do yourself.",
        examples=[["read:sessions", "read:stations"]],
    ),
]
RequestsPerMin = Annotated[int, Field(ge=1, le=REQUESTS_PER_MIN_MAX)]


class NewApiKey(Body):
    """What a new key may do."""

    name: Name
    scopes: Scopes
    expires_at: AwareDatetime | None = None
    requests_per_min: RequestsPerMin = REQUESTS_PER_MIN

    model_config = example(name="Portaria", scopes=["read:sessions", "read:stations"])


class ApiKeyChanges(Patch):
    """The fields to change; what is left out stays."""

    nullable = frozenset({"expires_at"})

    name: Omittable[Name] = None
    scopes: Omittable[Scopes] = None
    expires_at: AwareDatetime | None = None
    requests_per_min: Omittable[RequestsPerMin] = None

    model_config = example(requests_per_min=300)


class Rotation(Body):
    """How long the present secret stays good beside the new one."""

    overlap_s: Annotated[int, Field(ge=0, le=OVERLAP_MAX_S)] = DAY_S

    model_config = example(overlap_s=DAY_S)


@router.get("/scopes")
async def list_key_scopes(actor: ActorDep, language: LanguageDep) -> KeyScopeList:
    """List what keys may be allowed, in words, and which operations each scope opens."""
    actor.require(Permission.READ_API_KEYS)
    return KeyScopeList(items=[KeyScopeView.of(scope, language) for scope in KeyScope])


@router.get("")
async def list_api_keys(
    services: ServicesDep, actor: ActorDep, page: PageDep, state: KeyState | None = None
) -> ApiKeyPage:
    """List keys, those that are over too."""
    found = await services.api_keys.list_keys(actor, page, state=state)
    names = await services.audit_trail.find_names(actor, {each.created_by for each in found.items})
    at = services.clock.now()
    items = [ApiKeyView.of(key, at=at, names=names) for key in found.items]
    return ApiKeyPage(items=items, next_cursor=found.next_cursor)


@router.post("", status_code=201)
async def create_api_key(
    services: ServicesDep, actor: ActorDep, body: NewApiKey, response: Response
) -> NewApiKeyView:
    """Make a key. Its text is shown this once: what is stored cannot be turned back into it."""
    draft = KeyDraft(
        name=body.name,
        scopes=body.scopes,
        expires_at=body.expires_at,
        requests_per_min=body.requests_per_min,
    )
    made = await services.api_keys.create_key(actor, draft)
    return await _show_new(services, actor, made, response)


@router.get("/{api_key_id}")
async def get_api_key(
    services: ServicesDep, actor: ActorDep, api_key_id: UUID, response: Response
) -> ApiKeyView:
    """Show a key and when it was last used."""
    key = await services.api_keys.get_key(actor, ApiKeyId(api_key_id))
    return await _show(services, actor, key, response)


@router.patch("/{api_key_id}")
async def edit_api_key(
    services: ServicesDep,
    actor: ActorDep,
    api_key_id: UUID,
    body: ApiKeyChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> ApiKeyView:
    """Change what a key may do, until when and how often; it holds for its next request."""
    key = await services.api_keys.edit_key(
        actor, ApiKeyId(api_key_id), body.changes(), expected_version=expected_version
    )
    return await _show(services, actor, key, response)


@router.delete("/{api_key_id}", status_code=204)
async def revoke_api_key(services: ServicesDep, actor: ActorDep, api_key_id: UUID) -> None:
    """Revoke a key, its old secret too; it stays listed. Harmless when repeated."""
    await services.api_keys.revoke_key(actor, ApiKeyId(api_key_id))


@router.post("/{api_key_id}/rotate")
async def rotate_api_key(
    services: ServicesDep, actor: ActorDep, api_key_id: UUID, body: Rotation, response: Response
) -> NewApiKeyView:
    """Make a new secret; the present one stays good for the overlap, one before it ends now."""
    made = await services.api_keys.rotate_key(
        actor, ApiKeyId(api_key_id), overlap=timedelta(seconds=body.overlap_s)
    )
    return await _show_new(services, actor, made, response)


@router.delete("/{api_key_id}/old-secret")
async def end_api_key_overlap(
    services: ServicesDep, actor: ActorDep, api_key_id: UUID, response: Response
) -> ApiKeyView:
    """End the secret from before the rotation now. Harmless when there is none."""
    key = await services.api_keys.end_overlap(actor, ApiKeyId(api_key_id))
    return await _show(services, actor, key, response)


async def _show(services: Services, actor: Actor, key: ApiKey, response: Response) -> ApiKeyView:
    set_etag(response, key.version)
    names = await services.audit_trail.find_names(actor, {key.created_by})
    return ApiKeyView.of(key, at=services.clock.now(), names=names)


async def _show_new(
    services: Services, actor: Actor, made: NewKey, response: Response
) -> NewApiKeyView:
    set_etag(response, made.key.version)
    names = await services.audit_trail.find_names(actor, {made.key.created_by})
    return NewApiKeyView.of_new(made, at=services.clock.now(), names=names)
