"""How kinds, templates, deliveries and one's own notices look from outside."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from sigec.notifications.model import (
    RULES,
    Audience,
    Channel,
    Delivery,
    DeliveryState,
    Kind,
    KindSettings,
    Notice,
    Outcome,
    RecipientKind,
    Template,
    VariableType,
    abilities_of,
    needs_watts,
)
from sigec.notifications.service import Carried, DeliveryStory
from sigec.rest.schemas import MoneyView, PageView, View
from sigec.sources.model import Ability
from sigec.tenants.model import Language


class TemplateVariableView(View):
    """What a template of a kind may hold."""

    name: str = Field(examples=["energy"])
    type: VariableType


class AbilityView(View):
    """How well a kind of source can tell a kind."""

    source: str = Field(description="`ocpp` for stations of their own, else the cloud's kind.")
    ability: Ability


class CapabilityView(View):
    """How well each kind of source can tell a kind."""

    kind: Kind
    needs_watts: bool = Field(
        description="A station that never samples its power tells it only by its states."
    )
    sources: list[AbilityView]

    @classmethod
    def of_kind(cls, kind: Kind) -> Self:
        """Show a kind's row of the matrix."""
        sources = [
            AbilityView(source=source, ability=ability)
            for source, ability in abilities_of(kind).items()
        ]
        return cls(kind=kind, needs_watts=needs_watts(kind), sources=sources)


class CapabilityList(View):
    """The matrix of kinds and sources."""

    items: list[CapabilityView]


class KindDefaults(View):
    """What everybody begins with."""

    is_on: bool
    delay_min: int | None
    threshold_w: int | None


class KindSettingsView(View):
    """How a tenant has a kind; null is what the kind does not have."""

    kind: Kind
    is_on: bool
    delay_min: int | None = Field(description="0 to 1,440 minutes; 0 is at once.")
    threshold_w: int | None = Field(description="0 to 50,000 W.")
    hour: int | None = Field(description="The local hour of a summary, 0 to 23.")
    version: int = Field(description="0 while it is as everybody begins; the ETag of an edit.")
    audience: Audience
    is_urgent: bool = Field(description="Sent in quiet hours too, and before all others.")
    kept_for_min: int = Field(description="After that many minutes it is no news any more.")
    defaults: KindDefaults
    variables: list[TemplateVariableView]
    capabilities: CapabilityView

    @classmethod
    def of(cls, settings: KindSettings) -> Self:
        """Show how a tenant has a kind."""
        rule = RULES[settings.kind]
        return cls(
            kind=settings.kind,
            is_on=settings.is_on,
            delay_min=settings.delay_min,
            threshold_w=settings.threshold_w,
            hour=settings.hour,
            version=settings.version,
            audience=rule.audience,
            is_urgent=rule.is_urgent,
            kept_for_min=int(rule.kept_for.total_seconds()) // 60,
            defaults=KindDefaults(
                is_on=rule.is_on, delay_min=rule.delay_min, threshold_w=rule.threshold_w
            ),
            variables=[
                TemplateVariableView(name=name, type=type_)
                for name, type_ in rule.variables.items()
            ],
            capabilities=CapabilityView.of_kind(settings.kind),
        )


class KindSettingsList(View):
    """Every kind, in the order of ``domain.md``."""

    items: list[KindSettingsView]


class NoticeTemplateView(View):
    """The words of a kind in a language."""

    kind: Kind
    language: Language
    subject: str
    text: str
    is_own: bool = Field(description="The tenant wrote them; else they are ours.")
    version: int

    @classmethod
    def of(cls, template: Template) -> Self:
        """Show a template."""
        return cls(
            kind=template.kind,
            language=template.language,
            subject=template.subject,
            text=template.text,
            is_own=template.version > 0,
            version=template.version,
        )


class NoticeTemplateList(View):
    """Each kind in each language."""

    items: list[NoticeTemplateView]


