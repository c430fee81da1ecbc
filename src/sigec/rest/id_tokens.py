"""Id tokens: the cards, apps and cars that people charge with."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, Field, StringConstraints

from sigec.drivers.model import ConcurrentUse, IdTokenDraft, IdTokenKind, TokenStatus
from sigec.kit.ids import IdTokenId, PersonId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, Omittable, PageView, Patch, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/id-tokens", tags=["id tokens"])

Value = Annotated[
    str,
    StringConstraints(min_length=1, max_length=255),
    Field(description="As it is spelled; compared without case.", examples=["04CA9A27E5EED1"]),
]
Group = Annotated[
    str,
    StringConstraints(min_length=1, max_length=255),
    Field(description="Tokens of a group may stop each other's charges."),
]
Type = Annotated[
    IdTokenKind,
    Field(description="As OCPP 2.x spells it; the tags of OCPP 1.6 are ISO14443."),
]


class IdTokenView(View):
    """An id token; one that moved to somebody else leaves past charges where they were."""

    id: UUID
    tenant_id: UUID
    value: str
    type: IdTokenKind = Field(validation_alias="kind")
    status: TokenStatus
    person_id: UUID | None
    group: str | None
    valid_from: datetime | None
    valid_to: datetime | None = Field(description="Not included.")
    concurrent_use: ConcurrentUse | None = Field(description="Null is as the place says.")
    created_at: datetime


class IdTokenPage(PageView[IdTokenView]):
    """A page of id tokens."""


class HoldingView(View):
    """Whose a token is, or was; null is open: the first owner has always had it."""

    person_id: UUID
    name: str
    owned_from: datetime | None
    owned_to: datetime | None


class HoldingList(View):
    """All owners of a token, the latest first."""

    items: list[HoldingView]


class NewIdToken(Body):
    """What a new id token is made of."""

    value: Value
    type: Type = IdTokenKind.ISO14443
    status: TokenStatus = TokenStatus.ACCEPTED
    person_id: UUID | None = None
    group: Group | None = None
    valid_from: AwareDatetime | None = None
    valid_to: AwareDatetime | None = Field(default=None, description="Not included.")
    concurrent_use: ConcurrentUse | None = Field(
        default=None, description="How many charges at once; null is as the place says."
    )

    model_config = example(value="04A1B2C3D4E5F6", type="ISO14443", status="accepted")


class IdTokenChanges(Patch):
    """The fields to change; what is left out stays. Another `person_id` moves the token."""

    nullable = frozenset({"person_id", "group", "valid_from", "valid_to", "concurrent_use"})

    value: Omittable[Value] = None
    type: Omittable[Type] = None
    status: Omittable[TokenStatus] = None
    person_id: UUID | None = None
    group: Group | None = None
    valid_from: AwareDatetime | None = None
    valid_to: AwareDatetime | None = None
    concurrent_use: ConcurrentUse | None = None

    model_config = example(status="blocked")

    def changes(self) -> dict[str, Any]:
        """Return the fields that were sent, by the domain's names."""
        return _domain_names(super().changes())


@router.get("")
async def list_id_tokens(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    person_id: UUID | None = None,
    value: Annotated[str | None, Query(max_length=255, description="In any spelling.")] = None,
    type_: Annotated[IdTokenKind | None, Query(alias="type")] = None,
    status: TokenStatus | None = None,
    group: Annotated[str | None, Query(max_length=255)] = None,
) -> IdTokenPage:
    """List the id tokens, oldest first."""
    owner = PersonId(person_id) if person_id else None
    found = await services.id_tokens.list_tokens(
        actor, page, person_id=owner, value=value, status=status, kind=type_, group=group
    )
    return IdTokenPage.of(found)


@router.post("", status_code=201)
async def create_id_token(
    services: ServicesDep, actor: ActorDep, body: NewIdToken, response: Response
) -> IdTokenView:
    """Register an id token; 409 when it is registered already, however it is spelled."""
    draft = IdTokenDraft(**_domain_names(body.model_dump()))
    token = await services.id_tokens.create_token(actor, draft)
    set_etag(response, token.version)
    return IdTokenView.model_validate(token)


@router.get("/{id_token_id}")
async def get_id_token(
    services: ServicesDep, actor: ActorDep, id_token_id: UUID, response: Response
) -> IdTokenView:
    """Show one id token."""
    token = await services.id_tokens.get_token(actor, IdTokenId(id_token_id))
    set_etag(response, token.version)
    return IdTokenView.model_validate(token)


@router.get("/{id_token_id}/owners")
async def list_id_token_owners(
    services: ServicesDep, actor: ActorDep, id_token_id: UUID
) -> HoldingList:
    """List whose the token is and was; past charges stay with whom it was then."""
    found = await services.id_tokens.list_holdings(actor, IdTokenId(id_token_id))
    return HoldingList.model_validate({"items": found})


@router.patch("/{id_token_id}")
async def edit_id_token(
    services: ServicesDep,
    actor: ActorDep,
    id_token_id: UUID,
    body: IdTokenChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> IdTokenView:
    """Change an id token; it counts from the next card that is held to a reader."""
    token = await services.id_tokens.edit_token(
        actor, IdTokenId(id_token_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, token.version)
    return IdTokenView.model_validate(token)


@router.delete("/{id_token_id}", status_code=204)
async def delete_id_token(services: ServicesDep, actor: ActorDep, id_token_id: UUID) -> None:
    """Remove an id token; its past stays."""
    await services.id_tokens.delete_token(actor, IdTokenId(id_token_id))


def _domain_names(fields: dict[str, Any]) -> dict[str, Any]:
    return {"kind" if name == "type" else name: value for name, value in fields.items()}
