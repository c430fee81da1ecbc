"""Announcements: what a station last told of each thing besides charges and states."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from sigec.kit.ids import StationId
from sigec.rest.paging import PageDep
from sigec.rest.schemas import PageView, View
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.stations.model import AnnouncementTopic, KnownAnnouncement
from sigec.stations.service import AnnouncementFilter

router = APIRouter(prefix="/stations/{station_id}", tags=["stations"])


class AnnouncementView(View):
    """What a station last told of one thing."""

    id: UUID
    topic: AnnouncementTopic
    key: str = Field(
        description="Which one of its topic: a request, a message, a profile, a kind of event.",
        examples=["TamperDetectionActivated"],
    )
    status: str | None = Field(description="As OCPP spells it.", examples=["Installed"])
    evse: int | None
    at: datetime = Field(description="By the station's clock where it tells an instant.")
    received_at: datetime
    detail: dict[str, Any] = Field(description="As OCPP spells it; values of passwords are masked.")

    @classmethod
    def of(cls, known: KnownAnnouncement) -> Self:
        """Show an announcement."""
        told = known.announcement
        return cls(
            id=known.id,
            topic=told.topic,
            key=told.key,
            status=told.status,
            evse=told.evse,
            at=told.at or known.received_at,
            received_at=known.received_at,
            detail=dict(told.detail),
        )


class AnnouncementPage(PageView[AnnouncementView]):
    """A page of announcements, those that were heard of first before others."""


async def _wanted(topic: Annotated[AnnouncementTopic | None, Query()] = None) -> AnnouncementFilter:
    return AnnouncementFilter(topic=topic)


@router.get("/announcements")
async def list_announcements(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: Annotated[AnnouncementFilter, Depends(_wanted)],
    station_id: UUID,
) -> AnnouncementPage:
    """List what the station told: firmware, logs, limits, profiles, events, certificates.

    Of each thing the last word is shown; all of them are in the `messages`.
    """
    found = await services.history.list_announcements(actor, StationId(station_id), page, wanted)
    items = [AnnouncementView.of(known) for known in found.items]
    return AnnouncementPage(items=items, next_cursor=found.next_cursor)
