"""Show every connector to the automation of a house, by what a broker of topics keeps."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from sigec.brokers.model import (
    HOME_EXPIRES_S,
    HomeConnector,
    HomeTopics,
    TopicMessage,
    home_messages,
)
from sigec.brokers.ports import BrokerUnavailable, TopicBroker
from sigec.brokers.service.feeding import BrokerFeeder
from sigec.drivers.service import PeopleService
from sigec.jobs.turns import Turn
from sigec.kit.actor import SYSTEM
from sigec.kit.ids import ConnectorId, PersonId, TenantId
from sigec.kit.pages import PAGE_LIMIT_MAX, PageRequest
from sigec.kit.ports import Clock
from sigec.sessions.service import SessionFilter, SessionQueries, SessionView
from sigec.sites.service import SiteService
from sigec.stations.model import ConnectorCard
from sigec.stations.service import StationInventory
from sigec.tenants.model import Tenant
from sigec.tenants.service import TenantService

LOOKED_EVERY = timedelta(seconds=5)
WHOLE_EVERY = timedelta(seconds=HOME_EXPIRES_S / 3)
BATCH = 200

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeSources:
    """Who knows what a house is shown."""

    tenants: TenantService
    sites: SiteService
    inventory: StationInventory
    queries: SessionQueries
    people: PeopleService


class HomeBoard:
    """Tells what changed, everything over a new connection and now and then; one process does."""

    def __init__(
        self,
        clock: Clock,
        *,
        port: TopicBroker,
        topics: HomeTopics,
        sources: HomeSources,
        turn: Turn,
        feeder: BrokerFeeder,
        shows_person: bool,
    ) -> None:
        """Prepare; ``feeder`` tells events by the same ``turn``, for there is one connection."""
        self._clock = clock
        self._port = port
        self._topics = topics
        self._sources = sources
        self._turn = turn
        self._feeder = feeder
        self._shows_person = shows_person
        self._connection: int | None = None
        self._told: dict[str, int] = {}
        self._looked_at: datetime | None = None
        self._whole_at: datetime | None = None

    async def step(self) -> bool:
        """Show what changed, then tell a batch of events; ``True`` when there may be more."""
        if not await self._turn.is_ours():
            await self._port.close()
            return False
        await self._port.open()
        if self._is_time():
            try:
                await self._show()
            except BrokerUnavailable as problem:
                _log.warning("brokers.home.interrupted", problem=str(problem))
                self._connection = None  # what arrived is not known: all of it again
        return await self._feeder.step()

    async def close(self) -> None:
        """Say goodbye, and let another process go on."""
        await self._port.close()
        await self._turn.release()

    def _is_time(self) -> bool:
        if self._port.connection is None:
            return False
        is_new = self._port.connection != self._connection
        at = self._looked_at
        return is_new or at is None or self._clock.now() - at >= LOOKED_EVERY

    async def _show(self) -> None:
        connection, now = self._port.connection, self._clock.now()
        is_whole = self._whole_at is None or now - self._whole_at >= WHOLE_EVERY
        if connection != self._connection:
            is_whole = True
        wanted = {
            message.topic: message
            for connector in await self._load()
            for message in home_messages(connector, self._topics, shows_person=self._shows_person)
        }
        gone = [
            TopicMessage(topic=topic, payload=b"", is_kept=True)
            for topic in self._told
            if topic not in wanted
        ]
        news = [
            message
            for message in wanted.values()
            if is_whole or self._told.get(message.topic) != hash(message.payload)
        ]
        for begin in range(0, len(gone) + len(news), BATCH):
            await self._port.publish([*gone, *news][begin : begin + BATCH])
        self._told = {message.topic: hash(message.payload) for message in wanted.values()}
        self._connection, self._looked_at = connection, now
        if is_whole:
            self._whole_at = now

    async def _load(self) -> Sequence[HomeConnector]:
        sources = self._sources
        tenants = await self._tenants()
        cards = [
            card
            for card in await sources.inventory.list_connectors(SYSTEM)
            if card.connector.tenant_id in tenants
        ]
        sites = await sources.sites.find_sites(
            SYSTEM, {card.site_id for card in cards if card.site_id is not None}
        )
        charges = await self._charges()
        people = await self._people(charges.values())
        siblings = Counter(card.connector.station_id for card in cards)
        return [
            _shown(
                card,
                tenants[card.connector.tenant_id],
                charges.get(card.connector.id),
                site_name=site.name if card.site_id and (site := sites.get(card.site_id)) else None,
                people=people,
                is_only_one=siblings[card.connector.station_id] == 1,
            )
            for card in cards
        ]

    async def _tenants(self) -> Mapping[TenantId, Tenant]:
        found: dict[TenantId, Tenant] = {}
        cursor: str | None = None
        while True:
            request = PageRequest(limit=PAGE_LIMIT_MAX, cursor=cursor)
            page = await self._sources.tenants.list_tenants(SYSTEM, request)
            found |= {tenant.id: tenant for tenant in page.items if tenant.is_active}
            cursor = page.next_cursor
            if cursor is None:
                return found

    async def _charges(self) -> Mapping[ConnectorId, SessionView]:
        """Return the open session of each connector: the latest, should there be two."""
        views = await self._sources.queries.list_open(SYSTEM, SessionFilter())
        return {
            view.session.connector_id: view
            for view in reversed(views)
            if view.session.connector_id is not None
        }

    async def _people(self, charges: Collection[SessionView]) -> Mapping[PersonId, str]:
        if not self._shows_person:
            return {}
        ids = {view.session.holder.person_id for view in charges}
        found = await self._sources.people.find_people(SYSTEM, {each for each in ids if each})
        return {person_id: person.name for person_id, person in found.items()}


def _shown(
    card: ConnectorCard,
    tenant: Tenant,
    charge: SessionView | None,
    *,
    site_name: str | None,
    people: Mapping[PersonId, str],
    is_only_one: bool,
) -> HomeConnector:
    connector, session = card.connector, charge.session if charge else None
    person_id = session.holder.person_id if session else None
    return HomeConnector(
        id=connector.id,
        tenant=tenant.slug,
        language=tenant.language.value,
        station_id=connector.station_id,
        station_name=card.station_name,
        site_name=site_name,
        evse=connector.evse,
        number=connector.number,
        is_only_one=is_only_one,
        is_online=card.is_online,
        label=card.label(session.status if session else None),
        session_id=session.id if session else None,
        started_at=session.started_at if session else None,
        power_w=session.power_w if session else 0,
        energy_wh=session.energy.energy_wh if session else None,
        person=people.get(person_id) if person_id else None,
    )
