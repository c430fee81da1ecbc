"""Links by which people fill in what is missing about themselves, once and without an account.

The token is the address's fragment, which no browser sends and no log holds; it travels in bodies.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Request
from pydantic import Field

from sigec.drivers.model import TOKEN_LENGTH, NewLink, VehicleDraft
from sigec.drivers.ports import Letter, LetterNotSent
from sigec.drivers.service import Answers
from sigec.kit.ids import PersonId
from sigec.rest.languages import LanguageDep
from sigec.rest.people import Email, Phone
from sigec.rest.schemas import Body, View, example
from sigec.rest.security import ActorDep, address_of
from sigec.rest.services import ServicesDep
from sigec.rest.texts import Language, text_of
from sigec.rest.vehicles import NewVehicle

PAGE = "/my-details"
router = APIRouter(prefix="/people", tags=["people"])
open_router = APIRouter(prefix="/profile-links", tags=["people"])
_log = structlog.get_logger()

Token = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2 * TOKEN_LENGTH,
        description="What stands after the `#` of the link.",
    ),
]


class LinkOrder(Body):
    """Whether the link is sent, where the person's e-mail is known."""

    send: bool = True

    model_config = example(send=False)


class ProfileLinkView(View):
    """A link, shown this once; the one before it opens nothing any more."""

    url: str
    expires_at: datetime
    is_sent: bool = Field(description="False: bring it to them yourself.")


class LinkToken(Body):
    """A link's token."""

    token: Token

    model_config = example(token="0" * TOKEN_LENGTH)


class LinkedPersonView(View):
    """Whom a link is for: enough to know it is for oneself."""

    first_name: str
    tenant_name: str
    has_phone: bool
    has_email: bool
    vehicles: int
    expires_at: datetime


class OwnDetails(LinkToken):
    """What somebody says of themselves; what they leave out stays as it is."""

    phone: Phone | None = None
    email: Email | None = None
    vehicle: NewVehicle | None = None

    model_config = example(token="0" * TOKEN_LENGTH, phone="(48) 99999-0000")


@router.post("/{person_id}/profile-link", status_code=201)
async def create_profile_link(
    services: ServicesDep,
    actor: ActorDep,
    person_id: UUID,
    body: LinkOrder,
    request: Request,
    language: LanguageDep,
) -> ProfileLinkView:
    """Make a link by which the person fills in their phone, e-mail and vehicle, and send it."""
    made = await services.profile_links.make(actor, PersonId(person_id))
    base = (services.public_url or str(request.base_url)).rstrip("/")
    url = f"{base}{PAGE}#{made.token}"
    is_sent = False
    if body.send and services.profile_links.can_send and made.person.email:
        is_sent = await _send(services, made, url, language)
    return ProfileLinkView(url=url, expires_at=made.link.expires_at, is_sent=is_sent)


@open_router.post("/open")
async def open_profile_link(
    services: ServicesDep, request: Request, body: LinkToken
) -> LinkedPersonView:
    """Say whom a link is for; 404 for whatever opens nothing, whyever."""
    found = await services.profile_links.open(body.token, address=address_of(request))
    return LinkedPersonView.model_validate(found)


@open_router.post("/fill", status_code=204)
async def fill_profile_link(services: ServicesDep, request: Request, body: OwnDetails) -> None:
    """Fill in one's own record; the link opens nothing afterwards."""
    vehicle = None if body.vehicle is None else VehicleDraft(**body.vehicle.model_dump())
    answers = Answers(phone=body.phone, email=body.email, vehicle=vehicle)
    await services.profile_links.fill(body.token, answers, address=address_of(request))


async def _send(services: ServicesDep, made: NewLink, url: str, language: Language) -> bool:
    name = made.person.name.split()[0]
    words = {"name": name, "tenant": made.tenant_name, "url": url}
    text = text_of("mail.profile_link", words, language)
    letter = Letter(to=made.person.email or "", subject=text.title, text=text.detail)
    try:
        await services.profile_links.send(letter)
    except LetterNotSent as error:
        _log.warning("mail.not_sent", person_id=str(made.person.id), reason=str(error))
        return False
    return True
