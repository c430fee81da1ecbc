"""A platform with one station, to which a test reports in our own words."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from sigec import journal
from sigec.access.service import DecisionService, PolicyService
from sigec.db import Database, Ingest
from sigec.drivers.model import IdTokenDraft, TokenRef, TokenStatus
from sigec.drivers.service import DriverService, IdTokenService, PeopleService, TokenDirectory
from sigec.journal import Entry
from sigec.kit.actor import PLATFORM, Actor, Role
from sigec.kit.clock import ManualClock
from sigec.kit.ids import SessionId, StationId
from sigec.kit.pages import PageRequest
from sigec.reservations.service import ReservationService
from sigec.sessions.model import (
    MeterSample,
    ReportKind,
    ReportOutcome,
    TransactionReport,
)
from sigec.sessions.ports import SessionProgress
from sigec.sessions.service import (
    SessionFilter,
    SessionProjector,
    SessionQueries,
    SessionService,
    SessionView,
)
from sigec.stations.model import (
    Command,
    CommandAnswer,
    CommandStatus,
    ConnectorStatus,
    StationDraft,
    StationPolicy,
    StatusReport,
)
from sigec.stations.service import StationDirectory, StationInventory, StationService
from sigec.tariffs.model import VersionDraft
from sigec.tariffs.service import TariffService
from sigec.tenants.service import TenantService
from tests.integration.actors import NOON, create_tenant, somebody

V16, V201 = "ocpp1.6", "ocpp2.0.1"
CARD = TokenRef(value="CARD-1")
ACCEPTING = CommandAnswer(status=CommandStatus.ACCEPTED, payload={"status": "Accepted"})
STRANGER = TokenRef(value="STRANGER")


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def sample(minute: float, energy_wh: int | None = None, **fields: Any) -> MeterSample:
    return MeterSample(at=at(minute), energy_wh=energy_wh, **fields)


def read_back(entry: Entry) -> TransactionReport | None:
    """Read a journal row of these tests: its request is the report itself."""
    if entry.action != "report":
        return None
    return msgspec.json.decode(entry.request, type=TransactionReport)


@dataclass
class RecordingLink:
    """A station that accepts every command, unless a test says what it answers."""

    sent: list[Command] = field(default_factory=list)
    answer: CommandAnswer | Exception = ACCEPTING

    async def check(self, station_id: StationId, command: Command) -> None:
        """Know every action."""

    async def send(self, station_id: StationId, command: Command, **_: object) -> CommandAnswer:
        self.sent.append(command)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class Watcher:
    """Remembers the progress it was told."""

    seen: list[SessionProgress] = field(default_factory=list)

    async def progressed(self, progress: Sequence[SessionProgress]) -> None:
        self.seen.extend(progress)


@dataclass
class House:
    """The services of a test, and short words for what a station reports."""

    database: Database
    clock: ManualClock
    admin: Actor
    station_id: StationId
    other_station_id: StationId
    reservations: ReservationService
    sessions: SessionService
    queries: SessionQueries
    projector: SessionProjector
    stations: StationService
    inventory: StationInventory
    tokens: IdTokenService
    people: PeopleService
    tariffs: TariffService
    directory: StationDirectory
    policies: PolicyService
    decisions: DecisionService
    link: RecordingLink
    watcher: Watcher
    protocol: str = V16

    async def report(self, kind: ReportKind, minute: float, **fields: Any) -> ReportOutcome:
        """Record a report of connector 1, received when it was made unless said otherwise."""
        said = {
            "station_id": self.station_id,
            "kind": kind,
            "at": at(minute),
            "received_at": at(minute),
            "evse": 1,
            "connector": 1,
            **fields,
        }
        protocol = said.pop("protocol", self.protocol)
        return await self.record(TransactionReport(**said), protocol)

    async def record(self, report: TransactionReport, protocol: str) -> ReportOutcome:
        station = self.stations.find(report.station_id)
        assert station is not None
        entry = Entry(
            tenant_id=station.tenant_id,
            station_id=report.station_id,
            protocol=protocol,
            direction="in",
            action="report",
            message_id="1",
            request=msgspec.json.encode(report).decode(),
            at=report.happened_at,
            received_at=report.received_at,
        )
        answer = await self.sessions.record(report, entry, msgspec.json.encode)
        return msgspec.json.decode(answer, type=ReportOutcome)

    async def started(self, minute: float, register_wh: int | None = 1_000, **fields: Any) -> str:
        """Report a start, and return the transaction's id."""
        fields.setdefault("id_token", CARD)
        outcome = await self.report(ReportKind.STARTED, minute, register_wh=register_wh, **fields)
        assert outcome.external_id is not None
        return outcome.external_id

    async def metered(self, minute: float, energy_wh: int | None = None, **fields: Any) -> None:
        samples = fields.pop("samples", None) or (sample(minute, energy_wh),)
        await self.report(ReportKind.UPDATED, minute, samples=samples, **fields)

    async def ended(
        self, minute: float, register_wh: int | None = None, **fields: Any
    ) -> ReportOutcome:
        return await self.report(ReportKind.ENDED, minute, register_wh=register_wh, **fields)

    async def status(self, minute: float, status: ConnectorStatus, connector: int = 1) -> None:
        report = StatusReport(
            station_id=self.station_id,
            status=status,
            received_at=at(minute),
            evse=connector,
            connector=connector,
            at=at(minute),
        )
        station = self.stations.find(self.station_id)
        assert station is not None
        entry = Entry(
            tenant_id=station.tenant_id,
            station_id=self.station_id,
            protocol=self.protocol,
            direction="in",
            action="StatusNotification",
            message_id="1",
            request="{}",
            at=at(minute),
            received_at=at(minute),
        )
        await self.stations.record_status(report, entry, lambda: b"{}")

    async def project(self) -> None:
        """Let the projector catch up."""
        while await self.projector.step():
            pass

    async def views(self, **wanted: Any) -> Sequence[SessionView]:
        """Return all sessions, the earliest start first."""
        page = await self.queries.list_sessions(self.admin, SessionFilter(**wanted), PageRequest())
        return list(reversed(page.items))

    async def only(self) -> SessionView:
        """Return the one session there is."""
        [view] = await self.views()
        return view

    async def view(self, session_id: SessionId | None) -> SessionView:
        assert session_id is not None
        return await self.queries.get_session(self.admin, session_id)


