"""What the lists of stations, of their messages and of their commands can be restricted to."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from sigec.journal import MessageFilter
from sigec.kit.ids import SessionId, SiteId, UserId
from sigec.rest.periods import PeriodDep
from sigec.rest.station_views import Direction
from sigec.stations.model import CommandKind, CommandStatus, Registration
from sigec.stations.service import CommandFilter, StationFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class _StationQuery:
    search: Annotated[
        str | None, Query(max_length=100, description="Part of the name or the identity.")
    ] = None
    ocpp_identity: Annotated[str | None, Query(max_length=100)] = None
    site_id: UUID | None = None
    registration: Registration | None = None
    ocpp_version: Annotated[str | None, Query(max_length=20, examples=["ocpp2.0.1"])] = None
    online: bool | None = None


async def _station_filter(query: Annotated[_StationQuery, Depends()]) -> StationFilter:
    return StationFilter(
        search=query.search,
        ocpp_identity=query.ocpp_identity,
        site_id=SiteId(query.site_id) if query.site_id else None,
        registration=query.registration,
        ocpp_version=query.ocpp_version,
        online=query.online,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _MessageQuery:
    action: Annotated[str | None, Query(max_length=50, description="As OCPP spells it.")] = None
    direction: Direction | None = None
    session_id: UUID | None = None
    message_id: Annotated[str | None, Query(max_length=255)] = None


async def _message_filter(
    query: Annotated[_MessageQuery, Depends()], received: PeriodDep
) -> MessageFilter:
    return MessageFilter(
        action=query.action,
        direction=query.direction,
        session_id=SessionId(query.session_id) if query.session_id else None,
        message_id=query.message_id,
        received=received,
    )


async def _command_filter(
    requested: PeriodDep,
    kind: CommandKind | None = None,
    status: CommandStatus | None = None,
    user_id: UUID | None = None,
) -> CommandFilter:
    return CommandFilter(
        kind=kind,
        status=status,
        user_id=UserId(user_id) if user_id else None,
        requested=requested,
    )


StationFilterDep = Annotated[StationFilter, Depends(_station_filter)]
MessageFilterDep = Annotated[MessageFilter, Depends(_message_filter)]
CommandFilterDep = Annotated[CommandFilter, Depends(_command_filter)]
