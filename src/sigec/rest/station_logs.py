"""Logs of stations: asked for, brought by them, taken away by operators."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import AwareDatetime, Field, model_validator
from starlette.responses import StreamingResponse

from sigec.kit.ids import StationId, StationLogId
from sigec.maintenance.model import LogDraft, LogReason, LogStatus
from sigec.maintenance.service import LogFilter
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.streamed import MEDIA_TYPE, attachment
from sigec.stations.model import LogKind

router = APIRouter(prefix="/station-logs", tags=["stations"])
of_station = APIRouter(prefix="/stations/{station_id}", tags=["stations"])
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


class NewLog(Body):
    """Which log to ask for."""

    kind: LogKind = Field(
        default=LogKind.DIAGNOSTICS,
        description=("`security` needs the security extension in 1.6, `data_collector` OCPP 2.1."),
    )
    from_at: AwareDatetime | None = None
    to_at: AwareDatetime | None = None

    model_config = example(kind="diagnostics")

    @model_validator(mode="after")
    def _check(self) -> "NewLog":
        if self.from_at is not None and self.to_at is not None and self.from_at >= self.to_at:
            raise ValueError("it ends before it begins")
        return self


class LogView(View):
    """A log that a station was asked for."""

    id: UUID
    station_id: UUID
    kind: LogKind
    status: LogStatus
    reason: LogReason | None = Field(description="Why no file came.")
    from_at: datetime | None
    to_at: datetime | None
    file_name: str | None
    size_bytes: int | None
    sha256: str | None
    heard_at: datetime
    created_at: datetime
    ended_at: datetime | None


class LogPage(PageView[LogView]):
    """A page of logs, the latest first."""


async def _wanted(
    station_id: UUID | None = None,
    kind: LogKind | None = None,
    status: LogStatus | None = None,
) -> LogFilter:
    return LogFilter(
        station_id=None if station_id is None else StationId(station_id), kind=kind, status=status
    )


@router.get("")
async def list_station_logs(
    services: ServicesDep,
    actor: ActorDep,
    page: PageDep,
    wanted: Annotated[LogFilter, Depends(_wanted)],
) -> LogPage:
    """List the logs of all stations, the latest first."""
    return LogPage.of(await services.workshop.logs.list_logs(actor, page, wanted))


@router.get("/{log_id}")
async def get_station_log(services: ServicesDep, actor: ActorDep, log_id: UUID) -> LogView:
    """Show how far a request is."""
    found = await services.workshop.logs.get_log(actor, StationLogId(log_id))
    return LogView.model_validate(found)


@router.get("/{log_id}/file", response_class=Response, responses=_BYTES)
async def get_station_log_file(
    services: ServicesDep, actor: ActorDep, log_id: UUID
) -> StreamingResponse:
    """Give the file that a station brought, to be kept and not shown."""
    log = await services.workshop.logs.open_file(actor, StationLogId(log_id))
    headers = {
        "Content-Disposition": attachment(log.name),
        "Content-Length": str(log.file.size_bytes),
    }
    return StreamingResponse(log.parts, headers=headers, media_type=MEDIA_TYPE)


@router.post("/{log_id}/cancel")
async def cancel_station_log(services: ServicesDep, actor: ActorDep, log_id: UUID) -> LogView:
    """Want a log no more: its link opens nothing, whatever the station still brings."""
    ended = await services.workshop.logs.cancel_log(actor, StationLogId(log_id))
    return LogView.model_validate(ended)


@router.delete("/{log_id}", status_code=204)
async def delete_station_log(services: ServicesDep, actor: ActorDep, log_id: UUID) -> None:
    """Forget a log and its file."""
    await services.workshop.logs.delete_log(actor, StationLogId(log_id))


@of_station.get("/logs")
async def list_logs_of_station(
    services: ServicesDep, actor: ActorDep, page: PageDep, station_id: UUID
) -> LogPage:
    """List the logs of a station, the latest first."""
    wanted = LogFilter(station_id=StationId(station_id))
    return LogPage.of(await services.workshop.logs.list_logs(actor, page, wanted))


@of_station.post("/logs", status_code=201)
async def ask_station_log(
    services: ServicesDep, actor: ActorDep, station_id: UUID, body: NewLog
) -> LogView:
    """Ask a station for a log and wait for its answer; it then brings the file by itself."""
    draft = LogDraft(kind=body.kind, from_at=body.from_at, to_at=body.to_at)
    asked = await services.workshop.logs.ask_log(actor, StationId(station_id), draft)
    return LogView.model_validate(asked)
