"""Who works behind the answers: what follows from commits, and what is due by the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal, outbox
from sigec.access.service import AccessKeeper, CacheFulfiller, LocalListFulfiller
from sigec.brokers.model import Broker
from sigec.brokers.service import NEWS as BROKER_NEWS
from sigec.brokers.service import (
    BrokerFeeder,
    BrokerPlanner,
    HomeBoard,
    HomeSources,
    forget_untold,
)
from sigec.certificates.service import RENEWAL_KIND as CERTIFICATE_RENEWAL
from sigec.certificates.service import STEP_KIND as CERTIFICATE_STEP
from sigec.certificates.service import RootFulfiller
from sigec.clouds import Clouds, poller_of
from sigec.cvepro.poller import Poller
from sigec.ground import Ground
from sigec.jobs.turns import Turn
from sigec.kit.actor import SYSTEM
from sigec.kit.ids import TenantId
from sigec.kit.pages import PageRequest
from sigec.live.feed import Feed
from sigec.maintenance.service import CAMPAIGN_KIND
from sigec.maintenance.service import NEWS as UPDATE_NEWS
from sigec.notifications.service import NEWS as NOTICE_NEWS
from sigec.notifications.service import (
    SUMMARY_KIND,
    TIMER_KIND,
    DailySummary,
    NoticeCourier,
    NoticePlanner,
    WattWatcher,
)
from sigec.presence import Attendance, NodeState
from sigec.reservations.service import DUE_KIND
from sigec.rest.services import Services
from sigec.sessions.service import NEWS as SESSION_NEWS
from sigec.sessions.service import SessionWatch, forget_orphans
from sigec.stations.model import DesireKind
from sigec.stations.ports import Fulfiller, StationLink
from sigec.stations.service import (
    DESIRE_NEWS,
    SPREAD_KIND,
    STEP_KIND,
    CredentialFulfiller,
    Reconciler,
    VariableFulfiller,
    forget_handshakes,
    leave_behind,
)
from sigec.subscriptions import TOLD_FIRST, Keepers, heard_by, joined, subscriptions
from sigec.tenants.service import REMOVAL_KIND, TenantRemoval
from sigec.webhooks.service import NEWS as DELIVERY_NEWS
from sigec.webhooks.service import DeliveryPlanner, WebhookCourier
from sigec.worker.broadcast import Broadcast
from sigec.worker.clock_watch import ClockWatch
from sigec.worker.deliver import Deliverer
from sigec.worker.forget import forget_told_events
from sigec.worker.loop import Loop
from sigec.worker.presence import PresenceWatch
from sigec.worker.relay import RETRY_KIND, Relay
from sigec.worker.schedule import Recurring, Scheduler
from sigec.worker.storage import Storage

OCPP_ROLE = "ocpp"
MINUTE_S = 60
DAY_S = 24 * 3_600
ACCESS_S = 15 * 60
"""How late a list may hear that a card began or ceased to be valid by its dates."""
FRESHNESS_KIND = "sessions.freshness"
PROJECTOR_GATHERS_S = 0.25
"""A price so far may be a second old; priced four times a second it is as good, and cheaper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """What goes on behind the answers; any number of processes may do it side by side."""

    scheduler: Scheduler
    loops: Sequence[Loop]
    poller: Poller


