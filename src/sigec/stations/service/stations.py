"""What stations report, who may connect, and what they are told to do."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database, Ingest
from sigec.journal import Entry
from sigec.kit.actor import PLATFORM, SYSTEM, Actor
from sigec.kit.ids import CommandId, StationId, TenantId, new_id
from sigec.kit.pages import PAGE_LIMIT_MAX, PageRequest
from sigec.kit.ports import Clock
from sigec.stations._store import connections, connectors
from sigec.stations.model import (
    ALARMING_REFUSALS,
    Admission,
    Announcement,
    BootOutcome,
    BootReport,
    Command,
    CommandAnswer,
    CommandResult,
    Connector,
    ConnectorPlace,
    Credentials,
    Deviation,
    DeviationTally,
    KnownStation,
    MonitorNews,
    Order,
    Peer,
    ProfileReport,
    Refusal,
    RefusalReason,
    StationPolicy,
    StatusReport,
    Variable,
    is_in_force,
)
from sigec.stations.ports import ConnectorListener, MaintenanceListener, StationLink
from sigec.stations.service.announcing import AnnouncementWriter, Announcing
from sigec.stations.service.commands import CommandDesk
from sigec.stations.service.directory import StationDirectory, reload
from sigec.stations.service.gate import Gate
from sigec.stations.service.handshakes import HandshakeLog
from sigec.stations.service.invitations import Invitations
from sigec.stations.service.lookups import Lookups
from sigec.stations.service.reports import (
    Boot,
    CountedDeviations,
    Fact,
    ReportWriter,
    Status,
    VariableReport,
)
from sigec.stations.service.sockets import (
    Arrival,
    Departure,
    leave_behind,
    store_arrivals,
    store_departures,
    stranger,
)
from sigec.tenants.service import StationLimitReached, TenantService


class StationService:
    """The door between stations and the platform: connections, reports, commands."""

    def __init__(
        self,
        *,
        database: Database,
        ingest: Ingest,
        clock: Clock,
        link: StationLink,
        directory: StationDirectory,
        tenants: TenantService,
        policy: StationPolicy,
    ) -> None:
        """Serve the stations that ``directory`` knows."""
        self._database = database
        self._ingest = ingest
        self._clock = clock
        self._directory = directory
        self._tenants = tenants
        self._node = policy.node
        self._seen: dict[StationId, datetime] = {}
        self._deviated = DeviationTally()
        self._handshakes = HandshakeLog(ingest=ingest, clock=clock)
        self._lookups = Lookups(directory, database)
        self._gate = Gate(
            directory=directory,
            password_key=policy.password_key,
            unknown_stations=policy.unknown_stations,
            note=self._note_refusal,
        )
        self._invitations = Invitations(directory=directory, ask=self.ask)
        self._writer = ReportWriter(
            directory=directory,
            heartbeat_interval_s=policy.heartbeat_interval_s,
            told=self._invitations.note,
        )
        self._announcements = AnnouncementWriter(self._writer)
        self._link = link
        self._desk = CommandDesk(database=database, clock=clock, link=link, directory=directory)

    async def start(self) -> None:
        """Remember all stations and tenants; await it once, before the first handshake."""
        async with self._database.read(PLATFORM) as connection:
            known = await connections.load_known(connection)
        for station in known:
            self._directory.put(station)
        await self.refresh_tenants()

    async def leave_behind(self, *, before: datetime) -> None:
        """Note that sockets which this node had ``before`` are gone: its earlier process died.

        Only for the process that has the ports now; the instant is one before it opened them.
        """
        async with self._database.transaction(PLATFORM) as connection:
            await leave_behind(connection, node=self._node, before=before, at=self._clock.now())

    async def refresh(self, station_id: StationId) -> None:
        """Remember a station as it is stored now; one that was removed is forgotten."""
        await reload(self._directory, self._database, station_id)

    async def refresh_tenants(self) -> Collection[TenantId]:
        """Remember the tenants as they are; return those suspended or served again since."""
        tenants: dict[str, TenantId] = {}
        suspended: set[TenantId] = set()
        operators: dict[TenantId, frozenset[str]] = {}
        cursor: str | None = None
        while True:
            request = PageRequest(limit=PAGE_LIMIT_MAX, cursor=cursor)
            page = await self._tenants.list_tenants(SYSTEM, request)
            tenants |= {tenant.slug: tenant.id for tenant in page.items}
            suspended |= {tenant.id for tenant in page.items if not tenant.is_active}
            operators |= {
                tenant.id: frozenset(filter(None, (tenant.name, tenant.brand_name)))
                for tenant in page.items
            }
            if (cursor := page.next_cursor) is None:
                break
        return self._directory.put_tenants(tenants, suspended=suspended, operators=operators)

    def is_suspended(self, tenant_id: TenantId) -> bool:
        """Say, without the database, whether nobody may begin to charge at a tenant's stations."""
        return self._directory.is_suspended(tenant_id)

    def add_listener(self, listener: ConnectorListener) -> None:
        """Tell ``listener`` of every stored connector status, inside the transaction."""
        self._writer.listeners.append(listener)

    def add_maintainer(self, maintainer: MaintenanceListener) -> None:
        """Tell ``maintainer`` of boots, firmware and logs, as `add_listener` does."""
        self._writer.maintainers.append(maintainer)

    def find(self, station_id: StationId) -> KnownStation | None:
        """Return what is remembered of a station, without the database."""
        return self._directory.find(station_id)

    def admit(
        self,
        identity: str,
        *,
        tenant_slug: str | None = None,
        credentials: Credentials | None = None,
        peer: Peer,
    ) -> Admission | Refusal:
        """Decide, without waiting, whether a station may connect; a refusal is listed by itself.

        ``identity`` is the path's last segment, URL-decoded once.
        """
        return self._gate.admit(
            identity, tenant_slug=tenant_slug, credentials=credentials, peer=peer
        )

    def is_in_force(self, admission: Admission) -> bool:
        """Say whether a connection may go on as it was admitted."""
        return is_in_force(admission, self._directory.find(admission.station_id))

    def note_refusal(
        self, identity: str, *, tenant_slug: str | None = None, peer: Peer, refusal: Refusal
    ) -> None:
        """List a handshake that was refused for a reason `admit` cannot know."""
        station = self._directory.find_by_identity(identity)
        tenant_id = self._directory.find_tenant(tenant_slug)
        if station is not None and tenant_slug is None:
            tenant_id = station.tenant_id
        self._note_refusal(identity, tenant_id, peer, refusal.reason)

    async def connected(self, admission: Admission, *, protocol: str, peer: Peer) -> int:
        """Make the new socket the station's, and return its generation (the fencing token).

        Await it before the first report of the socket is recorded.

        :raises StationLimitReached: when nobody registered the station and the tenant's plan has
            room for no more; it is listed as refused.
        """
        arrival = Arrival(
            admission=admission,
            protocol=protocol,
            address=peer.address,
            node=self._node,
            at=self._clock.now(),
        )
        if admission.is_new:
            # Before it is stored: one that knocks again meanwhile is the same stranger, and a
            # second row of its identity would break the batch of everybody beside it.
            self._directory.put(stranger(admission))
        try:
            return await self._ingest.submit(admission.station_id, store_arrivals, arrival)
        except Exception as error:
            if admission.is_new:
                self._directory.drop(admission.station_id)
                self._lookups.note(admission.identity)  # it may be registered since
            if isinstance(error, StationLimitReached):
                self._handshakes.note(
                    admission.identity, admission.tenant_id, peer, RefusalReason.PLAN_LIMIT
                )
            raise

    async def disconnected(self, station_id: StationId, *, generation: int) -> None:
        """Note that a socket is gone; nothing happens when a newer one took its place."""
        station = self._directory.find(station_id)
        if station is None:
            return  # removed, and with it whatever could be noted
        departure = Departure(
            station_id=station_id,
            tenant_id=station.tenant_id,
            generation=generation,
            at=self._clock.now(),
        )
        await self._ingest.submit(station_id, store_departures, departure)

    def seen(self, station_id: StationId) -> None:
        """Note that a frame or pong came just now; stored by `flush_seen` every 30 s."""
        self._seen[station_id] = self._clock.now()

    def deviated(self, station_id: StationId, action: str, found: Iterable[Deviation]) -> None:
        """Count how a message left the schema; stored by `flush_seen`."""
        self._deviated.add(station_id, action, found)

    async def flush_seen(self) -> None:
        """Store when stations were last seen and how they left the schemas, as of the last 30 s.

        A crash loses at most that.
        """
        seen, self._seen = self._seen, {}
        await asyncio.gather(
            *(
                self._ingest.submit(station_id, self._writer.store_seen, (station_id, at))
                for station_id, at in seen.items()
            ),
            *(
                self._ingest.submit(item.station_id, self._writer.store_deviations, item)
                for item in self._counted()
            ),
        )

    async def take_late(self, command_id: CommandId, answer: CommandAnswer) -> None:
        """Complete a command that another process gave and no longer waits for."""
        await self._desk.take_late(command_id, answer)

    def _counted(self) -> Iterator[CountedDeviations]:
        for station_id, counted in self._deviated.take().items():
            station = self._directory.find(station_id)
            if station is not None:  # else it was removed, and with it what could be counted
                yield CountedDeviations(
                    station_id=station_id,
                    tenant_id=station.tenant_id,
                    counted=counted,
                    at=self._clock.now(),
                )

    async def record_boot(
        self, boot: BootReport, entry: Entry, render: Callable[[BootOutcome], bytes]
    ) -> bytes:
        """Store what a station says of itself, and return the answer once that is durable.

        ``render`` turns the outcome into the payload of the CALLRESULT. A boot closes no session.
        """
        item = Boot(report=boot, entry=entry, render=render)
        return await self._ingest.submit(
            boot.station_id, self._writer.store_boots, item, size_bytes=len(entry.request)
        )

    async def record_status(
        self, status: StatusReport, entry: Entry, render: Callable[[], bytes]
    ) -> bytes:
        """Store a status, telling the listeners in the same transaction; a repeat is harmless."""
        item = Status(report=status, entry=entry, render=render)
        return await self._ingest.submit(
            status.station_id, self._writer.store_statuses, item, size_bytes=len(entry.request)
        )

    async def record_variables(
        self, variables: Sequence[Variable], entry: Entry, render: Callable[[], bytes]
    ) -> bytes:
        """Store what a station is set to, and return the answer once that is durable."""
        item = VariableReport(variables=variables, entry=entry, render=render)
        return await self._ingest.submit(
            entry.station_id, self._writer.store_variables, item, size_bytes=len(entry.request)
        )

    async def record_announcements(
        self,
        told: Sequence[Announcement],
        entry: Entry,
        render: Callable[[], bytes],
        *,
        statuses: Sequence[StatusReport] = (),
        profiles: ProfileReport | None = None,
        monitors: MonitorNews | None = None,
    ) -> bytes:
        """Store what a station tells of, and what it reports besides; a repeat is harmless."""
        item = Announcing(told, statuses, entry, render, profiles, monitors)
        return await self._ingest.submit(
            entry.station_id, self._announcements.store, item, size_bytes=len(entry.request)
        )

    async def record_fact(self, entry: Entry, render: Callable[[], bytes]) -> bytes:
        """Journal a message that changes nothing else, and return its answer once it is durable."""
        item = Fact(entry=entry, render=render)
        return await self._ingest.submit(
            entry.station_id, self._writer.store_facts, item, size_bytes=len(entry.request)
        )

    def note(self, entry: Entry) -> None:
        """Journal a message some time soon, with the answer it carries; a crash may lose it."""
        size_bytes = len(entry.request)
        self._ingest.post(entry.station_id, self._writer.store_notes, entry, size_bytes=size_bytes)

    async def command(
        self,
        actor: Actor,
        station_id: StationId,
        command: Command,
        *,
        idempotency_key: str | None = None,
        reason: str | None = None,
    ) -> CommandResult:
        """Give a command and wait for the station's answer; it is stored before it is sent.

        The same key with the same command returns what became of the first one and sends nothing.
        ``reason`` is why, for who reads the history.

        :raises StationNotFound: when the actor's tenant has no such station.
        :raises StationNotAccepted: when the station is not registered (yet).
        :raises ActionUnknown: when its version has no such action.
        :raises Invalid: when an action's payload breaks its schema.
        :raises StationOffline: when it has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        order = Order(reason=reason, idempotency_key=idempotency_key)
        return await self._desk.give(actor, station_id, command, order)

    async def ask(self, station_id: StationId, command: Command) -> CommandAnswer:
        """Ask a station for the platform itself: it is journaled, and nobody's command.

        :raises StationOffline: when it has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        return await self._link.send(station_id, command, command_id=CommandId(new_id()))

    def invite(self, station_id: StationId) -> None:
        """Ask a station that was told to wait to boot again, if it is accepted now."""
        self._invitations.invite(station_id)

    async def find_connectors(
        self, connection: AsyncConnection, places: Sequence[ConnectorPlace]
    ) -> Mapping[ConnectorPlace, Connector]:
        """Find the connectors in the caller's transaction, creating those never heard of."""
        return await connectors.load_or_create(connection, places)

    async def find_connectors_of(
        self, connection: AsyncConnection, station_id: StationId, evse: int
    ) -> Sequence[Connector]:
        """Return the connectors that an EVSE is known to have."""
        return await connectors.load_of_evse(connection, station_id, evse)

    def _note_refusal(
        self, identity: str, tenant_id: TenantId | None, peer: Peer, reason: RefusalReason
    ) -> None:
        station = self._directory.find_by_identity(identity)
        # One tenant's knocking at another's station is no event of that station.
        is_its = station is not None and station.tenant_id == tenant_id
        whose = station.station_id if station is not None and is_its else None
        self._handshakes.note(
            identity,
            tenant_id,
            peer,
            reason,
            station_id=whose if reason in ALARMING_REFUSALS else None,
        )
        if reason in (RefusalReason.UNKNOWN_IDENTITY, RefusalReason.QUARANTINED):
            self._lookups.note(identity)
