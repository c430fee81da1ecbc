"""How sources, their chargers and tags look from outside: never with a secret."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from sigec.drivers.model import IdTokenKind
from sigec.rest.names import PersonName
from sigec.rest.schemas import PageView, View
from sigec.rest.services import Services
from sigec.rest.source_ages import age_s
from sigec.rest.texts import Language, text_of
from sigec.sources.model import (
    CAPABILITIES,
    Ability,
    AuthScheme,
    Charger,
    ChargerReport,
    Fact,
    Headers,
    LearnedTag,
    Source,
    SourceFreshness,
    SourceKind,
    SourceState,
    Step,
    TagOrigin,
    Trouble,
    TryOut,
)


class TroubleView(View):
    """What is wrong, for programs and for people."""

    code: str = Field(examples=["source.key_of_production"])
    message: str = Field(description="For people, in their language.")

    @classmethod
    def of(cls, trouble: Trouble | None, language: Language) -> Self | None:
        """Say a trouble in the reader's language."""
        if trouble is None:
            return None
        detail = text_of(trouble.code, dict(trouble.params), language).detail
        return cls(code=trouble.code, message=detail)


class RateView(View):
    """How often the cloud is asked; more rarely after it complained."""

    interval_s: float
    calls_per_minute: float
    paused_until: datetime | None = Field(description="No call is made before.")
    calls: int = Field(description="Since the source was added.")


class HeadersView(View):
    """What is sent beside the token."""

    auth_scheme: AuthScheme
    platform: str | None
    timezone_offset: str | None
    extra_headers: list[str] = Field(description="Names only: a value may be a secret.")

    @classmethod
    def of(cls, headers: Headers) -> Self:
        """Show the headers of a source."""
        return cls(
            auth_scheme=headers.auth_scheme,
            platform=headers.platform,
            timezone_offset=headers.timezone_offset,
            extra_headers=sorted(headers.extra_headers),
        )


class SourceView(View):
    """An account in another cloud, and how asking it goes."""

    id: UUID
    tenant_id: UUID
    name: str
    kind: SourceKind
    base_url: str
    account_hint: str = Field(description="Enough to tell accounts apart.", examples=["s…@example"])
    timezone: str = Field(description="Of the instants in its transactions.")
    poll_interval_s: int
    site_id: UUID | None
    headers: HeadersView
    unverified_commands: bool
    live_updates: bool
    is_active: bool
    state: SourceState
    freshness: SourceFreshness
    age_s: float | None = Field(description="How old what we know is.")
    last_attempt_at: datetime | None
    last_success_at: datetime | None
    failing_since_at: datetime | None
    last_error: str | None = Field(description="For people; null while all is well.")
    trouble: TroubleView | None
    rate: RateView
    unreadable: int = Field(description="What it told that we did not understand.")
    unreadable_note: str | None
    capabilities: dict[Fact, Ability] = Field(description="How well it can tell each kind of fact.")
    created_at: datetime

    @classmethod
    def of(cls, source: Source, *, at: datetime, language: Language) -> Self:
        """Show a source as it is at an instant."""
        trouble = TroubleView.of(source.trouble, language)
        is_paused = source.not_before_at is not None and source.not_before_at > at
        return cls(
            id=source.id,
            tenant_id=source.tenant_id,
            name=source.name,
            kind=source.kind,
            base_url=source.base_url,
            account_hint=_hint(source.account.email),
            timezone=source.timezone,
            poll_interval_s=source.poll_interval_s,
            site_id=source.site_id,
            headers=HeadersView.of(source.headers),
            unverified_commands=source.unverified_commands,
            live_updates=source.live_updates,
            is_active=source.is_active,
            state=source.state,
            freshness=source.freshness(at),
            age_s=age_s(source.last_success_at, at),
            last_attempt_at=source.last_attempt_at,
            last_success_at=source.last_success_at,
            failing_since_at=source.failing_since_at,
            last_error=trouble.message if trouble else None,
            trouble=trouble,
            rate=RateView(
                interval_s=source.interval_s,
                calls_per_minute=source.calls_per_minute(),
                paused_until=source.not_before_at if is_paused else None,
                calls=source.calls,
            ),
            unreadable=source.unreadable,
            unreadable_note=source.unreadable_note,
            capabilities=dict(abilities_of(source)),
            created_at=source.created_at,
        )


