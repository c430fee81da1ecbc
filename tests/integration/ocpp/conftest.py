"""The real platform behind the listener: stations, sessions and a database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import text
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from sigec import journal
from sigec.access.service import PolicyService
from sigec.certificates.service import RequestDesk, Trust
from sigec.db import Database, Ingest
from sigec.drivers.service import DriverService, TokenDirectory
from sigec.journal import Entry
from sigec.kit.actor import PLATFORM, Actor, Role
from sigec.kit.clock import SystemClock
from sigec.kit.ids import StreamId
from sigec.ocpp.connection import ConnectionLimits
from sigec.ocpp.link import OcppLink
from sigec.ocpp.registry import Registry
from sigec.ocpp.router import Services
from sigec.ocpp.server import OcppServer, OcppServerSettings, read_report, routers
from sigec.reservations.service import ReservationService
from sigec.sessions.service import SessionService
from sigec.stations.model import Station, StationDraft, StationPolicy, derive_key
from sigec.stations.service import StationDirectory, StationInventory, StationService
from sigec.tenants.service import TenantService
from tests.canaries import SECRET_KEY
from tests.integration.actors import create_tenant, somebody


@dataclass
class Site:
    """A tenant with a station, its sockets and its services."""

    database: Database
    stream: StreamId
    server: OcppServer
    sessions: SessionService
    stations: StationService
    inventory: StationInventory
    operator: Actor
    station: Station

    def connect(self, version: str) -> connect:
        """Connect the station."""
        url = f"ws://127.0.0.1:{self.server.port}/ocpp/{self.station.ocpp_identity}"
        return connect(url, subprotocols=[Subprotocol(version)])

    async def journal(self) -> list[Entry]:
        """Return everything that was said, in order."""
        async with self.database.read(PLATFORM) as connection:
            rows = await journal.read(connection, self.stream, after=0)
        return [row.entry for row in rows]

    async def charges(self) -> list[tuple[object, ...]]:
        """Return id, status and energy of every session, oldest first."""
        statement = text("SELECT external_id, status, energy_wh FROM sessions ORDER BY started_at")
        async with self.database.read(PLATFORM) as connection:
            return [tuple(row) for row in await connection.execute(statement)]


@pytest.fixture
async def site(database: Database) -> AsyncIterator[Site]:
    clock, directory, registry = SystemClock(), StationDirectory(), Registry()
    tenant = await create_tenant(database)
    async with database.transaction(PLATFORM) as connection:
        stream = await journal.open_stream(connection, node="test", at=clock.now())
    ingest = Ingest(database, [stream])
    policy = StationPolicy(password_key=derive_key(SECRET_KEY.encode()))
    stations = StationService(
        database=database,
        ingest=ingest,
        clock=clock,
        link=OcppLink(registry=registry, clock=clock, ingest=ingest),
        directory=directory,
        tenants=TenantService(database, clock),
        policy=policy,
    )
    policies = PolicyService(database, clock, stations)
    drivers = DriverService(database, clock, TokenDirectory())
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
    await stations.start()
    operator = somebody(Role.TENANT_ADMIN, tenant)
    inventory = StationInventory(database=database, clock=clock, directory=directory, policy=policy)
    station = await inventory.create_station(
        operator, StationDraft(name="Garage", ocpp_identity="CP1")
    )
    server = OcppServer(
        settings=OcppServerSettings(
            port=0, limits=ConnectionLimits(quiet_after_boot_s=0, close_timeout_s=0.5)
        ),
        gate=stations,
        routers=routers(
            Services(
                sessions=sessions,
                stations=stations,
                certificates=RequestDesk(database, clock, directory),
                clock=clock,
            )
        ),
        registry=registry,
        clock=clock,
        certificates=Trust(clock),
    )
    await server.start()
    yield Site(
        database=database,
        stream=stream,
        server=server,
        sessions=sessions,
        stations=stations,
        inventory=inventory,
        operator=operator,
        station=station,
    )
    await server.stop()
    await ingest.close()
