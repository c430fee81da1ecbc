"""The one table: event → who reacts."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sigec.access.service import AccessKeeper, PolicyService
from sigec.access.subscribers import forget_policies, keep_access
from sigec.accounts.service import KeyRing
from sigec.accounts.subscribers import forget_keys
from sigec.brokers.service import BrokerPlanner
from sigec.certificates.service import AuthorityService, CertificateKeeper
from sigec.certificates.subscribers import (
    refresh_authorities,
    refresh_revoked,
    see_certificate,
)
from sigec.drivers.service import DriverService
from sigec.drivers.subscribers import forget_token
from sigec.events import Event, event_names, event_type, urgent_names
from sigec.events.access import AccessPolicyChanged
from sigec.events.accounts import ApiKeyChanged
from sigec.events.certificates import CertificateAuthorityChanged, StationCertificateChanged
from sigec.events.drivers import IdTokenChanged, PersonChanged
from sigec.events.incidents import IncidentOpened
from sigec.events.reservations import ReservationEvent
from sigec.events.sessions import (
    SessionEnded,
    SessionIdentified,
    SessionRated,
    SessionStateChanged,
)
from sigec.events.sources import SourceChanged, SourceFailed, SourceRecovered
from sigec.events.stations import (
    ConnectorStatusChanged,
    StationAnnounced,
    StationBooted,
    StationChanged,
    StationConnected,
)
from sigec.events.tenants import TenantChanged
from sigec.events.webhooks import WebhookPaused
from sigec.kit.ids import created_at
from sigec.live.feed import Feed
from sigec.live.hub import Hub
from sigec.live.subscribers import part_program, part_watchers
from sigec.notifications.service import NoticePlanner
from sigec.notifications.subscribers import forget_person
from sigec.ocpp.server import OcppServer
from sigec.ocpp.subscribers import reconsider_connection
from sigec.outbox import Envelope
from sigec.reservations.service import ReservationService
from sigec.reservations.subscribers import (
    hear_announcement,
    hear_boot,
    hear_change,
    hear_connection,
    hear_connector,
    refresh_reservations,
)
from sigec.rest.metrics import count_session
from sigec.sessions.service import SessionService
from sigec.sessions.subscribers import verify_transactions
from sigec.sources.service import CommandSwitch
from sigec.sources.subscribers import refresh_switch
from sigec.stations.service import (
    IncidentService,
    ProfileService,
    StationService,
    TemplateService,
)
from sigec.stations.subscribers import (
    close_source_incident,
    follow_templates,
    forget_charge,
    invite_station,
    refresh_station,
    refresh_tenants,
    wait_for_source,
)
from sigec.webhooks.service import DeliveryPlanner
from sigec.worker.broadcast import Broadcast, LocalReactions
from sigec.worker.relay import React, Reaction, Subscriber, Subscriptions

Kind = TypeVar("Kind", bound=Event)
Service = TypeVar("Service")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rememberers:
    """Who in a process remembers what another one may change."""

    keys: KeyRing
    policies: PolicyService
    drivers: DriverService
    stations: StationService
    reservations: ReservationService
    sessions: SessionService
    authorities: AuthorityService
    ocpp: OcppServer
    switch: CommandSwitch
    hub: Hub


def local_reactions(who: Rememberers) -> LocalReactions:
    """Return what every process does to keep what it remembers, serves and counts true."""
    return {
        **{kind: [_by(who.reservations, refresh_reservations)] for kind in RESERVATION_EVENTS},
        AccessPolicyChanged: [_by(who.policies, forget_policies)],
        ApiKeyChanged: [_by(who.keys, forget_keys), _by(who.hub, part_program)],
        CertificateAuthorityChanged: [_by(who.authorities, refresh_authorities)],
        IdTokenChanged: [_by(who.drivers, forget_token)],
        SessionEnded: [_plain(count_session)],
        SourceChanged: [_by(who.switch, refresh_switch)],
        StationBooted: [_by(who.sessions, verify_transactions)],
        StationCertificateChanged: [
            _by(who.authorities, refresh_revoked),
            _by(who.ocpp, reconsider_connection),
        ],
        StationChanged: [
            _by(who.stations, refresh_station),
            _by(who.ocpp, reconsider_connection),
            _by(who.stations, invite_station),
        ],
        TenantChanged: [
            _by(who.keys, forget_keys),
            _by(who.stations, refresh_tenants),
            _by(who.hub, part_watchers),
        ],
    }


TOLD_FIRST = tuple(event_type(name) for name in urgent_names())
"""What must not wait behind ten thousand ended sessions."""
RESERVATION_EVENTS = tuple(
    kind for kind in map(event_type, event_names()) if issubclass(kind, ReservationEvent)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """Who keeps what is wanted of stations in step with what it follows from."""

    access: AccessKeeper
    certificates: CertificateKeeper
    templates: TemplateService


def subscriptions(
    *,
    broadcast: Broadcast,
    feed: Feed,
    incidents: IncidentService,
    webhooks: DeliveryPlanner,
    brokers: BrokerPlanner,
    notices: NoticePlanner,
    keepers: Keepers,
    profiles: ProfileService,
) -> Subscriptions:
    """Return what happens once for each event, in whichever process relays it."""

    async def forget(told: Envelope) -> None:
        assert isinstance(told.event, SessionEnded)
        await forget_charge(profiles, told.event, created_at(told.id))

    everybody = [
        Subscriber(name="broadcast", react=_each(broadcast.tell)),
        Subscriber(name="live", react=_each(feed.tell)),
        Subscriber(name="webhooks", react=webhooks.plan),
        Subscriber(name="brokers", react=brokers.plan),
    ]
    told = [Subscriber(name="notices", react=notices.plan)]
    urgent = [Subscriber(name="notices.urgent", react=notices.plan_urgent)]
    kept = [Subscriber(name="access", react=partial(keep_access, keepers.access))]
    special: dict[type[Event], Sequence[Subscriber]] = {
        AccessPolicyChanged: kept,
        ConnectorStatusChanged: told,
        IdTokenChanged: kept,
        IncidentOpened: urgent,
        PersonChanged: [*_once("notices.forget", _by(notices, forget_person)), *kept],
        SessionEnded: [*told, Subscriber(name="profiles.forget", react=_each(forget))],
        SessionIdentified: told,
        SessionRated: told,
        SessionStateChanged: told,
        StationBooted: [*_once("templates.boot", _by(keepers.templates, follow_templates)), *kept],
        StationChanged: [
            *_once("templates.change", _by(keepers.templates, follow_templates)),
            *kept,
        ],
        StationConnected: [
            *_once("certificates.seen", _by(keepers.certificates, see_certificate)),
            *kept,
        ],
        WebhookPaused: urgent,
        SourceFailed: _once("incidents.wait", _by(incidents, wait_for_source)),
        SourceRecovered: _once("incidents.close", _by(incidents, close_source_incident)),
    }
    special |= dict.fromkeys(RESERVATION_EVENTS, told)
    kinds = [event_type(name) for name in event_names()]
    return {kind: [*everybody, *special.get(kind, ())] for kind in kinds}


def heard_by(reservations: ReservationService) -> Subscriptions:
    """Return what happens to reservations once for each event."""
    return {
        ConnectorStatusChanged: _once("reservations.connector", _by(reservations, hear_connector)),
        StationAnnounced: _once("reservations.told", _by(reservations, hear_announcement)),
        StationBooted: _once("reservations.boot", _by(reservations, hear_boot)),
        StationChanged: _once("reservations.station", _by(reservations, hear_change)),
        StationConnected: _once("reservations.connection", _by(reservations, hear_connection)),
    }


def joined(all_of: Subscriptions, more: Subscriptions) -> Subscriptions:
    """Return all that happens for each event, by several tables."""
    return {kind: [*reactions, *more.get(kind, ())] for kind, reactions in all_of.items()}


def _once(name: str, react: Reaction) -> Sequence[Subscriber]:
    """Name the reaction that a slice has to an event."""
    return [Subscriber(name=name, react=_each(lambda told: react(told.event)))]


def _each(react: Callable[[Envelope], Awaitable[None]]) -> React:
    """Let what reacts to one event react to a batch."""

    async def reaction(told: Sequence[Envelope]) -> None:
        for envelope in told:
            await react(envelope)

    return reaction


def _plain(react: Callable[[Kind], Awaitable[None]]) -> Reaction:
    """Let a function that needs no service react."""
    return react  # type: ignore[return-value]  # the table pairs kind and reaction


def _by(service: Service, react: Callable[[Service, Kind], Awaitable[None]]) -> Reaction:
    """Give a slice's subscriber its own service."""

    async def reaction(event: Event) -> None:
        await react(service, event)  # type: ignore[arg-type]  # the table pairs kind and reaction

    return reaction