class SourcePage(PageView[SourceView]):
    """A page of sources."""


class ChargerConnectorView(View):
    """A connector as the cloud lists it."""

    number: int
    type: str | None
    power_max_w: int | None


class FoundCharger(View):
    """A charger that an account has."""

    external_id: str = Field(description="Its identity in the cloud.")
    description: str | None
    vendor: str | None
    model: str | None
    serial_number: str | None
    firmware_version: str | None
    heartbeat_at: datetime | None
    connectors: list[ChargerConnectorView]


class ChargerView(FoundCharger):
    """A charger of the account; `station_id` is ours once it was said to belong here."""

    id: UUID
    source_id: UUID
    station_id: UUID | None
    station_name: str | None = Field(description="What it is called here.")
    suggested_name: str
    listed_at: datetime = Field(description="When the cloud last listed it.")

    @classmethod
    def of(cls, charger: Charger, services: Services) -> Self:
        """Show a charger, with the name of the station that it is here."""
        station = charger.station_id and services.stations.find(charger.station_id)
        name = station.name if station else None
        found = FoundCharger.model_validate(charger)
        return cls(
            **dict(found),
            id=charger.id,
            source_id=charger.source_id,
            station_id=charger.station_id,
            station_name=name,
            suggested_name=charger.suggested_name,
            listed_at=charger.listed_at,
        )


class ChargerPage(PageView[ChargerView]):
    """A page of an account's chargers."""


class TagView(View):
    """Which id token one of the cloud's tags is."""

    external_key: str = Field(examples=["pk:17"])
    id_token: str
    id_token_type: IdTokenKind
    person: PersonName | None = Field(description="Whose that id token is now.")
    origin: TagOrigin = Field(description="Learned from a transaction, or mapped by a person.")
    at: datetime

    @classmethod
    def of(cls, tag: LearnedTag, person: PersonName | None) -> Self:
        """Show what a key stands for, and whose that is."""
        return cls(
            external_key=tag.external_key,
            id_token=tag.id_token,
            id_token_type=IdTokenKind(tag.kind),
            person=person,
            origin=tag.origin,
            at=tag.at,
        )


class TagPage(PageView[TagView]):
    """All tags that are known of a source; there is one page."""


class TryOutView(View):
    """How far trying an account went, and why not further."""

    ok: bool
    passed: list[Step] = Field(description="What worked, in the order it was tried.")
    failed: Step | None
    trouble: TroubleView | None
    advice: TroubleView | None = Field(description="What to set for it to work, or differently.")
    headers: HeadersView = Field(description="Those that worked.")
    chargers: list[FoundCharger]
    transactions: int = Field(description="Of the last two days.")

    @classmethod
    def of(cls, tried: TryOut, language: Language) -> Self:
        """Show how trying went."""
        return cls(
            ok=tried.is_ok,
            passed=list(tried.passed),
            failed=tried.failed,
            trouble=TroubleView.of(tried.trouble, language),
            advice=TroubleView.of(tried.advice, language),
            headers=HeadersView.of(tried.headers),
            chargers=_found(tried.chargers),
            transactions=tried.transactions,
        )


def abilities_of(source: Source) -> Mapping[Fact, Ability]:
    """Return what a source can tell; commands are its own setting."""
    able = dict(CAPABILITIES[source.kind])
    if source.unverified_commands:
        able[Fact.COMMANDS] = Ability.APPROXIMATE
    return able


def _found(chargers: Sequence[ChargerReport]) -> list[FoundCharger]:
    return [FoundCharger.model_validate(charger) for charger in chargers]


def _hint(email: str) -> str:
    name, at, host = email.partition("@")
    return f"{name[:1]}…{at}{host.partition('.')[0]}" if email else ""
