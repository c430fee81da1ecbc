"""Tariffs: prices that are never edited; a new version takes over from an instant."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response

from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import SessionId, SiteId, TariffId
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.languages import LanguageDep
from sigec.rest.paging import PageDep
from sigec.rest.price_views import PreviewView
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.tariff_bodies import (
    DraftPreviewBody,
    NewTariff,
    PreviewBody,
    TariffChanges,
    VersionBody,
)
from sigec.rest.tariff_views import (
    PricedWindowView,
    TariffPage,
    TariffView,
    TemplatePage,
    TemplateView,
)
from sigec.rest.texts import Language, text_of
from sigec.tariffs.model import TEMPLATES, Audience, TariffVersion, Template, VersionDraft

router = APIRouter(prefix="/tariffs", tags=["tariffs"])


@router.get("")
async def list_tariffs(services: ServicesDep, actor: ActorDep, page: PageDep) -> TariffPage:
    """List tariffs with all their versions."""
    return TariffPage.of(await services.tariffs.list_tariffs(actor, page))


@router.post("", status_code=201)
async def create_tariff(
    services: ServicesDep, actor: ActorDep, body: NewTariff, response: Response
) -> TariffView:
    """Create a tariff with its first version."""
    tariff = await services.tariffs.create_tariff(
        actor,
        name=body.name,
        first=body.version.to_model(inside="version."),
        audience=Audience(
            site_id=None if body.site_id is None else SiteId(body.site_id),
            station_group=body.station_group,
            person_group=body.person_group,
        ),
    )
    set_etag(response, tariff.version)
    return TariffView.model_validate(tariff)


@router.get("/templates")
async def list_templates(actor: ActorDep, language: LanguageDep) -> TemplatePage:
    """List prices to begin with; they apply only once a tariff is made of them."""
    actor.require(Permission.READ_TARIFFS)
    return TemplatePage(items=[_template(template, language) for template in TEMPLATES])


@router.post("/preview")
async def preview_prices(
    services: ServicesDep, actor: ActorDep, body: DraftPreviewBody
) -> PreviewView:
    """Say what a session would cost by prices that no tariff has yet; nothing is stored."""
    draft = body.version.to_model(inside="version.")
    if body.session_id is None:
        site_id = None if body.site_id is None else SiteId(body.site_id)
        charge = await services.tariffs.preview_draft(actor, site_id, draft, body.use)
        return PreviewView.of(charge, None)
    session_id = SessionId(body.session_id)
    actor.require(Permission.READ_TARIFFS)
    return PreviewView.of(
        await services.session_queries.preview_price(actor, session_id, draft), None
    )


@router.get("/{tariff_id}")
async def get_tariff(
    services: ServicesDep, actor: ActorDep, tariff_id: UUID, response: Response
) -> TariffView:
    """Show one tariff with all its versions."""
    tariff = await services.tariffs.get_tariff(actor, TariffId(tariff_id))
    set_etag(response, tariff.version)
    return TariffView.model_validate(tariff)


@router.patch("/{tariff_id}")
async def edit_tariff(
    services: ServicesDep,
    actor: ActorDep,
    tariff_id: UUID,
    body: TariffChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> TariffView:
    """Change a tariff's name, or where and for whom it is meant."""
    tariff = await services.tariffs.edit_tariff(
        actor, TariffId(tariff_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, tariff.version)
    return TariffView.model_validate(tariff)


@router.delete("/{tariff_id}", status_code=204)
async def delete_tariff(services: ServicesDep, actor: ActorDep, tariff_id: UUID) -> None:
    """Take a tariff off the list; what it priced keeps its price."""
    await services.tariffs.delete_tariff(actor, TariffId(tariff_id))


@router.post("/{tariff_id}/versions", status_code=201)
async def add_version(
    services: ServicesDep, actor: ActorDep, tariff_id: UUID, body: VersionBody, response: Response
) -> TariffView:
    """Let new prices take over; sessions that began before keep theirs."""
    tariff = await services.tariffs.add_version(actor, TariffId(tariff_id), body.to_model())
    set_etag(response, tariff.version)
    return TariffView.model_validate(tariff)


@router.post("/{tariff_id}/preview")
async def preview_tariff(
    services: ServicesDep, actor: ActorDep, tariff_id: UUID, body: PreviewBody
) -> PreviewView:
    """Say what a session would cost by this tariff, line by line; nothing is stored.

    The prices are those in `version`, else the tariff's own at the session's start.
    """
    wanted = TariffId(tariff_id)
    await services.tariffs.get_tariff(actor, wanted)
    if body.session_id is None:
        use = body.use
        version = await _version(services, actor, wanted, body, use.started_at)
        charge = await services.tariffs.preview(actor, wanted, version, use)
        return PreviewView.of(charge, _id_of(version))
    session_id = SessionId(body.session_id)
    view = await services.session_queries.get_session(actor, session_id)
    version = await _version(services, actor, wanted, body, view.session.started_at)
    found = await services.session_queries.preview_price(actor, session_id, version)
    return PreviewView.of(found, _id_of(version))


async def _version(
    services: Services, actor: Actor, tariff_id: TariffId, body: PreviewBody, at: datetime
) -> VersionDraft:
    """Return the prices that were sent, else the tariff's at an instant."""
    if body.version is not None:
        return body.version.to_model(inside="version.")
    return await services.tariffs.get_version(actor, tariff_id, at)


def _id_of(version: VersionDraft) -> UUID | None:
    return version.id if isinstance(version, TariffVersion) else None


def _template(template: Template, language: Language) -> TemplateView:
    words = text_of(f"template.{template.code}", {}, language)
    return TemplateView(
        code=template.code,
        name=words.title,
        description=words.detail,
        currency=template.currency,
        price_per_kwh=template.price_per_kwh,
        idle_grace_minutes=template.idle_grace_minutes,
        windows=[PricedWindowView.model_validate(window) for window in template.windows],
    )
