"""What people may ask of their own data (LGPD): consents, a copy of it all, being forgotten."""

import io
import json
import zipfile
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import StringConstraints
from starlette.responses import Response

from sigec.drivers.model import Purpose
from sigec.drivers.service import personal_json
from sigec.kit.ids import PersonId
from sigec.kit.pages import PAGE_LIMIT_MAX, PageRequest
from sigec.rest.languages import LanguageDep
from sigec.rest.schemas import Body, View, example
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.sessions import show_sessions
from sigec.rest.texts import text_of
from sigec.sessions.service import SessionFilter

router = APIRouter(prefix="/people/{person_id}", tags=["people"])

_ZIP = "application/zip"


class ConsentView(View):
    """That somebody agreed to something, or withdrew it."""

    id: UUID
    purpose: Purpose
    wording: str
    is_given: bool
    at: datetime
    user_id: UUID | None
    address: str | None


class ConsentList(View):
    """The latest first; of each purpose the latest counts."""

    items: list[ConsentView]


class NewConsent(Body):
    """What somebody agreed to, or withdraws."""

    purpose: Purpose
    wording: Annotated[str, StringConstraints(min_length=1, max_length=50)]
    is_given: bool

    model_config = example(purpose="whatsapp", wording="2026-11", is_given=True)


class ZipResponse(Response):
    """A ZIP with JSON files and an index for people."""

    media_type = _ZIP


@router.get("/consents")
async def list_consents(services: ServicesDep, actor: ActorDep, person_id: UUID) -> ConsentList:
    """List what a person agreed to and withdrew."""
    found = await services.privacy.list_consents(actor, PersonId(person_id))
    return ConsentList.model_validate({"items": found})


@router.post("/consents", status_code=201)
async def create_consent(
    services: ServicesDep, actor: ActorDep, person_id: UUID, body: NewConsent
) -> ConsentView:
    """Note that a person agreed to something, or withdrew it; nothing noted is ever changed."""
    noted = await services.privacy.note_consent(
        actor,
        PersonId(person_id),
        body.purpose,
        wording=body.wording,
        is_given=body.is_given,
    )
    return ConsentView.model_validate(noted)


@router.get(
    "/export",
    response_class=ZipResponse,
    responses={
        200: {
            "description": "All that is kept of the person.",
            "content": {_ZIP: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def export_person(
    services: ServicesDep, actor: ActorDep, person_id: UUID, language: LanguageDep
) -> ZipResponse:
    """Give all that is kept of a person, as JSON with an index for people."""
    parts = personal_json(await services.privacy.copy_of(actor, PersonId(person_id)))
    parts["sessions"] = await _sessions(services, actor, PersonId(person_id))
    index = text_of("export.index", {"name": parts["person"]["name"]}, language)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LEIAME.txt" if language == "pt-BR" else "README.txt", index.detail)
        for name, part in parts.items():
            text = json.dumps(part, default=str, ensure_ascii=False, indent=2)
            archive.writestr(f"{name}.json", text)
    headers = {"Content-Disposition": f'attachment; filename="{person_id}.zip"'}
    return ZipResponse(content.getvalue(), headers=headers)


@router.post("/erasure", status_code=204)
async def erase_person(services: ServicesDep, actor: ActorDep, person_id: UUID) -> None:
    """Forget who a person is, for good; what bills need of their charges stays without a name."""
    await services.erasure.erase(actor, PersonId(person_id))


async def _sessions(services: ServicesDep, actor: ActorDep, person_id: PersonId) -> list[Any]:
    shown: list[Any] = []
    cursor: str | None = None
    while True:
        page = await services.session_queries.list_sessions(
            actor,
            SessionFilter(person_id=person_id),
            PageRequest(limit=PAGE_LIMIT_MAX, cursor=cursor),
        )
        items = await show_sessions(services, actor, page.items)
        shown += [item.model_dump(mode="json") for item in items]
        cursor = page.next_cursor
        if cursor is None:
            return shown
