"""How notices are: which kinds, when, in which words; previews, tests, what sources can tell."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from sigec.kit.actor import Actor, Permission
from sigec.notifications.model import (
    DELAY_MAX_MIN,
    SUBJECT_LENGTH_MAX,
    TEXT_LENGTH_MAX,
    THRESHOLD_MAX_W,
    Channel,
    Kind,
    Template,
)
from sigec.notifications.service.errors import ChannelNotFound, KindNotFound, TemplateNotFound
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.notification_views import (
    CapabilityList,
    CapabilityView,
    KindSettingsList,
    KindSettingsView,
    NoticePreviewView,
    NoticeTemplateList,
    NoticeTemplateView,
    NoticeTestView,
)
from sigec.rest.schemas import Body, Omittable, Patch, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.tenants.model import Language

router = APIRouter(prefix="/notifications", tags=["notifications"])

Words = Annotated[str, StringConstraints(min_length=1, max_length=SUBJECT_LENGTH_MAX)]
LongWords = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LENGTH_MAX)]


class KindChanges(Patch):
    """The fields to change; what is left out stays."""

    is_on: Omittable[bool] = None
    delay_min: Omittable[Annotated[int, Field(ge=0, le=DELAY_MAX_MIN)]] = None
    threshold_w: Omittable[Annotated[int, Field(ge=0, le=THRESHOLD_MAX_W)]] = None
    hour: Omittable[Annotated[int, Field(ge=0, le=23)]] = None

    model_config = example(is_on=True)


class NoticeTemplate(Body):
    """The words of a kind in a language, with `{{variables}}` of the kind."""

    subject: Words
    text: LongWords

    model_config = example(subject="Aviso de {{name}}", text="{{name}}, há novidade.")


class NoticePreview(NoticeTemplate):
    """Words to look at before they are saved."""

    kind: Kind
    language: Language = Language.PT_BR

    model_config = example(
        kind="charging_ended",
        language="pt-BR",
        subject="Recarga encerrada",
        text="{{name}}, foram {{energy}} por {{cost}}.",
    )


class NoticeTest(Body):
    """Which notice to send to oneself, and how."""

    kind: Kind
    channel: Channel
    language: Language = Language.PT_BR

    model_config = example(kind="charging_ended", channel="email", language="pt-BR")


@router.get("/settings")
async def list_notice_settings(services: ServicesDep, actor: ActorDep) -> KindSettingsList:
    """List every kind: whether it is told, when, and how well each source can tell it."""
    found = await services.notice_settings.list_settings(actor)
    return KindSettingsList(items=[KindSettingsView.of(each) for each in found])


@router.patch("/settings/{kind}")
async def edit_notice_settings(
    services: ServicesDep,
    actor: ActorDep,
    kind: str,
    body: KindChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> KindSettingsView:
    """Change how a kind is told, from the next event on."""
    named = kind_of(actor, kind, Permission.WRITE_NOTICES)
    after = await services.notice_settings.edit_settings(
        actor, named, body.changes(), expected_version=expected_version
    )
    set_etag(response, after.version)
    return KindSettingsView.of(after)


@router.get("/templates")
async def list_notice_templates(services: ServicesDep, actor: ActorDep) -> NoticeTemplateList:
    """List the words of each kind in each language."""
    found = await services.notice_settings.list_templates(actor)
    return NoticeTemplateList(items=[NoticeTemplateView.of(each) for each in found])


@router.put("/templates/{kind}/{language}")
async def save_notice_template(
    services: ServicesDep,
    actor: ActorDep,
    kind: str,
    language: str,
    body: NoticeTemplate,
    expected_version: IfMatchDep,
    response: Response,
) -> NoticeTemplateView:
    """Write your own words; a variable that the kind does not have is refused."""
    named = kind_of(actor, kind, Permission.WRITE_NOTICES)
    template = Template(
        kind=named, language=_language_of(language), subject=body.subject, text=body.text
    )
    after = await services.notice_settings.save_template(
        actor, template, expected_version=expected_version
    )
    set_etag(response, after.version)
    return NoticeTemplateView.of(after)


@router.delete("/templates/{kind}/{language}")
async def reset_notice_template(
    services: ServicesDep, actor: ActorDep, kind: str, language: str
) -> NoticeTemplateView:
    """Use our words again."""
    named = kind_of(actor, kind, Permission.WRITE_NOTICES)
    ours = await services.notice_settings.reset_template(actor, named, _language_of(language))
    return NoticeTemplateView.of(ours)


@router.post("/preview")
async def preview_notice(
    services: ServicesDep, actor: ActorDep, body: NoticePreview
) -> NoticePreviewView:
    """Show what a reader would get, with values that could be."""
    template = Template(
        kind=body.kind, language=body.language, subject=body.subject, text=body.text
    )
    return NoticePreviewView.model_validate(await services.notice_settings.preview(actor, template))


@router.post("/test")
async def test_notice(services: ServicesDep, actor: ActorDep, body: NoticeTest) -> NoticeTestView:
    """Send yourself a notice now, with values that could be."""
    carried = await services.notice_settings.send_test(
        actor, body.kind, body.channel, body.language
    )
    return NoticeTestView.of(carried)


@router.get("/capabilities")
async def list_notice_capabilities(actor: ActorDep) -> CapabilityList:
    """List how well each kind of source can tell each kind."""
    actor.require(Permission.RECEIVE_NOTICES)
    return CapabilityList(items=[CapabilityView.of_kind(kind) for kind in Kind])


def kind_of(actor: Actor, text: str, permission: Permission) -> Kind:
    """Return the kind that a path names, for who may ask.

    :raises KindNotFound: when there is none.
    """
    actor.require(permission)
    try:
        return Kind(text)
    except ValueError:
        raise KindNotFound from None


def channel_of(actor: Actor, text: str, permission: Permission) -> Channel:
    """Return the channel that a path names, for who may ask.

    :raises ChannelNotFound: when there is none.
    """
    actor.require(permission)
    try:
        return Channel(text)
    except ValueError:
        raise ChannelNotFound from None


def _language_of(text: str) -> Language:
    try:
        return Language(text)
    except ValueError:
        raise TemplateNotFound from None
