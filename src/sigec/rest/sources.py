"""Sources: accounts in other clouds, which chargers of theirs belong here, whose their tags are."""

from collections.abc import Sequence
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import AwareDatetime, Field, SecretStr, StringConstraints, model_validator

from sigec.drivers.model import IdTokenKind, TokenRef
from sigec.kit.actor import Actor
from sigec.kit.ids import PersonId, SiteId, SourceChargerId, SourceId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.languages import LanguageDep
from sigec.rest.names import load_names
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, Omittable, Patch, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.source_views import (
    ChargerPage,
    ChargerView,
    SourcePage,
    SourceView,
    TagPage,
    TagView,
    TryOutView,
)
from sigec.sources.model import Account, AuthScheme, Headers, LearnedTag, SourceDraft, SourceKind

router = APIRouter(prefix="/sources", tags=["sources"])

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Address = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300),
    Field(description="Without the path.", examples=["https://cs.intelbras-cve-pro.com.br"]),
]
Secret = Annotated[SecretStr, Field(min_length=1, max_length=500, description="Write-only.")]
Timezone = Annotated[str, Field(max_length=64, description="Of the instants in its transactions.")]
Interval = Annotated[int, Field(ge=5, le=300)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=50)]
Extra = Annotated[
    dict[str, Annotated[str, StringConstraints(max_length=500)]], Field(max_length=10)
]
KeyPath = Annotated[
    str, Path(max_length=100, description="A key of the cloud's.", examples=["pk:17"])
]

_SECRET_NAMES = ("api_key", "email", "password")


class HeadersBody(Body):
    """What is sent beside the token; accounts of different kinds want different ones."""

    auth_scheme: AuthScheme = AuthScheme.RAW
    platform: Short | None = None
    timezone_offset: Short | None = None
    extra_headers: Extra = Field(default_factory=dict, description="Values are never shown again.")


class HeadersChanges(Patch):
    """What to change of the headers; what is left out stays."""

    nullable = frozenset({"platform", "timezone_offset"})

    auth_scheme: Omittable[AuthScheme] = None
    platform: Short | None = None
    timezone_offset: Short | None = None
    extra_headers: Omittable[Extra] = None


class NewSource(Body):
    """What a new source is made of. The three secrets are never shown again."""

    name: Name
    kind: SourceKind = SourceKind.CVEPRO
    base_url: Address
    api_key: Secret
    email: Secret
    password: Secret
    timezone: Timezone = "UTC"
    poll_interval_s: Interval = 10
    site_id: UUID | None = None
    headers: HeadersBody = HeadersBody()
    unverified_commands: bool = Field(
        default=False, description="Let commands through that are documented and unproved."
    )
    live_updates: bool = Field(default=True, description="Also listen to the cloud's own feed.")
    is_active: bool = True

    model_config = example(
        name="CVE-PRO da garagem",
        base_url="https://cs.intelbras-cve-pro.com.br",
        api_key="00000000-0000-4000-8000-000000000000",
        email="sindico@example.com",
        password="a password",  # noqa: S106 - an example
        is_active=False,
    )

    def draft(self) -> SourceDraft:
        """Return it as the domain knows it."""
        values = self.model_dump(exclude={"headers", *_SECRET_NAMES})
        return SourceDraft(
            **values,
            account=Account(
                api_key=self.api_key.get_secret_value(),
                email=self.email.get_secret_value(),
                password=self.password.get_secret_value(),
            ),
            headers=Headers(**self.headers.model_dump()),
        )


class SourceChanges(Patch):
    """What to change. Of the account and of the headers too, what is left out stays."""

    nullable = frozenset({"site_id"})

    name: Omittable[Name] = None
    base_url: Omittable[Address] = None
    api_key: Omittable[Secret] = None
    email: Omittable[Secret] = None
    password: Omittable[Secret] = None
    timezone: Omittable[Timezone] = None
    poll_interval_s: Omittable[Interval] = None
    site_id: UUID | None = None
    headers: Omittable[HeadersChanges] = None
    unverified_commands: Omittable[bool] = None
    live_updates: Omittable[bool] = None
    is_active: Omittable[bool] = None

    model_config = example(name="CVE-PRO da torre A")

    def changes(self) -> dict[str, Any]:
        """Return the fields that were sent, as the domain knows them."""
        changes = super().changes()
        for name in _SECRET_NAMES:
            if name in changes:
                changes[name] = changes[name].get_secret_value()
        if self.headers is not None:
            changes["headers"] = self.headers.changes()
        return changes


