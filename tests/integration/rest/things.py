"""How to make one of each thing that a path may name, in a given tenant."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from sigec.accounts.model import KeyDraft, KeyScope
from sigec.adapters.aes_vault import AesVault
from sigec.billing._store import statements
from sigec.billing.model import Month, MonthClose, Statement
from sigec.certificates.model import CertificateUse
from sigec.certificates.service import CertificateRequest
from sigec.drivers.model import (
    IdTokenDraft,
    PersonDraft,
    ResidenceDraft,
    TokenRef,
    VehicleDraft,
    VisitDraft,
)
from sigec.journal import Entry
from sigec.kit.actor import Role, Scope
from sigec.kit.ids import (
    FirmwareImageId,
    PersonId,
    StatementId,
    StatementMonthId,
    StationId,
    UnitId,
    WebhookId,
    new_id,
)
from sigec.kit.money import Money
from sigec.kit.pages import PageRequest
from sigec.maintenance.model import CampaignDraft, ImageDraft, LogDraft
from sigec.maintenance.service import LogFilter, UpdateDraft
from sigec.notifications.model import AccountDraft, Alert, Channel, Kind, News, Provider
from sigec.notifications.service.writing import write_news
from sigec.reservations.model import Place as ReservedPlace
from sigec.reservations.model import Wish
from sigec.sessions.model import ReportKind, TransactionReport
from sigec.sites.model import SiteDraft, UnitDraft
from sigec.sources.model import Account, ChargerReport, SourceDraft
from sigec.sources.service import Cycle, SourceProgress
from sigec.stations.model import (
    ConnectorStatus,
    LogKind,
    Peer,
    StationDraft,
    StatusReport,
    TemplateDraft,
    VariableName,
    WantedValue,
)
from sigec.stations.ports import StationOffline
from sigec.stations.service import HandshakeFilter, IncidentFilter
from sigec.tariffs.model import VersionDraft
from sigec.tenants.model import Language, PlanDraft, Tenant
from sigec.webhooks.model import EndpointDraft
from tests.authority import name
from tests.canaries import API_KEY, PASSWORD, SECRET_KEY
from tests.integration.rest.conftest import House, system
from tests.journeys.eventually import eventually

_numbers = count()


async def _tenant(_house: House, tenant: Tenant) -> str:
    return str(tenant.id)


async def _user(house: House, tenant: Tenant) -> str:
    return str((await house.user(Role.VIEWER, tenant)).id)


async def _api_key(house: House, tenant: Tenant) -> str:
    draft = KeyDraft(name="Portaria", scopes=frozenset({KeyScope.READ_SITES}))
    return str((await house.services.api_keys.create_key(system(tenant), draft)).key.id)


async def _plan(house: House, _tenant: Tenant) -> str:
    draft = PlanDraft(code=f"thing-{next(_numbers)}", name="Plano")
    return (await house.services.plans.create_plan(system(), draft)).code


async def _site(house: House, tenant: Tenant) -> str:
    site = await house.services.sites.create_site(system(tenant), SiteDraft(name="Garagem"))
    return str(site.id)


async def _unit(house: House, tenant: Tenant) -> str:
    site = await house.services.sites.create_site(system(tenant), SiteDraft(name="Garagem"))
    draft = UnitDraft(site_id=site.id, number="101")
    return str((await house.services.units.create_unit(system(tenant), draft)).id)


async def _person(house: House, tenant: Tenant) -> str:
    person = await house.services.people.create_person(system(tenant), PersonDraft(name="Ana"))
    return str(person.id)


async def _residence(house: House, tenant: Tenant) -> str:
    site = await house.services.sites.create_site(system(tenant), SiteDraft(name="Garagem"))
    draft = UnitDraft(site_id=site.id, number="102")
    unit = await house.services.units.create_unit(system(tenant), draft)
    person = await house.services.people.create_person(
        system(tenant), PersonDraft(name="Ana"), ResidenceDraft(unit_id=unit.id)
    )
    return str(person.residences[0].id)


async def _vehicle(house: House, tenant: Tenant) -> str:
    person_id = PersonId(UUID(await _person(house, tenant)))
    draft = VehicleDraft(plate="ABC1D23")
    return str((await house.services.vehicles.add_vehicle(system(tenant), person_id, draft)).id)


async def _visit(house: House, tenant: Tenant) -> str:
    draft = VisitDraft(
        unit_id=UnitId(UUID(await _unit(house, tenant))),
        valid_from=house.clock.now(),
        valid_to=house.clock.now() + timedelta(days=1),
    )
    guest = PersonDraft(name="Rui")
    return str((await house.services.visits.invite(system(tenant), guest, draft)).id)


async def _id_token(house: House, tenant: Tenant) -> str:
    draft = IdTokenDraft(value=f"CARD-{next(_numbers)}")
    return str((await house.services.id_tokens.create_token(system(tenant), draft)).id)


async def _station(house: House, tenant: Tenant) -> str:
    identity = f"THING-{next(_numbers)}"
    draft = StationDraft(name=identity, ocpp_identity=identity)
    return str((await house.services.inventory.create_station(system(tenant), draft)).id)


async def _connector(house: House, tenant: Tenant) -> str:
    station_id = StationId(UUID(await _station(house, tenant)))
    now = house.clock.now()
    status = StatusReport(
        station_id=station_id,
        status=ConnectorStatus.AVAILABLE,
        received_at=now,
        evse=1,
        connector=1,
    )
    entry = _entry(house, tenant, station_id, "StatusNotification")
    await house.services.stations.record_status(status, entry, lambda: b"{}")
    [card] = await house.services.inventory.list_connectors(system(tenant), station_id=station_id)
    return str(card.connector.id)


async def _desire(house: House, tenant: Tenant) -> str:
    station_id = StationId(UUID(await _station(house, tenant)))
    desire = await house.services.desires.want_variable(
        system(tenant), station_id, VariableName(variable="HeartbeatInterval"), "60"
    )
    return str(desire.id)


async def _template(house: House, tenant: Tenant) -> str:
    wanted = WantedValue(name=VariableName(variable="HeartbeatInterval"), value="60")
    draft = TemplateDraft(name="Modelo", values=[wanted])
    return str((await house.services.templates.create_template(system(tenant), draft)).id)


async def _handshake(house: House, tenant: Tenant) -> str:
    identity = f"STRANGER-{next(_numbers)}"
    await house.services.stations.refresh_tenants()
    house.services.stations.admit(identity, tenant_slug=tenant.slug, peer=Peer(address="192.0.2.1"))

    async def listed() -> str | None:
        page = await house.services.handshakes.list_handshakes(
            system(tenant), PageRequest(), HandshakeFilter(identity=identity)
        )
        return str(page.items[0].id) if page.items else None

    return await eventually(listed)  # a refusal is noted without being awaited


async def _incident(house: House, tenant: Tenant) -> str:
    """Let a connector of its own fail."""
    station_id = StationId(UUID(await _station(house, tenant)))
    now = house.clock.now()
    status = StatusReport(
        station_id=station_id,
        status=ConnectorStatus.FAULTED,
        error_code="GroundFailure",
        received_at=now,
        evse=1,
        connector=1,
    )
    entry = _entry(house, tenant, station_id, "StatusNotification")
    await house.services.stations.record_status(status, entry, lambda: b"{}")
    page = await house.services.incidents.list_incidents(
        system(tenant), PageRequest(), IncidentFilter(station_id=station_id)
    )
    return str(page.items[0].id)


async def _month(_house: House, _tenant: Tenant) -> str:
    return "2199-12"  # a month that every site would have is nobody's thing


async def _statement(house: House, tenant: Tenant) -> str:
    """Store a closed month of a unit that charged, as the close of one does."""
    unit = await house.services.units.get_unit(
        system(tenant), UnitId(UUID(await _unit(house, tenant)))
    )
    now = house.clock.now()
    month = MonthClose(
        id=StatementMonthId(new_id()),
        tenant_id=tenant.id,
        site_id=unit.site_id,
        month=Month(2026, 10),
        from_at=now - timedelta(days=60),
        to_at=now - timedelta(days=30),
        due_date=date(2026, 11, 10),
        closed_at=now,
        closed_by=None,
    )
    statement = Statement(
        id=StatementId(new_id()),
        tenant_id=tenant.id,
        month_id=month.id,
        site_id=unit.site_id,
        month=month.month,
        due_date=month.due_date,
        unit_id=unit.id,
        unit_label=unit.label,
        sessions=1,
        energy_wh=8_050,
        amount=Money.from_minor(1_785, "BRL"),
        payment=None,
        marked_by=None,
        marked_at=None,
    )
    async with house.services.database.transaction(Scope(tenant_id=tenant.id)) as connection:
        await statements.add_month(connection, month, [statement], {})
    return str(statement.id)


async def _version(_house: House, _tenant: Tenant) -> str:
    return "ocpp2.0.1"


async def _action(_house: House, _tenant: Tenant) -> str:
    return "TriggerMessage"


async def charge(house: House, tenant: Tenant, id_token: str | None = None) -> str:
    """Begin a session at a station of its own."""
    station_id = StationId(UUID(await _station(house, tenant)))
    report = TransactionReport(
        station_id=station_id,
        kind=ReportKind.STARTED,
        at=house.clock.now(),
        received_at=house.clock.now(),
        evse=1,
        connector=1,
        external_id="T1",
        id_token=TokenRef(value=id_token) if id_token else None,
    )
    entry = _entry(house, tenant, station_id, "TransactionEvent")
    answer = await house.services.sessions.record(
        report, entry, lambda outcome: str(outcome.session_id).encode()
    )
    return answer.decode()


async def _source(house: House, tenant: Tenant) -> str:
    draft = SourceDraft(
        name="CVE-PRO",
        base_url="https://cloud.example",
        account=Account(api_key=API_KEY, email="sindico@example.com", password=PASSWORD),
    )
    source = await house.services.sources.create_source(system(tenant), draft)
    return str(source.id)


async def _charger(house: House, tenant: Tenant) -> str:
    """Let the tenant's latest source list a charger."""
    page = await house.services.sources.list_sources(system(tenant), PageRequest(limit=200))
    source = page.items[-1]
    told = [ChargerReport(external_id="GARAGE-1")]
    cycle = Cycle(before=source, after=source, at=house.clock.now(), chargers=told)
    progress = SourceProgress(
        house.services.database,
        vault=AesVault(SECRET_KEY, purpose="sources"),
        describe=lambda trouble: trouble.code,
    )
    await progress.note(cycle)
    found = await house.services.source_chargers.list_chargers(
        system(tenant), source.id, PageRequest()
    )
    return str(found.items[0].id)