def gather_crew(
    ground: Ground,
    broadcast: Broadcast,
    services: Services,
    clouds: Clouds,
    link: StationLink,
    *,
    kept: Mapping[str, timedelta],
) -> Crew:
    """Return everybody that works on this ground; rows of the tables of ``kept`` have an end."""
    database, clock, incidents = ground.database, ground.clock, services.incidents
    feed = Feed(ground.bus)
    planner = DeliveryPlanner(database, clock)
    watcher = WattWatcher(database, clock, feed)
    keeper = AccessKeeper(database, clock, services.access, services.stations)
    reactions = subscriptions(
        broadcast=broadcast,
        feed=feed,
        incidents=incidents,
        webhooks=planner,
        brokers=BrokerPlanner(database, ground.brokers.keys()),
        notices=NoticePlanner(database, clock, watcher=watcher, bell=feed),
        keepers=Keepers(
            access=keeper,
            certificates=services.certificates.keeper,
            templates=services.templates,
        ),
        profiles=services.profiles,
    )
    reactions = joined(reactions, heard_by(services.reservations))
    relay = Relay(database, clock, reactions, first=TOLD_FIRST)
    storage = Storage(database, clock, kept=kept)
    watch = SessionWatch(database, clock)
    projector = services.sessions.projector(feed, watcher)
    workshop = services.workshop
    removal = TenantRemoval(database, clock, let_go=partial(_let_go, services))
    forget = partial(forget_told_events, database, clock)
    scheduler = Scheduler(
        database,
        clock,
        handlers={
            RETRY_KIND: relay.retry,
            STEP_KIND: incidents.step,
            SPREAD_KIND: services.templates.spread,
            CAMPAIGN_KIND: workshop.leader.step,
            DUE_KIND: services.reservations.run_due,
            REMOVAL_KIND: removal.run,
            CERTIFICATE_STEP: services.certificates.keeper.step,
            CERTIFICATE_RENEWAL: services.certificates.keeper.renew,
            TIMER_KIND: watcher.look_again,
            SUMMARY_KIND: DailySummary(database, clock, feed).run,
        },
        recurring=[
            Recurring(kind="db.partitions", every_s=DAY_S, run=storage.make_room),
            Recurring(kind="db.forget", every_s=DAY_S, run=storage.forget),
            Recurring(kind="outbox.forget", every_s=DAY_S, run=forget),
            Recurring(
                kind="handshakes.forget",
                every_s=DAY_S,
                run=partial(forget_handshakes, database, clock),
            ),
            Recurring(
                kind="quarantine.forget",
                every_s=DAY_S,
                run=partial(forget_orphans, database, clock),
            ),
            Recurring(kind="stations.silence", every_s=MINUTE_S, run=incidents.watch_silence),
            Recurring(kind="maintenance.watch", every_s=MINUTE_S, run=workshop.watch.watch),
            Recurring(kind="maintenance.forget", every_s=DAY_S, run=workshop.watch.forget),
            Recurring(kind=FRESHNESS_KIND, every_s=MINUTE_S, run=watch.watch_freshness),
            Recurring(
                kind="brokers.forget", every_s=DAY_S, run=partial(forget_untold, database, clock)
            ),
            Recurring(kind="access.keep", every_s=ACCESS_S, run=keeper.keep_all),
            Recurring(kind="decisions.forget", every_s=DAY_S, run=services.decisions.forget),
            Recurring(kind="notices.forget", every_s=DAY_S, run=services.notice_deliveries.forget),
            Recurring(kind="webhooks.forget", every_s=DAY_S, run=services.deliveries.forget),
        ],
    )
    poller = poller_of(ground, clouds, services)
    return Crew(
        scheduler=scheduler,
        loops=(
            Loop("relay", relay.step, follows={outbox.NEWS}),
            Loop(
                "projector",
                projector.step,
                follows={journal.NEWS, SESSION_NEWS},
                gathers_for_s=PROJECTOR_GATHERS_S,
            ),
            Loop("scheduler", scheduler.step),
            *_deliverers(ground),
            _visitor(ground, link, services),
            Loop("sources", poller.step, finish=poller.close),
            *_messengers(ground, services, feed),
            _updater(services),
            Loop("channels", services.channels.watch),
            *_feeders(ground, services),
            Loop("presence", _presence_watch(ground).step),
            Loop("clock", ClockWatch(clock, (scheduler.prepare, services.deliveries.hasten)).step),
        ),
        poller=poller,
    )


