"""Webhooks: other programs are told what happens, signed and again until they take it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, Field, StringConstraints

from sigec.kit.actor import Permission
from sigec.kit.ids import DeliveryId, WebhookId
from sigec.kit.periods import Period
from sigec.rest.etags import IfMatchDep, set_etag
from sigec.rest.languages import LanguageDep
from sigec.rest.paging import PageDep
from sigec.rest.periods import PeriodDep
from sigec.rest.schemas import Body, Omittable, Patch, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.webhook_views import (
    DeliveryPage,
    DeliveryStoryView,
    DeliveryView,
    NewWebhookView,
    ReplayView,
    TopicPage,
    TopicView,
    WebhookPage,
    WebhookView,
)
from sigec.webhooks.model import (
    TOPICS,
    TOPICS_MAX,
    URL_LENGTH_MAX,
    DeliveryStatus,
    EndpointDraft,
    EndpointState,
)
from sigec.webhooks.service import DeliveryFilter

router = APIRouter(prefix="/webhooks", tags=["webhooks"])

Url = Annotated[
    str,
    StringConstraints(min_length=1, max_length=URL_LENGTH_MAX),
    Field(description="http or https, with a public address.", examples=["https://example.com/"]),
]
Description = Annotated[str, StringConstraints(max_length=200)]
Topics = Annotated[
    tuple[Annotated[str, StringConstraints(max_length=100)], ...],
    Field(
        max_length=TOPICS_MAX,
        description="Names of `/webhooks/topics`; none means every event.",
        examples=[["session.started", "session.ended"]],
    ),
]


class NewWebhook(Body):
    """Where events go, and which."""

    url: Url
    description: Description = ""
    topics: Topics = ()

    model_config = example(
        url="https://example.com/sigec",
        description="Portaria",
        topics=["carregamento.iniciado", "carregamento.finalizado"],
    )


class WebhookChanges(Patch):
    """The fields to change; what is left out stays."""

    url: Omittable[Url] = None
    description: Omittable[Description] = None
    topics: Omittable[Topics] = None
    state: Omittable[EndpointState] = None

    model_config = example(state="active")


class ReplayBody(Body):
    """Which events to send again, by when they happened."""

    from_: AwareDatetime = Field(alias="from")
    to: AwareDatetime

    model_config = example(**{"from": "2026-11-27T00:00:00Z", "to": "2026-11-28T00:00:00Z"})


@router.get("/topics")
async def list_topics(actor: ActorDep, language: LanguageDep) -> TopicPage:
    """List what an endpoint may ask to hear, each with the schema of its `data` and an example."""
    actor.require(Permission.READ_WEBHOOKS)
    return TopicPage(items=[TopicView.of(topic, language) for topic in TOPICS.values()])


@router.get("")
async def list_webhooks(services: ServicesDep, actor: ActorDep, page: PageDep) -> WebhookPage:
    """List endpoints."""
    found = await services.webhooks.list_webhooks(actor, page)
    items = [WebhookView.of(endpoint) for endpoint in found.items]
    return WebhookPage(items=items, next_cursor=found.next_cursor)


@router.post("", status_code=201)
async def create_webhook(
    services: ServicesDep, actor: ActorDep, body: NewWebhook, response: Response
) -> NewWebhookView:
    """Create an endpoint. Its secret is shown this once."""
    draft = EndpointDraft(url=body.url, description=body.description, topics=body.topics)
    made = await services.webhooks.create_webhook(actor, draft)
    set_etag(response, made.endpoint.version)
    return NewWebhookView.of_secret(made)


@router.get("/{webhook_id}")
async def get_webhook(
    services: ServicesDep, actor: ActorDep, webhook_id: UUID, response: Response
) -> WebhookView:
    """Show an endpoint and how the last attempts went."""
    endpoint = await services.webhooks.get_webhook(actor, WebhookId(webhook_id))
    set_etag(response, endpoint.version)
    return WebhookView.of(endpoint)


@router.patch("/{webhook_id}")
async def edit_webhook(
    services: ServicesDep,
    actor: ActorDep,
    webhook_id: UUID,
    body: WebhookChanges,
    expected_version: IfMatchDep,
    response: Response,
) -> WebhookView:
    """Change an endpoint, pause it, or resume it: what waited is then sent."""
    endpoint = await services.webhooks.edit_webhook(
        actor, WebhookId(webhook_id), body.changes(), expected_version=expected_version
    )
    set_etag(response, endpoint.version)
    return WebhookView.of(endpoint)


@router.delete("/{webhook_id}", status_code=204)
async def delete_webhook(services: ServicesDep, actor: ActorDep, webhook_id: UUID) -> None:
    """Remove an endpoint with all that waits for it."""
    await services.webhooks.delete_webhook(actor, WebhookId(webhook_id))


@router.post("/{webhook_id}/rotate-secret")
async def rotate_webhook_secret(
    services: ServicesDep, actor: ActorDep, webhook_id: UUID
) -> NewWebhookView:
    """Make a new secret; for a day messages are signed with both."""
    made = await services.webhooks.rotate_secret(actor, WebhookId(webhook_id))
    return NewWebhookView.of_secret(made)


@router.post("/{webhook_id}/test")
async def test_webhook(
    services: ServicesDep, actor: ActorDep, webhook_id: UUID
) -> DeliveryStoryView:
    """Send a message that says nothing, now, and show what came of it."""
    return DeliveryStoryView.of(await services.deliveries.test(actor, WebhookId(webhook_id)))


@router.post("/{webhook_id}/replay", status_code=202)
async def replay_webhook(
    services: ServicesDep, actor: ActorDep, webhook_id: UUID, body: ReplayBody
) -> ReplayView:
    """Send the events of a period again, also those from before the endpoint existed."""
    period = Period(from_at=body.from_, to_at=body.to)
    waiting = await services.deliveries.replay(actor, WebhookId(webhook_id), period)
    return ReplayView(waiting=waiting)


@router.get("/{webhook_id}/deliveries")
async def list_deliveries(
    services: ServicesDep,
    actor: ActorDep,
    webhook_id: UUID,
    page: PageDep,
    happened: PeriodDep,
    status: DeliveryStatus | None = None,
    topic: Annotated[str | None, Query(max_length=100, examples=["session.ended"])] = None,
) -> DeliveryPage:
    """List what was sent to an endpoint or waits for it; `dead` are the dead letters."""
    wanted = DeliveryFilter(status=status, topic=topic, happened=happened)
    found = await services.deliveries.list_deliveries(actor, WebhookId(webhook_id), page, wanted)
    items = [DeliveryView.of_delivery(delivery) for delivery in found.items]
    return DeliveryPage(items=items, next_cursor=found.next_cursor)


@router.get("/{webhook_id}/deliveries/{delivery_id}")
async def get_delivery(
    services: ServicesDep, actor: ActorDep, webhook_id: UUID, delivery_id: UUID
) -> DeliveryStoryView:
    """Show what was sent, and what came back each time."""
    story = await services.deliveries.get_delivery(
        actor, WebhookId(webhook_id), DeliveryId(delivery_id)
    )
    return DeliveryStoryView.of(story)


@router.post("/{webhook_id}/deliveries/{delivery_id}/resend", status_code=202)
async def resend_delivery(
    services: ServicesDep, actor: ActorDep, webhook_id: UUID, delivery_id: UUID
) -> None:
    """Send a delivery again, whatever became of it; its `webhook-id` stays."""
    await services.deliveries.resend(actor, WebhookId(webhook_id), DeliveryId(delivery_id))
