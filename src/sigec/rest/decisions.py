"""Decisions: whether a token may charge at a station, and why, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, Field

from sigec.access.model import Decided, Intent
from sigec.access.service import DecisionFilter
from sigec.drivers.model import AuthorizationStatus, DecisionReason, IdTokenKind, TokenRef
from sigec.kit.actor import Actor
from sigec.kit.ids import IdTokenId, PersonId, SessionId, SiteId, StationId
from sigec.kit.pages import Page, PageRequest
from sigec.rest.languages import LanguageDep
from sigec.rest.names import Names, PersonName, load_names
from sigec.rest.paging import PageDep
from sigec.rest.schemas import Body, PageView, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import Services, ServicesDep
from sigec.rest.texts import Language, Text, text_of

router = APIRouter(tags=["id tokens"])

_INSTANT: Mapping[Language, str] = {"pt-BR": "%d/%m/%Y %H:%M", "en": "%Y-%m-%d %H:%M"}
_INSTANTS = ("at", "since", "valid_from", "valid_to")


class DecisionView(View):
    """What was decided about a token at a station."""

    id: UUID
    station_id: UUID
    station_name: str = Field(description="Empty when it was removed.")
    site_id: UUID | None
    evse: int | None
    purpose: Intent = Field(description="Why it was asked.")
    value: str = Field(description="The token as it was spelled.")
    type: IdTokenKind
    id_token_id: UUID | None
    person: PersonName | None
    status: AuthorizationStatus = Field(description="As OCPP 2.x spells it.")
    is_refused: bool
    reason: DecisionReason
    title: str = Field(examples=["Recusado: venceu"])
    sentence: str = Field(
        description="Why, with both in the caller's language.",
        examples=["O cartão venceu em 12/11/2026 00:00."],
    )
    at: datetime = Field(description="When it was asked, by the source's clock.")
    decided_at: datetime
    session_id: UUID | None
    message_id: str | None
    is_offline: bool = Field(description="The station had let it in before it asked us.")

    @classmethod
    def of(cls, one: Decided, names: Names, services: Services, language: Language) -> Self:
        """Show a decision in words, with times as they are at its site."""
        text = _words(one, ZoneInfo(names.timezone(one.tenant_id, one.site_id)), language)
        return cls(
            id=one.id,
            station_id=one.station_id,
            station_name=names.station(one.station_id),
            site_id=one.site_id,
            evse=one.evse,
            purpose=one.purpose,
            value=one.value,
            type=one.kind,
            id_token_id=one.id_token_id,
            person=names.person(one.person_id, services),
            status=one.status,
            is_refused=one.is_refused,
            reason=one.reason,
            title=text.title,
            sentence=text.detail,
            at=one.at,
            decided_at=one.decided_at,
            session_id=one.session_id,
            message_id=one.message_id,
            is_offline=one.is_offline,
        )


class DecisionPage(PageView[DecisionView]):
    """A page of decisions, the latest first."""


class TriedDecision(Body):
    """A token to try: a registered one by its id, or any by its value."""

    id_token_id: UUID | None = None
    value: str | None = Field(default=None, min_length=1, max_length=255)
    type: IdTokenKind = IdTokenKind.ISO14443
    evse: int | None = Field(default=None, ge=1, le=32_767)
    at: AwareDatetime | None = Field(default=None, description="Now, if it is left out.")

    model_config = example(value="04A1B2C3D4E5F6")


@dataclass(frozen=True, slots=True, kw_only=True)
class _DecisionQuery:
    station_id: UUID | None = None
    site_id: UUID | None = None
    id_token_id: UUID | None = None
    person_id: UUID | None = None
    session_id: UUID | None = None
    value: Annotated[
        str | None, Query(max_length=255, description="A token as it was spelled.")
    ] = None
    refused: bool | None = None
    reason: DecisionReason | None = None


async def _decision_filter(query: Annotated[_DecisionQuery, Depends()]) -> DecisionFilter:
    return DecisionFilter(
        station_id=StationId(query.station_id) if query.station_id else None,
        site_id=SiteId(query.site_id) if query.site_id else None,
        id_token_id=IdTokenId(query.id_token_id) if query.id_token_id else None,
        person_id=PersonId(query.person_id) if query.person_id else None,
        session_id=SessionId(query.session_id) if query.session_id else None,
        value=query.value,
        is_refused=query.refused,
        reason=query.reason,
    )


DecisionFilterDep = Annotated[DecisionFilter, Depends(_decision_filter)]


@router.get("/decisions")
async def list_decisions(
    services: ServicesDep,
    actor: ActorDep,
    language: LanguageDep,
    page: PageDep,
    wanted: DecisionFilterDep,
) -> DecisionPage:
    """List what was decided about tokens, the latest first."""
    return await _page(services, actor, language, page, wanted)


@router.get("/id-tokens/{id_token_id}/decisions")
async def list_id_token_decisions(
    services: ServicesDep, actor: ActorDep, language: LanguageDep, page: PageDep, id_token_id: UUID
) -> DecisionPage:
    """List what was decided about a token, the latest first."""
    token = await services.id_tokens.get_token(actor, IdTokenId(id_token_id))
    return await _page(services, actor, language, page, DecisionFilter(id_token_id=token.id))


@router.get("/stations/{station_id}/decisions")
async def list_station_decisions(
    services: ServicesDep, actor: ActorDep, language: LanguageDep, page: PageDep, station_id: UUID
) -> DecisionPage:
    """List what was decided at a station, the latest first."""
    station = await services.inventory.get_station(actor, StationId(station_id))
    return await _page(services, actor, language, page, DecisionFilter(station_id=station.id))


@router.post("/stations/{station_id}/decisions/try")
async def try_decision(
    services: ServicesDep,
    actor: ActorDep,
    language: LanguageDep,
    station_id: UUID,
    body: TriedDecision,
) -> DecisionView:
    """Say what would be decided if a token came to charge at the station; nothing is kept."""
    if body.id_token_id is not None:
        known = await services.id_tokens.get_token(actor, IdTokenId(body.id_token_id))
        token = known.ref
    else:
        token = TokenRef(value=body.value or "", kind=body.type)
    decided = await services.sessions.explain_decision(
        actor, StationId(station_id), token, at=body.at, evse=body.evse
    )
    [view] = await _views(services, actor, language, [decided])
    return view


async def _page(
    services: Services,
    actor: Actor,
    language: Language,
    request: PageRequest,
    wanted: DecisionFilter,
) -> DecisionPage:
    page: Page[Decided] = await services.decisions.list_decisions(actor, request, wanted)
    return DecisionPage(
        items=await _views(services, actor, language, page.items), next_cursor=page.next_cursor
    )


async def _views(
    services: Services, actor: Actor, language: Language, decided: Sequence[Decided]
) -> list[DecisionView]:
    """Show decisions with the names of what they are about."""
    names = await load_names(
        services,
        actor,
        tenant_ids={each.tenant_id for each in decided},
        station_ids={each.station_id for each in decided},
        site_ids={each.site_id for each in decided},
        person_ids={each.person_id for each in decided},
    )
    return [DecisionView.of(each, names, services, language) for each in decided]


def _words(one: Decided, zone: ZoneInfo, language: Language) -> Text:
    """Say why it was decided so, with the times as they are at the site."""
    said = {
        name: datetime.fromisoformat(value).astimezone(zone).strftime(_INSTANT[language])
        if name in _INSTANTS
        else value
        for name, value in one.details.items()
    }
    code = f"decision.{one.reason.value}"
    return text_of(f"{code}.detailed" if said else code, said, language)