class SyncBody(Body):
    """Since when to read again; left out, the last two days."""

    from_: AwareDatetime | None = Field(default=None, alias="from")

    model_config = example()


class ChoiceBody(Body):
    """How a charger is called here and where it stands."""

    name: Name | None = Field(default=None, description="Left out, as the cloud calls it.")
    site_id: UUID | None = Field(default=None, description="Left out, the source's.")

    model_config = example(name="Carregador da vaga G1-12")


class TagBody(Body):
    """What a tag of the cloud is: an id token, or simply somebody's."""

    id_token: Annotated[str, StringConstraints(min_length=1, max_length=255)] | None = None
    id_token_type: IdTokenKind = IdTokenKind.ISO14443
    person_id: UUID | None = None

    model_config = example(id_token="04A1B2C3D4E5F6")  # noqa: S106 - an example

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if (self.id_token is None) == (self.person_id is None):
            raise ValueError("give either id_token or person_id")
        return self


@router.get("")
async def list_sources(
    services: ServicesDep, actor: ActorDep, page: PageDep, language: LanguageDep
) -> SourcePage:
    """List the sources with how asking them goes, oldest first."""
    found = await services.sources.list_sources(actor, page)
    at = services.clock.now()
    items = [SourceView.of(source, at=at, language=language) for source in found.items]
    return SourcePage(items=items, next_cursor=found.next_cursor)


@router.post("", status_code=201)
async def create_source(
    services: ServicesDep,
    actor: ActorDep,
    body: NewSource,
    response: Response,
    language: LanguageDep,
) -> SourceView:
    """Add an account; its chargers are listed within seconds."""
    source = await services.sources.create_source(actor, body.draft())
    set_etag(response, source.version)
    return SourceView.of(source, at=services.clock.now(), language=language)


@router.post("/test")
async def try_new_source(
    services: ServicesDep, actor: ActorDep, body: NewSource, language: LanguageDep
) -> TryOutView:
    """Try an account before it is stored, and say what is wrong with it."""
    return TryOutView.of(await services.sources.try_draft(actor, body.draft()), language)


@router.get("/{source_id}")
async def get_source(
    services: ServicesDep,
    actor: ActorDep,
    source_id: UUID,
    response: Response,
    language: LanguageDep,
) -> SourceView:
    """Show one source."""
    source = await services.sources.get_source(actor, SourceId(source_id))
    set_etag(response, source.version)
    return SourceView.of(source, at=services.clock.now(), language=language)


