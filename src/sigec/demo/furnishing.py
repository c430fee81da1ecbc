"""Fill an empty platform with the neighbourhood; what is there already stays as it is."""

from sigec.accounts.model import UserDraft
from sigec.demo.neighbourhood import Condominium, Resident
from sigec.drivers.model import IdTokenDraft, PersonDraft, ResidenceDraft
from sigec.kit.actor import Actor, ActorKind, Permission, Role
from sigec.kit.ids import SiteId, TenantId, UnitId
from sigec.kit.pages import PageRequest
from sigec.rest.services import Services
from sigec.sessions.service import SessionFilter
from sigec.sites.model import SiteDraft, UnitDraft
from sigec.stations.model import StationDraft
from sigec.tariffs.model import Audience
from sigec.tenants.model import TenantDraft
from sigec.tenants.service import TenantNotFound
from sigec_sandbox.demo import PLACES, Place

PASSWORD = "demonstracao"  # noqa: S105 - printed on the terminal: it guards invented data
STATION_PASSWORD = "demo-carregador"  # noqa: S105 - the same
_RESTARTED = "Demonstração reiniciada: os carregadores simulados recomeçaram do zero."


async def furnish(services: Services, condominium: Condominium) -> None:
    """Create a condominium with everything in it, unless it is there from an earlier demo."""
    actor = _actor(None)
    try:
        tenant = await services.tenants.resolve(condominium.slug)
    except TenantNotFound:
        draft = TenantDraft(name=condominium.name, slug=condominium.slug)
        tenant = await services.tenants.create_tenant(actor, draft)
        await _furnish_empty(services, condominium, _actor(tenant.id))
    else:
        await _close_what_was_left(services, _actor(tenant.id))
    await services.stations.refresh_tenants()


def places_of(condominium: Condominium) -> list[Place]:
    """Return where the condominium's stations stand, in the order of their numbers."""
    return [place for place in PLACES if place.condominium == condominium.name]


async def _furnish_empty(services: Services, condominium: Condominium, actor: Actor) -> None:
    site = await services.sites.create_site(
        actor, SiteDraft(name=condominium.name, address=condominium.address)
    )
    await services.tariffs.create_tariff(
        actor, name="Garagem", first=condominium.tariff, audience=Audience(site_id=site.id)
    )
    manager = UserDraft(
        email=condominium.manager_email,
        name=condominium.manager,
        role=Role.TENANT_ADMIN,
        password=PASSWORD,
    )
    await services.accounts.create_user(actor, manager)
    for number, place in enumerate(places_of(condominium), start=1):
        station = StationDraft(
            name=place.name,
            ocpp_identity=condominium.station_identity(number),
            site_id=site.id,
            password=STATION_PASSWORD,
        )
        await services.inventory.create_station(actor, station)
    for index, resident in enumerate(condominium.residents):
        await _settle(services, condominium, actor, site.id, index, resident)


async def _settle(
    services: Services,
    condominium: Condominium,
    actor: Actor,
    site_id: SiteId,
    index: int,
    resident: Resident,
) -> None:
    """Give a resident a home and a card."""
    unit = await services.units.create_unit(
        actor, UnitDraft(site_id=site_id, number=resident.unit, tower=resident.tower)
    )
    first_name = resident.name.partition(" ")[0]
    person = await services.people.create_person(
        actor,
        PersonDraft(
            name=resident.name,
            phone=condominium.phone_of(index),
            email=f"{first_name.casefold()}.{resident.unit}@{condominium.slug}.example",
        ),
        ResidenceDraft(unit_id=UnitId(unit.id)),
    )
    card = IdTokenDraft(value=condominium.card_of(index), person_id=person.id)
    await services.id_tokens.create_token(actor, card)


async def _close_what_was_left(services: Services, actor: Actor) -> None:
    """Close what simulated stations of an earlier demo can never end: they have no memory."""
    for view in await services.session_queries.list_open(actor, SessionFilter()):
        await services.sessions.close(actor, view.session.id, reason=_RESTARTED)


async def has_history(services: Services) -> bool:
    """Say whether an earlier demo left sessions."""
    page = await services.session_queries.list_sessions(
        _actor(None), SessionFilter(), PageRequest(limit=1)
    )
    return bool(page.items)


def _actor(tenant_id: TenantId | None) -> Actor:
    return Actor(kind=ActorKind.SYSTEM, tenant_id=tenant_id, permissions=frozenset(Permission))
