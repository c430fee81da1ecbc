"""Fill an empty platform with the neighbourhood; what is there already stays as it is."""

from datetime import date

from sigec.accounts.model import UserDraft
from sigec.demo.neighbourhood import Condominium, Resident
from sigec.drivers.model import IdTokenDraft, PersonDraft, ResidenceDraft
from sigec.kit.actor import Actor, ActorKind, Permission, Role
from sigec.kit.ids import SiteId, TenantId, UnitId
from sigec.kit.pages import PageRequest
from sigec.rest.services import Services
from sigec.sessions.service import SessionFilter
from sigec.sites.model import SiteDraft, UnitDraft
from sigec.stations.model import Registration, StationDraft
from sigec.tariffs.model import Audience
from sigec.tenants.model import TenantDraft
from sigec.tenants.service import TenantNotFound
from sigec_sandbox.acts import Act
from sigec_sandbox.demo import PLACES, STAGED, Place, StagedPlace

PASSWORD = "demonstracao"  # noqa: S105 - printed on the terminal: it guards invented data
STATION_PASSWORD = "demo-carregador"  # noqa: S105 - the same
MOVED_IN = date(2024, 3, 1)
_RESTARTED = "Demonstração reiniciada: os carregadores simulados recomeçaram do zero."


async def furnish(services: Services, condominium: Condominium) -> TenantId:
    """Create a condominium with everything in it, unless it is there from an earlier demo."""
    actor = system_of(None)
    try:
        tenant = await services.tenants.resolve(condominium.slug)
    except TenantNotFound:
        draft = TenantDraft(
            name=condominium.name,
            slug=condominium.slug,
            plan=condominium.plan,
            brand_color=condominium.color,
        )
        tenant = await services.tenants.create_tenant(actor, draft)
        if condominium.logo is not None:
            await services.brands.put_logo(actor, tenant.id, condominium.logo)
        await _furnish_empty(services, condominium, system_of(tenant.id))
    else:
        await _close_what_was_left(services, system_of(tenant.id))
    await services.stations.refresh_tenants()
    return tenant.id


def places_of(condominium: Condominium) -> list[Place]:
    """Return where the condominium's stations stand, in the order of their numbers."""
    return [place for place in (*PLACES, *STAGED) if place.condominium == condominium.name]


async def _furnish_empty(services: Services, condominium: Condominium, actor: Actor) -> None:
    site = await services.sites.create_site(
        actor, SiteDraft(name=condominium.name, address=condominium.address)
    )
    rule = {"is_allowed": True, "length_max_min": 120, "open_max": 2}
    await services.reservation_rules.edit_policy(actor, site.id, rule)
    await services.tariffs.create_tariff(
        actor, name="Garagem", first=condominium.tariff, audience=Audience(site_id=site.id)
    )
    for email, name, role in (
        (condominium.manager_email, condominium.manager, Role.TENANT_ADMIN),
        (condominium.operator_email, condominium.operator, Role.OPERATOR),
        (condominium.viewer_email, condominium.viewer, Role.VIEWER),
    ):
        user = UserDraft(email=email, name=name, role=role, password=PASSWORD)
        await services.accounts.create_user(actor, user)
    places = places_of(condominium)
    for number, place in enumerate(places, start=1):
        await services.inventory.create_station(
            actor, _station(condominium, number, place, site.id)
        )
    for index, resident in enumerate(condominium.residents):
        await _settle(services, condominium, actor, site.id, index, resident)


def _station(condominium: Condominium, number: int, place: Place, site_id: SiteId) -> StationDraft:
    is_pending = isinstance(place, StagedPlace) and place.act is Act.PENDING
    return StationDraft(
        name=place.name,
        ocpp_identity=condominium.station_identity(number),
        site_id=site_id,
        bay=place.bay,
        password=STATION_PASSWORD,
        registration=Registration.PENDING if is_pending else Registration.ACCEPTED,
    )


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
    person = await services.people.create_person(
        actor,
        PersonDraft(
            name=resident.name,
            phone=condominium.phone_of(index),
            email=condominium.email_of(index),
        ),
        ResidenceDraft(unit_id=UnitId(unit.id), from_date=MOVED_IN),
    )
    if index == condominium.signs_in:
        login = UserDraft(
            email=condominium.email_of(index),
            name=resident.name,
            role=Role.RESIDENT,
            password=PASSWORD,
            person_id=person.id,
        )
        await services.accounts.create_user(actor, login)
    card = IdTokenDraft(value=condominium.card_of(index), person_id=person.id)
    await services.id_tokens.create_token(actor, card)


async def _close_what_was_left(services: Services, actor: Actor) -> None:
    """Close what simulated stations of an earlier demo can never end: they have no memory."""
    for view in await services.session_queries.list_open(actor, SessionFilter()):
        await services.sessions.close(actor, view.session.id, reason=_RESTARTED)


async def has_history(services: Services) -> bool:
    """Say whether an earlier demo left sessions."""
    page = await services.session_queries.list_sessions(
        system_of(None), SessionFilter(), PageRequest(limit=1)
    )
    return bool(page.items)


def system_of(tenant_id: TenantId | None) -> Actor:
    """Return the platform itself, acting for a tenant."""
    return Actor(kind=ActorKind.SYSTEM, tenant_id=tenant_id, permissions=frozenset(Permission))