@router.patch("/{source_id}")
async def edit_source(
    services: ServicesDep,
    actor: ActorDep,
    source_id: UUID,
    body: SourceChanges,
    expected_version: IfMatchDep,
    response: Response,
    language: LanguageDep,
) -> SourceView:
    """Change a source; a failure that this may have mended is tried again at once."""
    source = await services.sources.edit_source(
        actor, SourceId(source_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, source.version)
    return SourceView.of(source, at=services.clock.now(), language=language)


@router.delete("/{source_id}", status_code=204)
async def delete_source(services: ServicesDep, actor: ActorDep, source_id: UUID) -> None:
    """Remove a source and its account; its stations and what they charged stay."""
    await services.sources.delete_source(actor, SourceId(source_id))


@router.post("/{source_id}/test")
async def try_source(
    services: ServicesDep, actor: ActorDep, source_id: UUID, language: LanguageDep
) -> TryOutView:
    """Try a stored account, and say what is wrong with it."""
    return TryOutView.of(await services.sources.try_source(actor, SourceId(source_id)), language)


@router.post("/{source_id}/sync", status_code=202)
async def sync_source(
    services: ServicesDep,
    actor: ActorDep,
    source_id: UUID,
    language: LanguageDep,
    body: SyncBody | None = None,
) -> SourceView:
    """Ask the cloud soon, for everything since an instant."""
    source = await services.sources.request_sync(
        actor, SourceId(source_id), from_at=body.from_ if body else None
    )
    return SourceView.of(source, at=services.clock.now(), language=language)


@router.get("/{source_id}/chargers")
async def list_chargers(
    services: ServicesDep, actor: ActorDep, source_id: UUID, page: PageDep
) -> ChargerPage:
    """List the chargers that the account has, and which of them belong here."""
    found = await services.source_chargers.list_chargers(actor, SourceId(source_id), page)
    items = [ChargerView.of(charger, services) for charger in found.items]
    return ChargerPage(items=items, next_cursor=found.next_cursor)


@router.put("/{source_id}/chargers/{charger_id}")
async def choose_charger(
    services: ServicesDep, actor: ActorDep, source_id: UUID, charger_id: UUID, body: ChoiceBody
) -> ChargerView:
    """Make a charger one of our stations, under a name of its own."""
    charger = await services.charger_choice.choose(
        actor,
        SourceId(source_id),
        SourceChargerId(charger_id),
        name=body.name,
        site_id=SiteId(body.site_id) if body.site_id else None,
    )
    return ChargerView.of(charger, services)


@router.delete("/{source_id}/chargers/{charger_id}", status_code=204)
async def leave_charger(
    services: ServicesDep, actor: ActorDep, source_id: UUID, charger_id: UUID
) -> None:
    """Let a charger go: its station is removed, what was charged on it stays."""
    await services.charger_choice.leave(actor, SourceId(source_id), SourceChargerId(charger_id))


@router.get("/{source_id}/tag-map")
async def list_tags(services: ServicesDep, actor: ActorDep, source_id: UUID) -> TagPage:
    """List which id tokens the cloud's tags are: learned from transactions, or mapped."""
    found = await services.tag_maps.list_tags(actor, SourceId(source_id))
    return TagPage(items=await _shown_tags(services, actor, SourceId(source_id), found))


@router.put("/{source_id}/tag-map/{external_key}")
async def map_tag(
    services: ServicesDep, actor: ActorDep, source_id: UUID, external_key: KeyPath, body: TagBody
) -> TagView:
    """Say which id token, or whose, a tag of the cloud is."""
    if body.person_id is not None:
        tag = await services.tag_maps.map_to_person(
            actor, SourceId(source_id), external_key, PersonId(body.person_id)
        )
    else:
        assert body.id_token is not None, "one of the two was given"
        ref = TokenRef(value=body.id_token, kind=body.id_token_type)
        tag = await services.tag_maps.map_to_token(actor, SourceId(source_id), external_key, ref)
    (shown,) = await _shown_tags(services, actor, SourceId(source_id), [tag])
    return shown


@router.delete("/{source_id}/tag-map/{external_key}", status_code=204)
async def forget_tag(
    services: ServicesDep, actor: ActorDep, source_id: UUID, external_key: KeyPath
) -> None:
    """Forget what a tag of the cloud is; past sessions stay as they are."""
    await services.tag_maps.forget(actor, SourceId(source_id), external_key)


async def _shown_tags(
    services: Services, actor: Actor, source_id: SourceId, tags: Sequence[LearnedTag]
) -> list[TagView]:
    """Show tags with whose they are, looked up all at once."""
    refs = [TokenRef(value=tag.id_token, kind=IdTokenKind(tag.kind)) for tag in tags]
    source = await services.sources.get_source(actor, source_id)
    owners = await services.id_tokens.find_owners(actor, source.tenant_id, refs)
    names = await load_names(
        services, actor, tenant_ids=[source.tenant_id], person_ids=owners.values()
    )
    people = [names.person(owners.get(ref), services) for ref in refs]
    return [TagView.of(tag, person) for tag, person in zip(tags, people, strict=True)]
