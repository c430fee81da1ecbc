"""A platform with one tenant, one station and a line to it that a test speaks for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TypeVar

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal, outbox
from sigec.db import Database, Ingest
from sigec.events import Event
from sigec.journal import Entry
from sigec.kit.actor import PLATFORM, Actor, Role
from sigec.kit.clock import ManualClock
from sigec.kit.ids import CommandId, SessionId, StationId, StreamId
from sigec.stations.model import (
    NO_LIMIT,
    Admission,
    Command,
    CommandAnswer,
    CommandStatus,
    ConnectorStatus,
    Incident,
    Peer,
    RequestLimit,
    Station,
    StationDraft,
    StationPolicy,
    StatusReport,
    UnknownStations,
    derive_key,
)
from sigec.stations.ports import WhenLate
from sigec.stations.service import (
    STEP_KIND,
    HandshakeService,
    IncidentService,
    StationDirectory,
    StationHistory,
    StationInventory,
    StationService,
)
from sigec.tenants.service import TenantService
from sigec.worker.schedule import Scheduler
from tests.canaries import SECRET_KEY
from tests.integration.actors import NOON, create_tenant, somebody

Told = TypeVar("Told", bound=Event)
PEER = Peer(address="192.0.2.7")


class FakeLink:
    """Answers commands as the test says, and remembers them."""

    def __init__(self) -> None:
        self.sent: list[tuple[StationId, Command]] = []
        self.when_late: WhenLate | None = None
        self.answer: CommandAnswer | Exception = CommandAnswer(
            status=CommandStatus.ACCEPTED, payload={"status": "Accepted"}
        )

    async def check(self, station_id: StationId, command: Command) -> None:
        """Know every action."""

    async def send(
        self,
        station_id: StationId,
        command: Command,
        *,
        command_id: CommandId,
        limit: RequestLimit = NO_LIMIT,
        when_late: WhenLate | None = None,
    ) -> CommandAnswer:
        self.when_late = when_late
        self.sent.append((station_id, command))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class Listener:
    """Remembers the statuses it was told of."""

    heard: list[StatusReport] = field(default_factory=list)
    concerned: SessionId | None = None

    async def connector_reported(
        self, connection: AsyncConnection, status: StatusReport
    ) -> SessionId | None:
        assert connection.in_transaction()
        self.heard.append(status)
        return self.concerned


@dataclass
class Yard:
    """Stations of one tenant, and what a test needs around them."""

    database: Database
    clock: ManualClock
    ingest: Ingest
    stream: StreamId
    link: FakeLink
    listener: Listener
    directory: StationDirectory
    policy: StationPolicy
    stations: StationService
    inventory: StationInventory
    history: StationHistory
    handshakes: HandshakeService
    incidents: IncidentService
    scheduler: Scheduler
    operator: Actor
    numbers: "count[int]" = field(default_factory=count)

    async def station(self, identity: str = "CP1", **more: object) -> Station:
        draft = StationDraft(**{"name": identity, "ocpp_identity": identity, **more})  # type: ignore[arg-type]  # as the caller says
        return await self.inventory.create_station(self.operator, draft)

    async def connect(self, identity: str = "CP1") -> tuple[Admission, int]:
        admission = self.stations.admit(identity, peer=PEER)
        assert isinstance(admission, Admission)
        generation = await self.stations.connected(admission, protocol="ocpp1.6", peer=PEER)
        return admission, generation

    async def report(
        self, station_id: StationId, status: ConnectorStatus, connector: int = 1, **more: object
    ) -> bytes:
        report = StatusReport(
            station_id=station_id,
            status=status,
            received_at=self.clock.now(),
            evse=connector,
            connector=connector,
            **more,  # type: ignore[arg-type]  # as the caller says
        )
        entry = self.entry(station_id, "StatusNotification")
        return await self.stations.record_status(report, entry, lambda: b"{}")

    async def wait(self, **delta: float) -> None:
        """Let time pass, and do what is due by then."""
        self.clock.advance(**delta)
        while await self.scheduler.step():
            pass

    async def open_incidents(self) -> list[Incident]:
        """Return what is open, the worst and then the oldest first."""
        return await self.incidents.list_worst(self.operator)

    def entry(self, station_id: StationId, action: str) -> Entry:
        return Entry(
            tenant_id=self.operator.require_tenant(),
            station_id=station_id,
            protocol="ocpp1.6",
            direction="in",
            action=action,
            message_id=str(next(self.numbers)),
            request="{}",
            at=self.clock.now(),
            received_at=self.clock.now(),
        )

    async def events(self, kind: type[Told]) -> list[Told]:
        """Take what was told since the last time, of one kind."""
        at = self.clock.now()
        async with self.database.transaction(PLATFORM) as connection:
            told = await outbox.claim(connection, at=at, limit=1_000, lease_s=60)
            await outbox.mark_relayed(connection, [each.id for each in told], at=at)
        return [each.event for each in told if isinstance(each.event, kind)]

    async def answers(self) -> list[tuple[str, str | None]]:
        """Return action and answer of everything in the journal."""
        async with self.database.read(PLATFORM) as connection:
            rows = await journal.read(connection, self.stream, after=0)
        return [(row.entry.action, row.entry.answer) for row in rows]


@pytest.fixture
def unknown_stations() -> UnknownStations:
    return UnknownStations.REJECT


@pytest.fixture
async def yard(database: Database, unknown_stations: UnknownStations) -> AsyncIterator[Yard]:
    clock = ManualClock(NOON)
    tenant = await create_tenant(database)
    stream = await open_stream(database, clock.now())
    ingest = Ingest(database, [stream])
    directory, link, listener = StationDirectory(), FakeLink(), Listener()
    policy = StationPolicy(
        password_key=derive_key(SECRET_KEY.encode()), unknown_stations=unknown_stations
    )
    stations = StationService(
        database=database,
        ingest=ingest,
        clock=clock,
        link=link,
        directory=directory,
        tenants=TenantService(database, clock),
        policy=policy,
    )
    stations.add_listener(listener)
    await stations.start()
    incidents = IncidentService(database=database, clock=clock, policy=policy)
    scheduler = Scheduler(database, clock, handlers={STEP_KIND: incidents.step}, recurring=[])
    parts = {"database": database, "clock": clock, "directory": directory, "policy": policy}
    yield Yard(
        database=database,
        clock=clock,
        ingest=ingest,
        stream=stream,
        link=link,
        listener=listener,
        directory=directory,
        policy=policy,
        stations=stations,
        inventory=StationInventory(**parts),  # type: ignore[arg-type]  # as its parameters are called
        history=StationHistory(database),
        handshakes=HandshakeService(**parts),  # type: ignore[arg-type]  # as its parameters are called
        incidents=incidents,
        scheduler=scheduler,
        operator=somebody(Role.TENANT_ADMIN, tenant),
    )
    await ingest.close()


async def open_stream(database: Database, at: datetime) -> StreamId:
    async with database.transaction(PLATFORM) as connection:
        return await journal.open_stream(connection, node="test", at=at)
