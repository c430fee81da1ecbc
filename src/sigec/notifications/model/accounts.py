"""A tenant's account with a provider that carries its messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sigec.kit.errors import FieldError
from sigec.kit.ids import ChannelAccountId, TenantId
from sigec.notifications.model.messages import Channel

VALUE_LENGTH_MAX = 4_000
"""A private key in PEM fits."""


class Provider(StrEnum):
    """Who carries messages."""

    EVOLUTION = "evolution"
    META_CLOUD = "meta_cloud"
    TWILIO = "twilio"
    SMTP = "smtp"
    SENDGRID = "sendgrid"
    VAPID = "vapid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that an account needs to be told; secrets are never shown again.

    ``choices`` of none means any text.
    """

    name: str
    is_secret: bool = False
    is_required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderForm:
    """What an account with a provider needs for a channel; ``ours`` are what we make ourselves."""

    channel: Channel
    provider: Provider
    settings: tuple[Setting, ...]
    ours: tuple[str, ...] = ()


def _optional(name: str, *choices: str) -> Setting:
    return Setting(name=name, is_required=False, choices=choices)


def _secret(name: str, *, is_required: bool = True) -> Setting:
    return Setting(name=name, is_secret=True, is_required=is_required)


FORMS: Sequence[ProviderForm] = (
    ProviderForm(
        channel=Channel.WHATSAPP,
        provider=Provider.EVOLUTION,
        settings=(
            Setting(name="base_url"),
            Setting(name="instance"),
            _optional("api_version", "v2", "v1"),
            _secret("api_key"),
            _secret("callback_token", is_required=False),
        ),
    ),
    ProviderForm(
        channel=Channel.WHATSAPP,
        provider=Provider.META_CLOUD,
        settings=(
            Setting(name="phone_number_id"),
            _optional("template_name"),
            _optional("template_language"),
            _optional("api_version"),
            _optional("base_url"),
            _secret("access_token"),
            _secret("app_secret", is_required=False),
            _secret("verify_token", is_required=False),
        ),
    ),
    ProviderForm(
        channel=Channel.WHATSAPP,
        provider=Provider.TWILIO,
        settings=(
            Setting(name="account_sid"),
            Setting(name="from"),
            _optional("content_sid"),
            _optional("base_url"),
            _secret("auth_token"),
        ),
    ),
    ProviderForm(
        channel=Channel.SMS,
        provider=Provider.TWILIO,
        settings=(
            Setting(name="account_sid"),
            Setting(name="from"),
            _optional("base_url"),
            _secret("auth_token"),
        ),
    ),
    ProviderForm(
        channel=Channel.EMAIL,
        provider=Provider.SMTP,
        settings=(
            Setting(name="host"),
            _optional("port"),
            _optional("security", "starttls", "tls", "none"),
            _optional("username"),
            Setting(name="from"),
            _secret("password", is_required=False),
        ),
    ),
    ProviderForm(
        channel=Channel.EMAIL,
        provider=Provider.SENDGRID,
        settings=(
            Setting(name="from"),
            _optional("base_url"),
            _secret("api_key"),
            _secret("callback_key", is_required=False),
        ),
    ),
    ProviderForm(
        channel=Channel.WEB_PUSH,
        provider=Provider.VAPID,
        settings=(
            Setting(name="contact"),
            _optional("public_key"),
            _secret("private_key", is_required=False),
        ),
        ours=("public_key", "private_key"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """How an account is to be; secrets that are left out stay as they are."""

    channel: Channel
    provider: Provider
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict)
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as it is shown; ``closed_at`` says since when nothing goes out by it.

    ``secret_names`` are those that are set.
    """

    id: ChannelAccountId
    tenant_id: TenantId
    channel: Channel
    provider: Provider
    settings: Mapping[str, str]
    secret_names: tuple[str, ...]
    is_active: bool
    closed_at: datetime | None = None
    closed_reason: str | None = None
    checked_at: datetime | None = None
    created_at: datetime
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether messages go out by it now."""
        return self.is_active and self.closed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """An account with its secrets, for whoever makes a carrier of it."""

    account: Account
    secrets: Mapping[str, str]


def form_of(channel: Channel, provider: Provider) -> ProviderForm | None:
    """Return what a provider needs for a channel, ``None`` when it does not serve it."""
    return next(
        (form for form in FORMS if (form.channel, form.provider) == (channel, provider)), None
    )


def faults_of_account(draft: AccountDraft, *, known_secrets: Sequence[str]) -> list[FieldError]:
    """Name every setting that is missing, unknown, or no choice; secrets may be known already."""
    form = form_of(draft.channel, draft.provider)
    if form is None:
        return [FieldError(field="provider", code="field.channel_provider")]
    faults = []
    names = {each.name: each for each in form.settings}
    for group, given in (("settings", draft.settings), ("secrets", draft.secrets)):
        for name in given:
            each = names.get(name)
            if each is None or each.is_secret != (group == "secrets"):
                code = "field.channel_setting_unknown"
                faults.append(FieldError(field=f"{group}.{name}", code=code))
    for each in form.settings:
        group = "secrets" if each.is_secret else "settings"
        value = (draft.secrets if each.is_secret else draft.settings).get(each.name)
        is_known = each.is_secret and each.name in known_secrets
        if each.is_required and not value and not is_known:
            faults.append(FieldError(field=f"{group}.{each.name}", code="field.missing"))
        elif value and each.choices and value not in each.choices:
            params = (("choices", ", ".join(each.choices)),)
            faults.append(
                FieldError(field=f"settings.{each.name}", code="field.choice", params=params)
            )
    return faults