class NoticePreviewView(View):
    """What a reader would get, with values that could be."""

    subject: str
    text: str
    html: str = Field(description="The e-mail; show it in a frame without scripts.")


class NoticeTestView(View):
    """What came of a notice to oneself."""

    outcome: Outcome
    to_hint: str | None
    error: str | None

    @classmethod
    def of(cls, carried: Carried) -> Self:
        """Show an attempt."""
        made = carried.attempt
        return cls(outcome=made.outcome, to_hint=carried.to_hint, error=made.error)


class NoticeDeliveryView(View):
    """A notice on its way by one channel."""

    id: UUID
    notice_id: UUID
    kind: Kind
    recipient_kind: RecipientKind | None = None
    recipient_id: UUID
    recipient_name: str | None = Field(description="Null when they are no more.")
    session_id: UUID | None
    channel: Channel
    is_urgent: bool
    state: DeliveryState
    attempts: int
    at: datetime = Field(description="When it happened, by the source's clock.")
    created_at: datetime
    next_at: datetime | None = Field(description="When it is tried next, while it waits.")
    expires_at: datetime
    provider: str | None
    provider_id: str | None = Field(description="What the provider calls it.")
    to_hint: str | None = Field(description="Enough of the address to know it.")
    error: str | None = Field(description="What the last attempt met, in English.")
    cost: MoneyView | None
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    can_resend: bool

    @classmethod
    def said_of(cls, delivery: Delivery, name: str | None) -> dict[str, object]:
        """Return the fields of a delivery."""
        plain = NoticeDeliveryView.model_fields.keys() - {
            "recipient_kind",
            "recipient_name",
            "cost",
            "can_resend",
            "next_at",
        }
        waits = delivery.state is DeliveryState.WAITING
        return {field: getattr(delivery, field) for field in plain} | {
            "recipient_name": name,
            "cost": None if delivery.cost is None else MoneyView.of(delivery.cost),
            "can_resend": delivery.can_resend,
            "next_at": delivery.next_at if waits else None,
        }

    @classmethod
    def of(cls, delivery: Delivery, name: str | None) -> Self:
        """Show a delivery to somebody of a name."""
        return cls.model_validate(cls.said_of(delivery, name))


class NoticeDeliveryPage(PageView[NoticeDeliveryView]):
    """A page of deliveries, the latest first."""


class NoticeAttemptView(View):
    """What came of sending it once."""

    at: datetime
    took_ms: int
    outcome: Outcome
    error: str | None


class NoticeDeliveryStoryView(NoticeDeliveryView):
    """A delivery with what it says and each attempt."""

    subject: str
    text: str
    route: list[Channel] = Field(description="The channels it may take, in their order.")
    log: list[NoticeAttemptView] = Field(description="The latest attempts, the earliest first.")

    @classmethod
    def of_story(cls, story: DeliveryStory, name: str | None) -> Self:
        """Show a delivery with its attempts."""
        notice = story.notice
        said = cls.said_of(story.delivery, name) | {
            "recipient_kind": notice.recipient_kind,
            "subject": notice.subject,
            "text": notice.text,
            "route": list(notice.route),
            "log": [NoticeAttemptView.model_validate(each) for each in story.attempts],
        }
        return cls.model_validate(said)


class NoticeView(View):
    """What the caller was told."""

    id: UUID
    kind: Kind
    subject: str
    text: str
    at: datetime = Field(description="When it happened, by the source's clock.")
    created_at: datetime
    read_at: datetime | None
    session_id: UUID | None
    station_id: UUID | None
    incident_id: UUID | None
    link: str = Field(description="A path within the web application.")

    @classmethod
    def of(cls, notice: Notice) -> Self:
        """Show a notice."""
        return cls.model_validate(notice)


class NoticePage(PageView[NoticeView]):
    """A page of what the caller was told, the latest first."""


class UnreadView(View):
    """How much is new."""

    unread: int
