"""Local lists: who may charge at a station while it cannot ask us."""

from datetime import datetime
from typing import Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from sigec.access.service import KeptList
from sigec.drivers.model import IdTokenKind
from sigec.kit.ids import StationId
from sigec.rest.schemas import View
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.stations.model import DesireState

router = APIRouter(prefix="/stations/{station_id}/local-list", tags=["access"])


class LeftOutOfListView(View):
    """A token for which the station's list has no room."""

    id: UUID
    value: str
    type: IdTokenKind = Field(validation_alias="kind")
    person_id: UUID | None


class LocalListView(View):
    """What is known of the list that a station keeps, and how near it is to what is wanted."""

    is_wanted: bool = Field(description="Whether the access rules say that it keeps one.")
    state: DesireState | None = Field(description="Null where no list is wanted.")
    reason: str | None = Field(
        description="Why it is not in step: the station's own word, or a code of ours."
    )
    attempts: int
    next_at: datetime | None = Field(description="When the station is asked again.")
    version: int | None = Field(description="Null where nobody knows what the station has.")
    size: int = Field(description="How many tokens the station has on it.")
    entries_max: int | None = Field(description="How many it takes, as far as it taught us.")
    left_out_count: int = Field(description="For how many tokens there is no room.")
    left_out: list[LeftOutOfListView]
    unfit_count: int = Field(description="Tokens that its version cannot have on a list.")
    synced_at: datetime | None

    @classmethod
    def of(cls, kept: KeptList) -> Self:
        """Show a station's list."""
        known, desire = kept.known, kept.desire
        return cls(
            is_wanted=kept.is_wanted,
            state=desire.state if desire else None,
            reason=desire.reason if desire else None,
            attempts=desire.attempts if desire else 0,
            next_at=desire.next_at if desire else None,
            version=known.version if known else None,
            size=len(known.entries) if known else 0,
            entries_max=known.limits.entries_max if known else None,
            left_out_count=known.left_out_count if known else 0,
            left_out=[LeftOutOfListView.model_validate(each) for each in kept.left_out],
            unfit_count=known.unfit_count if known else 0,
            synced_at=known.synced_at if known else None,
        )


@router.get("")
async def get_local_list(services: ServicesDep, actor: ActorDep, station_id: UUID) -> LocalListView:
    """Show the station's list of who may charge there, and whether it is in step."""
    return LocalListView.of(await services.local_lists.get_list(actor, StationId(station_id)))


@router.post("/send")
async def send_local_list(
    services: ServicesDep, actor: ActorDep, station_id: UUID
) -> LocalListView:
    """Send the whole list, as soon as the station can be reached; 409 where it keeps none."""
    return LocalListView.of(await services.local_lists.send_anew(actor, StationId(station_id)))
