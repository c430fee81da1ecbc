"""Desires: what a station is wanted to be from now on, and how near it is."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field, StringConstraints

from sigec.kit.ids import DesireId, StationId
from sigec.rest.paging import PageDep
from sigec.rest.schemas import PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.variables import VariableBody
from sigec.stations.model import Desire, DesireKind, DesireState
from sigec.stations.service import DesireFilter

router = APIRouter(prefix="/stations/{station_id}", tags=["stations"])


class DesireView(View):
    """Something that is wanted of a station until the station reports it."""

    id: UUID
    kind: DesireKind
    subject: str = Field(
        description="What it is about, as people write it.",
        examples=["OCPPCommCtrlr.HeartbeatInterval"],
    )
    wanted: dict[str, Any] = Field(description="What is wanted, in the words of its kind.")
    state: DesireState
    reason: str | None = Field(
        description="Why it is not applied: the station's own word, or a code of ours."
    )
    needs_reboot: bool = Field(description="The station took it, and it counts from its next boot.")
    may_reboot: bool = Field(description="The station is restarted for it while nobody charges.")
    template_id: UUID | None = Field(description="The template that wants it.")
    attempts: int = Field(description="Since it was last applied.")
    drifts: int = Field(description="How often the station left it by itself since it last held.")
    next_at: datetime | None = Field(
        description="When the station is asked again; null when only its boot leads on."
    )
    attempted_at: datetime | None
    applied_at: datetime | None
    changed_at: datetime

    @classmethod
    def of(cls, desire: Desire) -> Self:
        """Show a desire."""
        wish = desire.wish
        return cls(
            id=desire.id,
            kind=wish.kind,
            subject=wish.subject,
            wanted=dict(wish.wanted),
            state=desire.state,
            reason=desire.reason,
            needs_reboot=desire.needs_reboot,
            may_reboot=wish.may_reboot,
            template_id=wish.template_id,
            attempts=desire.attempts,
            drifts=desire.drifts,
            next_at=desire.next_at,
            attempted_at=desire.attempted_at,
            applied_at=desire.applied_at,
            changed_at=desire.changed_at,
        )


class DesirePage(PageView[DesireView]):
    """A page of desires, the oldest first."""


class WantedVariable(VariableBody):
    """A variable and the value that it is to have from now on."""

    value: Annotated[str, StringConstraints(max_length=2_500, strip_whitespace=False)]
    may_reboot: bool = Field(
        default=False, description="Restart the station for it while nobody charges."
    )

    model_config = example(variable="HeartbeatInterval", component="OCPPCommCtrlr", value="300")


async def _wanted(
    kind: Annotated[DesireKind | None, Query()] = None,
    state: Annotated[DesireState | None, Query()] = None,
) -> DesireFilter:
    return DesireFilter(kind=kind, state=state)


@router.get("/desires")
async def list_desires(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: Annotated[DesireFilter, Depends(_wanted)],
    station_id: UUID,
) -> DesirePage:
    """List what is wanted of the station, and how near it is."""
    found = await services.desires.list_desires(actor, StationId(station_id), page, wanted)
    items = [DesireView.of(desire) for desire in found.items]
    return DesirePage(items=items, next_cursor=found.next_cursor)


@router.put("/desired-variables")
async def want_variable(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: WantedVariable
) -> DesireView:
    """Want a variable to have a value: it is set, now or when the station comes, until it has it.

    It is set again whenever the station reports another value.
    """
    desire = await services.desires.want_variable(
        actor, StationId(station_id), body.name, body.value, may_reboot=body.may_reboot
    )
    return DesireView.of(desire)


@router.post("/desires/{desire_id}/retry")
async def retry_desire(
    services: ServicesDep, actor: ActorDep, station_id: UUID, desire_id: UUID
) -> DesireView:
    """Ask the station again now, or as soon as it is there."""
    desire = await services.desires.retry(actor, StationId(station_id), DesireId(desire_id))
    return DesireView.of(desire)


@router.delete("/desires/{desire_id}", status_code=204)
async def delete_desire(
    services: ServicesDep, actor: ActorDep, station_id: UUID, desire_id: UUID
) -> None:
    """Want it no longer; what the station is set to stays."""
    await services.desires.withdraw(actor, StationId(station_id), DesireId(desire_id))
