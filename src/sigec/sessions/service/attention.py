"""What needs somebody now: incidents, and all else that will not put itself right."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import SessionId, SiteId
from sigec.kit.pages import PAGE_LIMIT_MAX, PageRequest
from sigec.kit.periods import Period
from sigec.kit.ports import Clock
from sigec.sessions._store.listing import SessionFilter
from sigec.sessions.model import GHOST_AFTER, Identity
from sigec.sessions.service.queries import SessionQueries, SessionView
from sigec.stations.model import (
    ConnectorCard,
    Handshake,
    Incident,
    IncidentKind,
    KnownStation,
    RefusalReason,
    Registration,
    Severity,
    Station,
)
from sigec.stations.service import (
    HandshakeFilter,
    HandshakeService,
    IncidentService,
    StationFilter,
    StationInventory,
    StationService,
)

ITEMS_MAX = 200
KNOCKED_WITHIN = timedelta(days=1)
"""A station that has not knocked for longer was carried away or set right."""
_ALL = PageRequest(limit=PAGE_LIMIT_MAX)
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class AttentionKind(StrEnum):
    """Why something needs somebody."""

    INCIDENT = "incident"
    STALE_SESSION = "stale_session"
    GHOST = "ghost"
    UNIDENTIFIED_SESSION = "unidentified_session"
    REFUSED_HANDSHAKE = "refused_handshake"
    PENDING_STATION = "pending_station"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionItem:
    """One thing that needs somebody, with what it is about."""

    kind: AttentionKind
    severity: Severity
    since: datetime
    incident: Incident | None = None
    station: KnownStation | None = None
    evse: int | None = None
    connector: int | None = None
    session: SessionView | None = None
    handshake: Handshake | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """The worst and then the oldest first, at most `ITEMS_MAX`; ``counts`` is of what was found."""

    items: Sequence[AttentionItem]
    counts: Mapping[Severity, int]


class AttentionService:
    """Gathers from everywhere what needs somebody."""

    def __init__(
        self,
        *,
        clock: Clock,
        stations: StationService,
        inventory: StationInventory,
        incidents: IncidentService,
        handshakes: HandshakeService,
        queries: SessionQueries,
    ) -> None:
        self._clock = clock
        self._stations = stations
        self._inventory = inventory
        self._incidents = incidents
        self._handshakes = handshakes
        self._queries = queries

    async def list_attention(self, actor: Actor, *, site_id: SiteId | None = None) -> Attention:
        """Return what needs somebody now, at a site or everywhere the actor may see.

        Who knocked in vain stands at no site, and is for those who may adopt.
        """
        actor.require(Permission.READ_STATIONS)
        actor.require(Permission.READ_SESSIONS)
        items = [
            *await self._incident_items(actor, site_id),
            *await self._unidentified_items(actor, site_id),
            *await self._ghost_items(actor, site_id),
            *await self._stranger_items(actor, site_id),
        ]
        items.sort(key=lambda item: (_RANKS[item.severity], item.since))
        counts = Counter(item.severity for item in items)
        return Attention(
            items=items[:ITEMS_MAX],
            counts={severity: counts[severity] for severity in Severity},
        )

    async def _incident_items(
        self, actor: Actor, site_id: SiteId | None
    ) -> Sequence[AttentionItem]:
        incidents = await self._incidents.list_worst(actor, site_id=site_id)
        ids = {incident.session_id for incident in incidents if incident.session_id}
        sessions = await self._queries.find_sessions(actor, ids)
        return [self._incident_item(incident, sessions) for incident in incidents]

    def _incident_item(
        self, incident: Incident, sessions: Mapping[SessionId, SessionView]
    ) -> AttentionItem:
        is_stale = incident.kind is IncidentKind.STALE_SESSION
        return AttentionItem(
            kind=AttentionKind.STALE_SESSION if is_stale else AttentionKind.INCIDENT,
            severity=incident.severity,
            since=incident.began_at,
            incident=incident,
            station=self._stations.find(incident.station_id) if incident.station_id else None,
            evse=incident.evse,
            connector=incident.connector,
            session=sessions.get(incident.session_id) if incident.session_id else None,
        )

    async def _unidentified_items(
        self, actor: Actor, site_id: SiteId | None
    ) -> Sequence[AttentionItem]:
        wanted = SessionFilter(identity=Identity.UNKNOWN, site_id=site_id)
        return [
            AttentionItem(
                kind=AttentionKind.UNIDENTIFIED_SESSION,
                severity=Severity.INFO,
                since=view.session.started_at,
                station=self._stations.find(view.session.station_id),
                evse=view.session.fold.evse,
                connector=view.session.fold.connector,
                session=view,
            )
            for view in await self._queries.list_open(actor, wanted)
        ]

    async def _ghost_items(self, actor: Actor, site_id: SiteId | None) -> Sequence[AttentionItem]:
        cards = await self._inventory.list_connectors(actor, site_id=site_id)
        ghosts = await self._queries.find_ghosts(actor, cards)
        return [self._ghost_item(card) for card in cards if card.connector.id in ghosts]

    def _ghost_item(self, card: ConnectorCard) -> AttentionItem:
        connector = card.connector
        return AttentionItem(
            kind=AttentionKind.GHOST,
            severity=Severity.INFO,
            since=connector.status_at or self._clock.now() - GHOST_AFTER,
            station=self._stations.find(connector.station_id),
            evse=connector.evse,
            connector=connector.number,
        )

    async def _stranger_items(
        self, actor: Actor, site_id: SiteId | None
    ) -> Sequence[AttentionItem]:
        wanted = StationFilter(registration=Registration.PENDING, site_id=site_id)
        pending = (await self._inventory.list_stations(actor, _ALL, wanted)).items
        items = [self._pending_item(station) for station in pending]
        if site_id is None and actor.may(Permission.WRITE_STATIONS):
            items += [_knock_item(each) for each in await self._knocks(actor)]
        return items

    def _pending_item(self, station: Station) -> AttentionItem:
        return AttentionItem(
            kind=AttentionKind.PENDING_STATION,
            severity=Severity.WARNING,
            since=station.created_at,
            station=self._stations.find(station.id),
        )

    async def _knocks(self, actor: Actor) -> Iterator[Handshake]:
        """Return who knocked in vain of late: an identity once, as it was refused last."""
        knocked = Period(from_at=self._clock.now() - KNOCKED_WITHIN)
        page = await self._handshakes.list_handshakes(actor, _ALL, HandshakeFilter(knocked=knocked))
        by_identity: dict[str, Handshake] = {}
        for each in page.items:
            if each.reason is not RefusalReason.QUARANTINED:  # it waits as a pending station
                known = by_identity.setdefault(each.identity, each)
                by_identity[each.identity] = known if known is each else _together(known, each)
        return iter(by_identity.values())


def _together(last: Handshake, earlier: Handshake) -> Handshake:
    first_at = min(last.first_at, earlier.first_at)
    return replace(last, count=last.count + earlier.count, first_at=first_at)


def _knock_item(handshake: Handshake) -> AttentionItem:
    return AttentionItem(
        kind=AttentionKind.REFUSED_HANDSHAKE,
        severity=Severity.WARNING,
        since=handshake.first_at,
        handshake=handshake,
    )
