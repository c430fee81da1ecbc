"""Actions: what stations of each OCPP version can be told, as JSON Schemas for forms."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import Field

from sigec.rest.schemas import PageView, View
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/ocpp/{version}/actions", tags=["commands"])

Version = Annotated[
    str,
    Path(description="As `ocpp_version` of a station says it.", examples=["ocpp2.0.1"]),
]
ActionName = Annotated[str, Path(description="As the version spells it.", examples=["Reset"])]

FRESH_FOR_S = 3_600
"""They change with a release; an hour keeps a form quick and an upgrade visible."""


class ActionItem(View):
    """An action that stations of a version take."""

    action: str = Field(examples=["TriggerMessage"])


class ActionPage(PageView[ActionItem]):
    """All actions of a version by name; there is one page."""


class ActionSchemaView(View):
    """How an action is said: its payload is what `POST /stations/{id}/ocpp/{action}` takes."""

    action: str
    version: str = Field(examples=["ocpp2.0.1"])
    request: dict[str, Any] = Field(description="JSON Schema (2020-12) of the payload.")


@router.get("")
async def list_actions(
    services: ServicesDep, actor: ActorDep, version: Version, response: Response
) -> ActionPage:
    """List what stations of a version can be told; a version that we do not speak has nothing."""
    actions: Sequence[str] = services.vocabulary.list_actions(actor, version)
    _let_keep(response)
    return ActionPage(items=[ActionItem(action=action) for action in actions])


@router.get("/{action}")
async def get_action_schema(
    services: ServicesDep,
    actor: ActorDep,
    version: Version,
    action: ActionName,
    response: Response,
) -> ActionSchemaView:
    """Show the JSON Schema of an action's payload."""
    schema = services.vocabulary.get_schema(actor, version, action)
    _let_keep(response)
    return ActionSchemaView.model_validate(schema)


def _let_keep(response: Response) -> None:
    response.headers["Cache-Control"] = f"private, max-age={FRESH_FOR_S}"