def _visitor(ground: Ground, link: StationLink, services: Services) -> Loop:
    """Return who brings stations to what is wanted of them: each kind of desire by its own way."""
    database, clock = ground.database, ground.clock
    lists = LocalListFulfiller(
        database, clock, link=link, policies=services.access, stations=services.stations
    )
    credentials = CredentialFulfiller(
        database, link, vault=ground.station_vault, public_url=services.doors.public_url
    )
    fulfillers: dict[DesireKind, Fulfiller] = {
        DesireKind.VARIABLE: VariableFulfiller(database, clock, link),
        DesireKind.LOCAL_LIST: lists,
        DesireKind.CLEARED_CACHE: CacheFulfiller(link),
        DesireKind.PASSWORD: credentials,
        DesireKind.SECURITY_PROFILE: credentials,
        DesireKind.ROOT_CERTIFICATE: RootFulfiller(link),
    }
    reconciler = Reconciler(database, clock, fulfillers, link=link)
    worker = Deliverer(reconciler)
    return Loop(reconciler.name, worker.step, follows={DESIRE_NEWS}, finish=worker.finish)


def _messengers(ground: Ground, services: Services, feed: Feed) -> Sequence[Loop]:
    """Return a loop for what is urgent and one for the rest, so that neither holds up the other."""
    loops = []
    for is_urgent in (True, False):
        courier = NoticeCourier(
            ground.database,
            ground.clock,
            vault=ground.notice_vault,
            carriers=ground.carriers,
            desk=services.desk,
            bell=feed,
            is_urgent=is_urgent,
        )
        deliverer = Deliverer(courier)
        loop = Loop(courier.name, deliverer.step, follows={NOTICE_NEWS}, finish=deliverer.finish)
        loops.append(loop)
    return loops


def _updater(services: Services) -> Loop:
    """Return who asks stations for their updates."""
    courier = services.workshop.courier
    worker = Deliverer(courier)
    return Loop(courier.name, worker.step, follows={UPDATE_NEWS}, finish=worker.finish)


def _deliverers(ground: Ground) -> Sequence[Loop]:
    """Return who brings webhooks: what is urgent waits neither behind the rest nor for room."""
    loops = []
    for is_urgent in (True, False):
        courier = WebhookCourier(
            ground.database,
            ground.clock,
            vault=ground.webhook_vault,
            sender=ground.webhook_sender,
            is_urgent=is_urgent,
        )
        worker = Deliverer(courier)
        loops.append(Loop(courier.name, worker.step, follows={DELIVERY_NEWS}, finish=worker.finish))
    return loops


def _feeders(ground: Ground, services: Services) -> Sequence[Loop]:
    """Return a loop for each broker, so that one that is away holds up no other."""
    loops = []
    for broker, port in ground.brokers.items():
        turn = Turn(ground.database, ground.clock, f"brokers.{broker.value}")
        feeder = BrokerFeeder(ground.database, broker, port=port, turn=turn)
        worker = _home_board(ground, services, turn, feeder) if broker is Broker.MQTT else feeder
        loops.append(Loop(broker.value, worker.step, follows={BROKER_NEWS}, finish=worker.close))
    return loops


def _home_board(ground: Ground, services: Services, turn: Turn, feeder: BrokerFeeder) -> HomeBoard:
    assert ground.home is not None, "MQTT is among the brokers"
    sources = HomeSources(
        tenants=services.tenants,
        sites=services.sites,
        inventory=services.inventory,
        queries=services.session_queries,
        people=services.people,
    )
    return HomeBoard(
        ground.clock,
        port=ground.home.port,
        topics=ground.home.topics,
        sources=sources,
        turn=turn,
        feeder=feeder,
        shows_person=ground.home.shows_person,
    )


def _presence_watch(ground: Ground) -> PresenceWatch:
    async def bury(connection: AsyncConnection, gone: NodeState) -> None:
        if OCPP_ROLE in gone.roles:
            now = ground.clock.now()
            await leave_behind(connection, node=gone.host, before=now, at=now)

    return PresenceWatch(ground.database, Attendance(), bury)


async def _let_go(services: Services, tenant_id: TenantId) -> None:
    """Remove a tenant's stations and sources, so that their sockets close and nobody asks."""
    actor = replace(SYSTEM, tenant_id=tenant_id)
    while stations := (await services.inventory.list_stations(actor, PageRequest())).items:
        for station in stations:
            await services.inventory.delete_station(actor, station.id)
    while sources := (await services.sources.list_sources(actor, PageRequest())).items:
        for source in sources:
            await services.sources.delete_source(actor, source.id)
