"""The composition root: the services and edges of a platform, tied together on its ground."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
from fastapi import FastAPI

from sigec.access.service import DecisionService, ListService, PolicyService
from sigec.accounts.service import (
    AccountService,
    ApiKeyService,
    AuditTrail,
    CallerService,
    KeyRing,
    LoginService,
    LoginThrottle,
    Passwords,
)
from sigec.billing.service import MonthService, PaymentService, StatementQueries
from sigec.certificates.service import StationDoors
from sigec.clouds import open_clouds, read_report
from sigec.crew import Crew, gather_crew
from sigec.cvepro.client import Sleep
from sigec.cvepro.tryout import CveProProbe
from sigec.db import Database
from sigec.drivers.service import (
    DriverService,
    IdTokenService,
    ImportService,
    PeopleService,
    PrivacyService,
    ProfileLinkService,
    ResidenceService,
    TagMaps,
    TokenDirectory,
    VehicleService,
    VisitService,
)
from sigec.front import open_api
from sigec.gates import ocpp_settings, open_certificates, open_workshop
from sigec.ground import Ground, open_ground, probes_of
from sigec.kit.clock import SystemClock
from sigec.kit.ports import Clock
from sigec.live.feed import Feed
from sigec.live.hub import Hub
from sigec.live.missed import Missed
from sigec.live.stream import EventStream
from sigec.notifications.ports import Carriers
from sigec.notifications.service import (
    ChannelService,
    Desk,
    InboxService,
    NoticeDeliveryService,
    NoticeSettingsService,
    PreferenceService,
)
from sigec.ocpp.link import NodeDesk, NodeLink, OcppActionBook, OcppLink
from sigec.ocpp.registry import Registry
from sigec.ocpp.router import Services as OcppServices
from sigec.ocpp.server import OcppServer, routers
from sigec.reservations.service import ReservationRules, ReservationService
from sigec.rest.doors import Doors
from sigec.rest.probes import ProcessFigures
from sigec.rest.services import Services
from sigec.sessions.service import (
    AttentionService,
    ErasureService,
    IdentityService,
    SessionQueries,
    SessionService,
    StrangerService,
)
from sigec.settings import Settings
from sigec.sites.service import SiteService, UnitService
from sigec.sources.service import ChargerService, SourceService
from sigec.stations.model import StationPolicy, UnknownStations, derive_key
from sigec.stations.service import (
    ChargerChoice,
    DesireService,
    HandshakeService,
    IncidentService,
    Lines,
    ProfileService,
    Sockets,
    StationDirectory,
    StationHistory,
    StationInventory,
    StationService,
    TemplateService,
    Vocabulary,
)
from sigec.subscriptions import Rememberers, local_reactions
from sigec.tariffs.service import TariffService
from sigec.tenants.service import (
    BrandService,
    DeletionService,
    ExportService,
    HolidayService,
    PlanService,
    TenantService,
)
from sigec.webhooks.service import DeliveryService, WebhookService
from sigec.worker.broadcast import Broadcast
from sigec.worker.rereading import Rereading
from sigec.worker.understudy import Understudy


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Everything that runs in one process, wired and migrated, with no port open yet.

    ``listeners`` keep what this process remembers true, and run until cancelled.
    """

    settings: Settings
    database: Database
    services: Services
    ocpp: OcppServer
    api: FastAPI
    nodes: NodeDesk
    hub: Hub
    listeners: Sequence[Callable[[], Awaitable[None]]]
    crew: Crew


@asynccontextmanager
async def open_platform(
    settings: Settings,
    *,
    secret_key: str,
    clock: Clock | None = None,
    passwords: Passwords | None = None,
    http: httpx2.AsyncClient | None = None,
    sleep: Sleep = asyncio.sleep,
    carriers: Carriers | None = None,
) -> AsyncIterator[Platform]:
    """Connect, migrate, wire; leaving the context stores what waits and closes everything.

    Tests bring their own ``clock``, ``passwords`` that are quick to hash, ``http`` and ``sleep``
    to ask clouds without a network and without waiting, and ``carriers`` that send nothing.

    :raises StorageUnavailable: when the database cannot be used.
    """
    opened = open_ground(
        settings,
        secret_key=secret_key,
        clock=clock or SystemClock(),
        http=http,
        sleep=sleep,
        carriers=carriers,
    )
    async with opened as ground:
        platform = await _wire(settings, ground, passwords or Passwords())
        try:
            yield platform
        finally:
            await platform.services.reservations.close()
            await platform.crew.poller.close()