async def _tag(_house: House, _tenant: Tenant) -> str:
    return "pk:17"


async def _tariff(house: House, tenant: Tenant) -> str:
    first = VersionDraft(
        valid_from=house.clock.now(), currency="BRL", price_per_kwh=Decimal("0.53")
    )
    tariff = await house.services.tariffs.create_tariff(system(tenant), name="Garagem", first=first)
    return str(tariff.id)


async def _holiday(house: House, tenant: Tenant) -> str:
    holiday = await house.services.holidays.put_holiday(system(tenant), date(2026, 3, 23))
    return str(holiday.id)


async def _webhook(house: House, tenant: Tenant) -> str:
    draft = EndpointDraft(url="http://127.0.0.1:9/hook")
    made = await house.services.webhooks.create_webhook(system(tenant), draft)
    return str(made.endpoint.id)


async def _delivery(house: House, tenant: Tenant) -> str:
    webhook_id = WebhookId(UUID(await _webhook(house, tenant)))
    story = await house.services.deliveries.test(system(tenant), webhook_id)
    return str(story.delivery.id)


def _entry(house: House, tenant: Tenant, station_id: StationId, action: str) -> Entry:
    return Entry(
        tenant_id=tenant.id,
        station_id=station_id,
        protocol="ocpp2.0.1",
        direction="in",
        action=action,
        message_id=str(next(_numbers)),
        request="{}",
        at=house.clock.now(),
        received_at=house.clock.now(),
    )


