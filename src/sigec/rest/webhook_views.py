"""How endpoints, topics, deliveries and attempts look from outside."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from sigec.events.descriptions import schema_of
from sigec.rest.event_views import Told
from sigec.rest.schemas import PageView, View
from sigec.rest.texts import Language
from sigec.webhooks.model import (
    Attempt,
    Delivery,
    DeliveryStatus,
    Endpoint,
    EndpointState,
    PauseReason,
    Topic,
)
from sigec.webhooks.service import DeliveryStory, NewSecret, plain_headers


class WebhookView(View):
    """Where events go, and how the last attempts went."""

    id: UUID
    tenant_id: UUID
    url: str
    description: str
    topics: list[str] = Field(description="None means every event.")
    state: EndpointState
    pause_reason: PauseReason | None
    failures: int = Field(description="Attempts in a row that were not taken.")
    failing_since: datetime | None
    blocked_until: datetime | None = Field(description="Left alone until then.")
    last_success_at: datetime | None = Field(description="To the minute.")
    created_at: datetime

    @classmethod
    def of(cls, endpoint: Endpoint) -> Self:
        """Show an endpoint."""
        health = endpoint.health
        return cls(
            id=endpoint.id,
            tenant_id=endpoint.tenant_id,
            url=endpoint.url,
            description=endpoint.description,
            topics=list(endpoint.topics),
            state=endpoint.state,
            pause_reason=endpoint.pause_reason,
            failures=health.failures,
            failing_since=health.failing_since,
            blocked_until=health.blocked_until,
            last_success_at=health.last_success_at,
            created_at=endpoint.created_at,
        )


class WebhookPage(PageView[WebhookView]):
    """A page of endpoints, the oldest first."""


class NewWebhookView(WebhookView):
    """An endpoint with its secret, which is shown this once."""

    secret: str = Field(description="`whsec_` and base64; see Standard Webhooks.")

    @classmethod
    def of_secret(cls, made: NewSecret) -> Self:
        """Show an endpoint with its new secret."""
        return cls(**WebhookView.of(made.endpoint).model_dump(), secret=made.secret)


class TopicView(View):
    """An event that can be asked for."""

    name: str = Field(examples=["session.started"])
    description: str
    data_schema: dict[str, Any] = Field(description="JSON Schema of `data`.")
    example: dict[str, Any] = Field(description="A whole body.")

    @classmethod
    def of(cls, topic: Topic, language: Language) -> Self:
        """Show a topic."""
        told = Told.of(topic.event)
        return cls(
            name=topic.name,
            description=told.text(language).detail,
            data_schema=schema_of(topic.event),
            example=told.example(topic.name),
        )


class TopicPage(PageView[TopicView]):
    """All topics; there is one page."""


class DeliveryView(View):
    """An event on its way to an endpoint."""

    id: UUID
    webhook_id: UUID
    event_id: UUID = Field(description="The `webhook-id` by which receivers tell a repeat.")
    topic: str
    at: datetime = Field(description="When it happened.")
    status: DeliveryStatus
    attempts: int
    next_at: datetime | None = Field(description="When it is tried next, while it waits.")
    expires_at: datetime
    delivered_at: datetime | None
    last_status: int | None = Field(description="The HTTP status of the last attempt.")
    last_error: str | None = Field(description="Why the last attempt got no answer.")

    @classmethod
    def of_delivery(cls, delivery: Delivery) -> Self:
        """Show a delivery."""
        said = {name: getattr(delivery, name) for name in DeliveryView.model_fields}
        if delivery.status is not DeliveryStatus.WAITING:
            said["next_at"] = None
        return cls(**said)


class DeliveryPage(PageView[DeliveryView]):
    """A page of deliveries, the latest first."""


class AttemptView(View):
    """What came of sending it once."""

    at: datetime
    url: str | None = Field(description="Where the endpoint was then.")
    request_headers: dict[str, str] = Field(description="Without the signatures.")
    took_ms: int
    status: int | None
    error: str | None
    answer: str | None = Field(description="The beginning of what the receiver answered.")

    @classmethod
    def of(cls, attempt: Attempt, delivery: Delivery) -> Self:
        """Show an attempt to bring a delivery."""
        return cls(
            at=attempt.at,
            url=attempt.url,
            request_headers=dict(plain_headers(delivery, attempt.at)),
            took_ms=attempt.took_ms,
            status=attempt.status,
            error=attempt.error,
            answer=attempt.answer,
        )


class DeliveryStoryView(DeliveryView):
    """A delivery with what was sent and what came back."""

    body: str = Field(description="The exact text that is signed and sent.")
    log: list[AttemptView] = Field(description="The latest attempts, the earliest first.")

    @classmethod
    def of(cls, story: DeliveryStory) -> Self:
        """Show a delivery with its attempts."""
        shown = DeliveryView.of_delivery(story.delivery).model_dump()
        log = [AttemptView.of(each, story.delivery) for each in story.attempts]
        return cls(**shown, body=story.delivery.body, log=log)


class ReplayView(View):
    """How much is sent again."""

    waiting: int = Field(description="Deliveries that wait now because of it.")
