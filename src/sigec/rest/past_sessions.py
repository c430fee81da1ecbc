"""Sessions that a card charged while nobody had it, given to whoever has it now."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from sigec.kit.ids import IdTokenId, SessionId
from sigec.kit.pages import PAGE_LIMIT_MAX
from sigec.rest.schemas import Body, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.sessions import Reason

router = APIRouter(prefix="/id-tokens/{id_token_id}/past-sessions", tags=["id tokens"])


class PastSessions(Body):
    """Which sessions to give, of those that `/sessions?identity=unknown&id_token=…` lists."""

    session_ids: Annotated[list[UUID], Field(max_length=PAGE_LIMIT_MAX)]
    reason: Reason

    model_config = example(session_ids=[], reason="O cartão já era dela.")


class PastSessionsGiven(View):
    """What the owner of the id token has now of what was asked for."""

    person_id: UUID
    session_ids: list[UUID]


@router.post("")
async def give_past_sessions(
    services: ServicesDep, actor: ActorDep, id_token_id: UUID, body: PastSessions
) -> PastSessionsGiven:
    """Say that the owner of an id token charged these sessions of it, which had no person.

    All of them or none: 409 when one has another person. Each stands corrected with the reason.
    """
    owner_id = await services.identities.give_past_sessions(
        actor,
        IdTokenId(id_token_id),
        [SessionId(session_id) for session_id in body.session_ids],
        reason=body.reason,
    )
    return PastSessionsGiven(person_id=owner_id, session_ids=body.session_ids)
