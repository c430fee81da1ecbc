"""The log of what was sent: deliveries, dead letters, sending again."""

from collections.abc import Collection, Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from sigec.kit.actor import Actor
from sigec.kit.ids import NoticeDeliveryId, RecipientId, SessionId
from sigec.notifications.model import Channel, DeliveryState, Kind
from sigec.notifications.service import DeliveryFilter
from sigec.rest.notification_views import (
    NoticeDeliveryPage,
    NoticeDeliveryStoryView,
    NoticeDeliveryView,
)
from sigec.rest.paging import PageDep
from sigec.rest.periods import PeriodDep
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep

router = APIRouter(prefix="/notifications/deliveries", tags=["notifications"])


async def _filter(
    happened: PeriodDep,
    state: DeliveryState | None = None,
    kind: Kind | None = None,
    channel: Channel | None = None,
    recipient_id: UUID | None = None,
    session_id: UUID | None = None,
) -> DeliveryFilter:
    return DeliveryFilter(
        state=state,
        kind=kind,
        channel=channel,
        recipient_id=RecipientId(recipient_id) if recipient_id else None,
        session_id=SessionId(session_id) if session_id else None,
        happened=happened,
    )


FilterDep = Annotated[DeliveryFilter, Depends(_filter)]


@router.get("")
async def list_notice_deliveries(
    services: ServicesDep, actor: ActorDep, page: PageDep, wanted: FilterDep
) -> NoticeDeliveryPage:
    """List what was sent or waits, the latest first; `dead` are the dead letters."""
    found = await services.notice_deliveries.list_deliveries(actor, page, wanted)
    names = await _names(services, actor, {each.recipient_id for each in found.items})
    items = [NoticeDeliveryView.of(each, names.get(each.recipient_id)) for each in found.items]
    return NoticeDeliveryPage(items=items, next_cursor=found.next_cursor)


@router.get("/{notice_delivery_id}")
async def get_notice_delivery(
    services: ServicesDep, actor: ActorDep, notice_delivery_id: UUID
) -> NoticeDeliveryStoryView:
    """Show what was sent, and what came back each time."""
    delivery_id = NoticeDeliveryId(notice_delivery_id)
    story = await services.notice_deliveries.get_delivery(actor, delivery_id)
    recipient_id = story.delivery.recipient_id
    names = await _names(services, actor, {recipient_id})
    return NoticeDeliveryStoryView.of_story(story, names.get(recipient_id))


@router.post("/{notice_delivery_id}/resend", status_code=202)
async def resend_notice_delivery(
    services: ServicesDep, actor: ActorDep, notice_delivery_id: UUID
) -> None:
    """Send again what was refused, is uncertain, expired or dead."""
    await services.notice_deliveries.resend(actor, NoticeDeliveryId(notice_delivery_id))


async def _names(
    services: Services, actor: Actor, ids: Collection[RecipientId]
) -> Mapping[RecipientId, str]:
    return await services.notice_deliveries.names_of(actor, ids)