async def _wire(settings: Settings, ground: Ground, passwords: Passwords) -> Platform:
    database, clock, ingest = ground.database, ground.clock, ground.ingest
    tenants = TenantService(database, clock)
    throttle = LoginThrottle(ground.cache, clock)
    accounts = AccountService(database, clock, passwords=passwords, throttle=throttle)
    logins = LoginService(
        database, clock, passwords=passwords, throttle=throttle, secret_key=ground.secret_key
    )
    keys = KeyRing(database, clock, cache=ground.cache, secret_key=ground.secret_key)
    registry, directory, tokens = Registry(), StationDirectory(), TokenDirectory()
    drivers = DriverService(database, clock, tokens)
    policy = StationPolicy(
        password_key=derive_key(ground.secret_key.encode()),
        unknown_stations=UnknownStations(settings.ocpp_unknown_stations.value),
        heartbeat_interval_s=settings.ocpp_heartbeat_interval_s,
        node=ground.node,
    )
    clouds = open_clouds(ground, directory)
    here = OcppLink(registry=registry, clock=clock, ingest=ingest)
    link = Lines(
        directory,
        sockets=NodeLink(here=here, bus=ground.bus, find_owner=Sockets(database).find_owner),
        clouds=clouds.link,
    )
    stations = StationService(
        database=database,
        ingest=ingest,
        clock=clock,
        link=link,
        directory=directory,
        tenants=tenants,
        policy=policy,
    )
    policies = PolicyService(database, clock, stations)
    reservations = ReservationService(
        database=database, clock=clock, stations=stations, drivers=drivers
    )
    sessions = SessionService(
        database=database,
        ingest=ingest,
        clock=clock,
        stations=stations,
        drivers=drivers,
        policies=policies,
        reservations=reservations,
        reader=read_report,
    )
    stations.add_listener(sessions)
    inventory = StationInventory(database=database, clock=clock, directory=directory, policy=policy)
    certificates = await open_certificates(
        ground,
        settings,
        directory=directory,
        policy=policy,
        doors=StationDoors(inventory=inventory, stations=stations),
    )
    await _begin(settings, tenants, accounts, stations)
    await reservations.start()
    await clouds.switch.refresh()

    hub, missed = Hub(ground.bus), Missed(database, clock)
    doors = OcppServices(
        sessions=sessions, stations=stations, certificates=certificates.requests, clock=clock
    )

    def process() -> ProcessFigures:
        return ProcessFigures(
            messages=doors.traffic.counts(),
            connections=len(registry),
            watchers=hub.watchers,
            ingest_backlog=ingest.backlog,
            ingest_lost=ingest.lost,
        )

    sources = SourceService(
        database,
        clock,
        vault=ground.source_vault,
        probe=CveProProbe(ground.http, clock),
        switch=clouds.switch,
        is_local=settings.is_local,
    )
    chargers = ChargerService(database, clock)
    id_tokens = IdTokenService(database, clock, tokens)
    handshakes = HandshakeService(
        database=database, clock=clock, directory=directory, policy=policy
    )
    incidents = IncidentService(database=database, clock=clock, policy=policy)
    desk = Desk(clock, vault=ground.notice_vault, public_url=settings.public_url)
    queries = SessionQueries(database=database, clock=clock, reader=read_report)
    services = Services(
        database=database,
        clock=clock,
        probes=probes_of(ground, process),
        tenants=tenants,
        brands=BrandService(database, clock),
        deletions=DeletionService(database, clock),
        exports=ExportService(database, clock),
        plans=PlanService(database, clock),
        accounts=accounts,
        logins=logins,
        api_keys=ApiKeyService(database, clock, secret_key=ground.secret_key),
        callers=CallerService(logins, keys),
        audit_trail=AuditTrail(database, clock),
        sites=SiteService(database, clock),
        units=UnitService(database, clock),
        people=PeopleService(database, clock, tokens),
        imports=ImportService(database, clock, tokens),
        vehicles=VehicleService(database, clock),
        privacy=PrivacyService(database, clock),
        erasure=ErasureService(database, clock, tokens),
        profile_links=ProfileLinkService(
            database,
            clock,
            cache=ground.cache,
            postman=ground.postman,
            secret_key=ground.secret_key,
        ),
        public_url=settings.public_url,
        visits=VisitService(database, clock, tokens),
        residences=ResidenceService(database, clock),
        id_tokens=id_tokens,
        access=policies,
        decisions=DecisionService(database, clock),
        local_lists=ListService(database, clock, policies=policies, stations=stations),
        sources=sources,
        source_chargers=chargers,
        charger_choice=ChargerChoice(sources=sources, chargers=chargers, inventory=inventory),
        tag_maps=TagMaps(clock, chargers=chargers, tokens=id_tokens),
        stations=stations,
        inventory=inventory,
        handshakes=handshakes,
        certificates=certificates,
        incidents=incidents,
        history=StationHistory(database),
        vocabulary=Vocabulary(OcppActionBook()),
        desires=DesireService(database, clock, directory),
        templates=TemplateService(database, clock),
        workshop=open_workshop(settings, ground, stations),
        profiles=ProfileService(
            database=database, clock=clock, inventory=inventory, stations=stations
        ),
        tariffs=TariffService(database, clock),
        holidays=HolidayService(database, clock),
        reservations=reservations,
        reservation_rules=ReservationRules(database, clock),
        sessions=sessions,
        session_queries=queries,
        attention=AttentionService(
            clock=clock,
            stations=stations,
            inventory=inventory,
            incidents=incidents,
            handshakes=handshakes,
            queries=queries,
        ),
        strangers=StrangerService(database, clock),
        months=MonthService(database, clock),
        payments=PaymentService(database, clock),
        statements=StatementQueries(database, clock),
        identities=IdentityService(database, clock),
        events=EventStream(hub, missed),
        desk=desk,
        notice_settings=NoticeSettingsService(
            database, clock, vault=ground.notice_vault, carriers=ground.carriers, desk=desk
        ),
        notice_preferences=PreferenceService(database, clock, ground.notice_vault),
        notice_deliveries=NoticeDeliveryService(database, clock),
        channels=ChannelService(
            database,
            clock,
            vault=ground.notice_vault,
            carriers=ground.carriers,
            bell=Feed(ground.bus),
        ),
        inbox=InboxService(database, clock),
        webhooks=WebhookService(database, clock, ground.webhook_vault),
        deliveries=DeliveryService(
            database, clock, vault=ground.webhook_vault, sender=ground.webhook_sender
        ),
        doors=Doors(
            port=settings.ocpp_port,
            tls_port=settings.ocpp_tls_port if settings.ocpp_tls_cert else None,
            public_url=settings.ocpp_public_url,
        ),
        public_domain=settings.public_domain,
    )
    ocpp = OcppServer(
        settings=ocpp_settings(settings, certificates.trust),
        gate=stations,
        routers=routers(doors),
        registry=registry,
        clock=clock,
        certificates=certificates.trust,
    )
    reactions = local_reactions(
        Rememberers(
            keys=keys,
            policies=policies,
            drivers=drivers,
            stations=stations,
            reservations=reservations,
            sessions=sessions,
            authorities=certificates.authorities,
            ocpp=ocpp,
            switch=clouds.switch,
            hub=hub,
        )
    )
    broadcast = Broadcast(ground.bus, reactions)
    understudy = Understudy(database, clock, ground.bus, (broadcast.hear, hub.hear))
    rereading = Rereading(stations.refresh_tenants, hub.part, also=[reservations.refresh])
    return Platform(
        settings=settings,
        database=database,
        services=services,
        ocpp=ocpp,
        nodes=NodeDesk(here=here, bus=ground.bus, node=ground.node, take_late=stations.take_late),
        api=open_api(services, hub, missed),
        hub=hub,
        listeners=(hub.run, broadcast.run, understudy.run, rereading.run, keys.keep_uses),
        crew=gather_crew(ground, broadcast, services, clouds, link, kept=settings.kept),
    )


async def _begin(
    settings: Settings, tenants: TenantService, accounts: AccountService, stations: StationService
) -> None:
    """Make what an empty database needs, and remember what is asked for at every handshake."""
    await tenants.ensure_default_tenant()
    if settings.admin_email is not None and settings.admin_password is not None:
        await accounts.ensure_admin(
            settings.admin_email, settings.admin_password.get_secret_value()
        )
    await stations.start()
