"""What a resident sees of themselves; their charges are at `/sessions`, which shows them only own.

Starting and stopping are the commands of stations, which let a resident act for themselves.
"""

from fastapi import APIRouter, Response

from sigec.rest.etags import set_etag
from sigec.rest.person_views import PersonView
from sigec.rest.security import CallerDep
from sigec.rest.services import ServicesDep

router = APIRouter(prefix="/me", tags=["me"])


@router.get("/person")
async def get_own_person(
    services: ServicesDep, caller: CallerDep, response: Response
) -> PersonView:
    """Show the person behind the user who is signed in, and where they live."""
    person = await services.people.get_own_person(caller)
    set_etag(response, person.version)
    return PersonView.of(person, services)