async def _kind(_house: House, _tenant: Tenant) -> str:
    return Kind.FAULT.value


async def _language(_house: House, _tenant: Tenant) -> str:
    return Language.EN.value


async def _channel(house: House, tenant: Tenant) -> str:
    draft = AccountDraft(
        channel=Channel.EMAIL,
        provider=Provider.SMTP,
        settings={"host": "127.0.0.1", "port": "1", "from": "avisos@example.com"},
        secrets={"password": API_KEY},
    )
    await house.services.channels.save_channel(system(tenant), draft)
    return Channel.EMAIL.value


async def _notice(house: House, tenant: Tenant) -> str:
    """Let something go wrong that those who run the place are told of."""
    await _channel(house, tenant)
    admin = await house.user(Role.TENANT_ADMIN, tenant)
    now = house.clock.now()
    news = News(
        kind=Kind.ADMIN_ALERT,
        tenant_id=tenant.id,
        subject_id=new_id(),
        at=now,
        user_id=admin.id,
        alert=Alert(name="station_offline", subject="Garagem", began_at=now),
    )
    async with house.services.database.transaction(Scope(tenant_id=tenant.id)) as connection:
        [notice] = await write_news(connection, [news], now=now)
    return str(notice.id)


async def _notice_delivery(house: House, tenant: Tenant) -> str:
    await _notice(house, tenant)
    page = await house.services.notice_deliveries.list_deliveries(system(tenant), PageRequest())
    return str(page.items[0].id)


