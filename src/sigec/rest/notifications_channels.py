"""Accounts with providers: which carries a channel's messages, and whether it does now."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from sigec.kit.actor import Permission
from sigec.notifications.model import (
    FORMS,
    VALUE_LENGTH_MAX,
    Account,
    AccountDraft,
    Channel,
    Provider,
    ProviderForm,
)
from sigec.notifications.service import Checked
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.notifications import channel_of
from sigec.rest.schemas import Body, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/notifications", tags=["notifications"])

SETTINGS_MAX = 20
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
Setting = Annotated[str, StringConstraints(max_length=VALUE_LENGTH_MAX)]
Values = Annotated[dict[Name, Setting], Field(max_length=SETTINGS_MAX)]


class ChannelBody(Body):
    """An account with a provider; secrets that are left out stay as they are."""

    provider: Provider
    settings: Values = Field(default_factory=dict)
    secrets: Values = Field(default_factory=dict, json_schema_extra={"writeOnly": True})
    is_active: bool = True

    model_config = example(
        provider="smtp",
        settings={"host": "smtp.example.com", "port": "587", "from": "avisos@example.com"},
        secrets={"password": "correct horse battery staple"},
        is_active=True,
    )


class ChannelView(View):
    """An account; its secrets are shown by name only."""

    id: UUID
    channel: Channel
    provider: Provider
    settings: dict[str, str]
    secret_names: list[str] = Field(description="The secrets that are set.")
    is_active: bool
    is_open: bool = Field(description="Messages go out by it now.")
    closed_at: datetime | None = Field(description="Since when nothing goes out by it.")
    closed_reason: str | None = Field(description="What the provider says, in English.")
    checked_at: datetime | None
    created_at: datetime
    version: int

    @classmethod
    def of(cls, account: Account) -> Self:
        """Show an account."""
        return cls.model_validate(account)


class ChannelList(View):
    """The accounts of a tenant, at most one for each channel."""

    items: list[ChannelView]


class CheckedChannelView(ChannelView):
    """An account with what its provider said just now."""

    is_ready: bool
    detail: str | None

    @classmethod
    def of_checked(cls, checked: Checked) -> Self:
        """Show an account and its health."""
        health = checked.health
        shown = ChannelView.of(checked.account).model_dump()
        return cls(**shown, is_ready=health.is_ready, detail=health.detail)


class SettingView(View):
    """One thing that an account needs to be told."""

    name: str
    is_secret: bool
    is_required: bool
    choices: list[str] = Field(description="None means any text.")


class ProviderView(View):
    """What a provider needs for a channel."""

    channel: Channel
    provider: Provider
    settings: list[SettingView]

    @classmethod
    def of(cls, form: ProviderForm) -> Self:
        """Show a form, without what we make ourselves."""
        settings = [
            SettingView.model_validate(each) for each in form.settings if each.name not in form.ours
        ]
        return cls(channel=form.channel, provider=form.provider, settings=settings)


class ProviderList(View):
    """Every provider, by the channel it serves."""

    items: list[ProviderView]


@router.get("/providers")
async def list_notice_providers(actor: ActorDep) -> ProviderList:
    """List who can carry messages, and what an account with each needs."""
    actor.require(Permission.READ_NOTICES)
    return ProviderList(items=[ProviderView.of(form) for form in FORMS])


@router.get("/channels")
async def list_notice_channels(services: ServicesDep, actor: ActorDep) -> ChannelList:
    """List the accounts, and whether messages go out by them."""
    found = await services.channels.list_channels(actor)
    return ChannelList(items=[ChannelView.of(account) for account in found])


@router.get("/channels/{channel}")
async def get_notice_channel(
    services: ServicesDep, actor: ActorDep, channel: str, response: Response
) -> ChannelView:
    """Show the account for a channel."""
    named = channel_of(actor, channel, Permission.READ_NOTICES)
    account = await services.channels.get_channel(actor, named)
    set_etag(response, account.version)
    return ChannelView.of(account)


@router.put("/channels/{channel}")
async def save_notice_channel(
    services: ServicesDep,
    actor: ActorDep,
    channel: str,
    body: ChannelBody,
    expected_version: IfMatchDep,
    response: Response,
) -> ChannelView:
    """Make the account for a channel, or change it; another provider begins anew."""
    draft = AccountDraft(
        channel=channel_of(actor, channel, Permission.WRITE_NOTICES),
        provider=body.provider,
        settings=body.settings,
        secrets=body.secrets,
        is_active=body.is_active,
    )
    account = await services.channels.save_channel(actor, draft, expected_version=expected_version)
    set_etag(response, account.version)
    return ChannelView.of(account)


@router.delete("/channels/{channel}", status_code=204)
async def delete_notice_channel(services: ServicesDep, actor: ActorDep, channel: str) -> None:
    """Remove the account for a channel; what waits for it goes another way or not at all."""
    named = channel_of(actor, channel, Permission.WRITE_NOTICES)
    await services.channels.delete_channel(actor, named)


@router.post("/channels/{channel}/check")
async def check_notice_channel(
    services: ServicesDep, actor: ActorDep, channel: str
) -> CheckedChannelView:
    """Ask the provider now whether messages go out, without sending one."""
    named = channel_of(actor, channel, Permission.WRITE_NOTICES)
    return CheckedChannelView.of_checked(await services.channels.check_channel(actor, named))
