"""What the routes may call: one field per slice, filled once by `sigec.app`."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from sigec.access.service import DecisionService, ListService, PolicyService
from sigec.accounts.service import (
    AccountService,
    ApiKeyService,
    AuditTrail,
    CallerService,
    LoginService,
)
from sigec.billing.service import MonthService, PaymentService, StatementQueries
from sigec.certificates.service import Certificates
from sigec.db import Database
from sigec.drivers.service import (
    IdTokenService,
    ImportService,
    PeopleService,
    PrivacyService,
    ProfileLinkService,
    ResidenceService,
    TagMaps,
    VehicleService,
    VisitService,
)
from sigec.kit.following import Events
from sigec.kit.ports import Clock
from sigec.maintenance.service import Workshop
from sigec.notifications.service import (
    ChannelService,
    Desk,
    InboxService,
    NoticeDeliveryService,
    NoticeSettingsService,
    PreferenceService,
)
from sigec.reservations.service import ReservationRules, ReservationService
from sigec.rest.doors import Doors
from sigec.rest.probes import Probes
from sigec.sessions.service import (
    AttentionService,
    ErasureService,
    IdentityService,
    SessionQueries,
    SessionService,
    StrangerService,
)
from sigec.sites.service import SiteService, UnitService
from sigec.sources.service import ChargerService, SourceService
from sigec.stations.service import (
    ChargerChoice,
    DesireService,
    HandshakeService,
    IncidentService,
    ProfileService,
    StationHistory,
    StationInventory,
    StationService,
    TemplateService,
    Vocabulary,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The use cases behind the REST interface, and the little that the edge itself needs."""

    database: Database
    clock: Clock
    probes: Probes
    tenants: TenantService
    brands: BrandService
    deletions: DeletionService
    exports: ExportService
    plans: PlanService
    accounts: AccountService
    logins: LoginService
    api_keys: ApiKeyService
    callers: CallerService
    audit_trail: AuditTrail
    sites: SiteService
    units: UnitService
    people: PeopleService
    imports: ImportService
    vehicles: VehicleService
    privacy: PrivacyService
    erasure: ErasureService
    profile_links: ProfileLinkService
    public_url: str | None
    visits: VisitService
    sources: SourceService
    source_chargers: ChargerService
    charger_choice: ChargerChoice
    tag_maps: TagMaps
    residences: ResidenceService
    id_tokens: IdTokenService
    access: PolicyService
    decisions: DecisionService
    local_lists: ListService
    stations: StationService
    inventory: StationInventory
    handshakes: HandshakeService
    certificates: Certificates
    incidents: IncidentService
    history: StationHistory
    vocabulary: Vocabulary
    desires: DesireService
    templates: TemplateService
    workshop: Workshop
    profiles: ProfileService
    tariffs: TariffService
    holidays: HolidayService
    reservations: ReservationService
    reservation_rules: ReservationRules
    sessions: SessionService
    session_queries: SessionQueries
    attention: AttentionService
    months: MonthService
    payments: PaymentService
    statements: StatementQueries
    strangers: StrangerService
    identities: IdentityService
    events: Events
    doors: Doors
    public_domain: str | None
    desk: Desk
    notice_settings: NoticeSettingsService
    notice_preferences: PreferenceService
    notice_deliveries: NoticeDeliveryService
    channels: ChannelService
    inbox: InboxService
    webhooks: WebhookService
    deliveries: DeliveryService


async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(_services)]