async def flat_tariff(house: House, price_per_kwh: str = "1.00", **prices: str) -> None:
    draft = VersionDraft(
        valid_from=at(-60 * 24),
        currency="BRL",
        price_per_kwh=Decimal(price_per_kwh),
        **{name: Decimal(price) for name, price in prices.items()},  # type: ignore[arg-type]  # all are prices
    )
    await house.tariffs.create_tariff(house.admin, name="Flat", first=draft)


def facts(view: SessionView) -> Mapping[str, object]:
    """Return what a bill shows."""
    session = view.session
    return {
        "status": session.status.value,
        "started": session.started_at,
        "ended": session.ended_at,
        "reason": session.stop_reason,
        "energy_wh": session.energy.energy_wh,
        "quality": session.energy.quality.value,
        "amount": None if view.charge is None else str(view.charge.total.amount),
        "rating": view.rating.value,
    }


@asynccontextmanager
async def open_house(database: Database) -> AsyncIterator[House]:
    clock = ManualClock(NOON)
    tenant = await create_tenant(database)
    admin = somebody(Role.TENANT_ADMIN, tenant)
    async with database.transaction(PLATFORM) as connection:
        stream = await journal.open_stream(connection, node="test", at=NOON)
    ingest = Ingest(database, [stream])
    directory, token_directory = StationDirectory(), TokenDirectory()
    policy = StationPolicy(password_key=b"key")
    link, watcher = RecordingLink(), Watcher()
    stations = StationService(
        database=database,
        ingest=ingest,
        clock=clock,
        link=link,
        directory=directory,
        tenants=TenantService(database, clock),
        policy=policy,
    )
    inventory = StationInventory(database=database, clock=clock, directory=directory, policy=policy)
    one, other = [
        await inventory.create_station(admin, StationDraft(name=name, ocpp_identity=name))
        for name in ("CP-1", "CP-2")
    ]
    policies = PolicyService(database, clock, stations)
    drivers = DriverService(database, clock, token_directory)
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
        reader=read_back,
    )
    stations.add_listener(sessions)
    tokens = IdTokenService(database, clock, token_directory)
    await tokens.create_token(admin, IdTokenDraft(value=CARD.value))
    yield House(
        database=database,
        clock=clock,
        admin=admin,
        station_id=one.id,
        other_station_id=other.id,
        reservations=reservations,
        sessions=sessions,
        directory=directory,
        policies=policies,
        decisions=DecisionService(database, clock),
        queries=SessionQueries(database=database, clock=clock, reader=read_back),
        projector=sessions.projector(watcher),
        stations=stations,
        inventory=inventory,
        tokens=tokens,
        people=PeopleService(database, clock, token_directory),
        tariffs=TariffService(database, clock),
        link=link,
        watcher=watcher,
    )
    await ingest.close()


__all__ = [
    "CARD",
    "STRANGER",
    "V16",
    "V201",
    "ConnectorStatus",
    "House",
    "TokenStatus",
    "at",
    "facts",
    "flat_tariff",
    "open_house",
    "sample",
]