async def _device(house: House, tenant: Tenant) -> str:
    actor = replace(system(tenant), user_id=(await house.user(Role.VIEWER, tenant)).id)
    device = await house.services.notice_preferences.add_device(
        actor, subscription=f"{{{next(_numbers)}}}", name="Celular"
    )
    return str(device.id)


async def _image(house: House, tenant: Tenant) -> str:
    draft = ImageDraft(name="AC-7", version="2.0.0", url="https://maker.example/ac7.bin")
    return str((await house.services.workshop.images.create_image(system(tenant), draft)).id)


async def _update(house: House, tenant: Tenant) -> str:
    draft = UpdateDraft(image_id=FirmwareImageId(UUID(await _image(house, tenant))))
    station_id = StationId(UUID(await _station(house, tenant)))
    actor = system(tenant)
    return str((await house.services.workshop.updates.order_update(actor, station_id, draft)).id)


async def _campaign(house: House, tenant: Tenant) -> str:
    await _station(house, tenant)
    image_id = FirmwareImageId(UUID(await _image(house, tenant)))
    draft = CampaignDraft(name="2.0.0", image_id=image_id)
    made = await house.services.workshop.campaigns.create_campaign(system(tenant), draft)
    return str(made.campaign.id)


async def _log(house: House, tenant: Tenant) -> str:
    station_id = StationId(UUID(await _station(house, tenant)))
    logs, draft = house.services.workshop.logs, LogDraft(kind=LogKind.DIAGNOSTICS)
    with suppress(StationOffline):  # it is on the list all the same
        await logs.ask_log(system(tenant), station_id, draft)
    found = await logs.list_logs(system(tenant), PageRequest(), LogFilter(station_id=station_id))
    return str(found.items[0].id)


async def _authority(house: House, tenant: Tenant) -> str:
    made = await house.services.certificates.authorities.create_authority(system(tenant))
    return str(made.id)


async def _certificate(house: House, tenant: Tenant) -> str:
    """Let a station ask for one."""
    await _authority(house, tenant)
    await house.services.stations.refresh_tenants()  # as the relay makes it do
    actor, certificates = system(tenant), house.services.certificates
    station_id = StationId(UUID(await _station(house, tenant)))
    station = await house.services.inventory.get_station(actor, station_id)
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.CertificateSigningRequestBuilder().subject_name(
        name(station.ocpp_identity or "", tenant.name)
    )
    pem = named.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()
    fault = await certificates.requests.take(
        CertificateRequest(station_id=station_id, use=CertificateUse.STATION, pem=pem)
    )
    assert fault is None, fault
    page = await certificates.desk.list_certificates(actor, PageRequest(), station_id)
    return str(page.items[0].id)


async def _reservation(house: House, tenant: Tenant) -> str:
    """Reserve for later: nobody asks the station as yet."""
    await _connector(house, tenant)
    actor, now = system(tenant), house.clock.now()
    page = await house.services.inventory.list_stations(actor, PageRequest())
    wish = Wish(
        station_id=page.items[0].id,
        place=ReservedPlace(evse=1, connector=1),
        starts_at=now + timedelta(hours=1),
        expires_at=now + timedelta(hours=2),
        token=TokenRef(value=await _tag(house, tenant)),
    )
    reservation, _ = await house.services.reservations.reserve(actor, wish)
    return str(reservation.id)


THINGS: dict[str, Callable[[House, Tenant], Awaitable[str]]] = {
    "tenant_id": _tenant,
    "user_id": _user,
    "api_key_id": _api_key,
    "plan_code": _plan,
    "site_id": _site,
    "unit_id": _unit,
    "person_id": _person,
    "residence_id": _residence,
    "vehicle_id": _vehicle,
    "visit_id": _visit,
    "id_token_id": _id_token,
    "station_id": _station,
    "connector_id": _connector,
    "authority_id": _authority,
    "certificate_id": _certificate,
    "reservation_id": _reservation,
    "desire_id": _desire,
    "template_id": _template,
    "handshake_id": _handshake,
    "incident_id": _incident,
    "image_id": _image,
    "update_id": _update,
    "campaign_id": _campaign,
    "log_id": _log,
    "version": _version,
    "action": _action,
    "tariff_id": _tariff,
    "statement_id": _statement,
    "month": _month,
    "holiday_id": _holiday,
    "session_id": charge,
    "webhook_id": _webhook,
    "delivery_id": _delivery,
    "source_id": _source,
    "charger_id": _charger,
    "external_key": _tag,
    "kind": _kind,
    "language": _language,
    "channel": _channel,
    "notice_id": _notice,
    "notice_delivery_id": _notice_delivery,
    "push_subscription_id": _device,
}
"""Path parameter → how to make what it names; later ones may use the services of earlier ones."""
