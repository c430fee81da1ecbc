"""What stations report, who may connect, and what they are told to do."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database, Ingest
from sigec.journal import Entry
from sigec.kit.actor import Actor
from sigec.kit.ids import ConnectorId, StationId
from sigec.kit.ports import Clock
from sigec.stations.model import (
    Admission,
    BootOutcome,
    BootReport,
    Command,
    CommandResult,
    ConnectorPlace,
    Credentials,
    KnownStation,
    Peer,
    Refusal,
    StatusReport,
)
from sigec.stations.ports import ConnectorListener, StationLink
from sigec.stations.service.directory import StationDirectory


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
        node: str,
    ) -> None:
        """Serve the stations that ``directory`` knows; ``node`` names this process's sockets."""
        self._database = database
        self._ingest = ingest
        self._clock = clock
        self._link = link
        self._directory = directory
        self._node = node
        self._listeners: list[ConnectorListener] = []

    def add_listener(self, listener: ConnectorListener) -> None:
        """Tell ``listener`` of every stored connector status, inside the transaction."""
        self._listeners.append(listener)

    def find(self, station_id: StationId) -> KnownStation | None:
        """Return what is remembered of a station, without the database."""
        raise NotImplementedError

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
        raise NotImplementedError

    def note_refusal(
        self, identity: str, *, tenant_slug: str | None = None, peer: Peer, refusal: Refusal
    ) -> None:
        """List a handshake that was refused for a reason `admit` cannot know (subprotocol)."""
        raise NotImplementedError

    async def connected(self, admission: Admission, *, protocol: str, peer: Peer) -> int:
        """Make the new socket the station's, and return its generation (the fencing token).

        Await it before the first report of the socket is recorded.
        """
        raise NotImplementedError

    async def disconnected(self, station_id: StationId, *, generation: int) -> None:
        """Note that a socket is gone; nothing happens when a newer one took its place."""
        raise NotImplementedError

    def seen(self, station_id: StationId) -> None:
        """Note that a frame or pong came just now; stored by `flush_seen` every 30 s."""
        raise NotImplementedError

    async def flush_seen(self) -> None:
        """Store when stations were last seen; a crash loses at most the last 30 s of it."""
        raise NotImplementedError

    async def record_boot(
        self, boot: BootReport, entry: Entry, render: Callable[[BootOutcome], bytes]
    ) -> bytes:
        """Store what a station says of itself, and return the answer once that is durable.

        ``render`` turns the outcome into the payload of the CALLRESULT. A boot closes no session.
        """
        raise NotImplementedError

    async def record_status(
        self, status: StatusReport, entry: Entry, render: Callable[[], bytes]
    ) -> bytes:
        """Store a status, telling the listeners in the same transaction; a repeat is harmless."""
        raise NotImplementedError

    async def record_fact(self, entry: Entry, render: Callable[[], bytes]) -> bytes:
        """Journal a message that changes nothing else, and return its answer once it is durable."""
        raise NotImplementedError

    def note(self, entry: Entry) -> None:
        """Journal a message some time soon, with the answer it carries; a crash may lose it."""
        raise NotImplementedError

    async def command(
        self,
        actor: Actor,
        station_id: StationId,
        command: Command,
        *,
        idempotency_key: str | None = None,
    ) -> CommandResult:
        """Give a command and wait for the station's answer; it is stored before it is sent.

        The same key with the same command returns what became of the first one and sends nothing.

        :raises StationNotFound: when the actor's tenant has no such station.
        :raises StationNotAccepted: when the station is not registered (yet).
        :raises StationOffline: when it has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        raise NotImplementedError

    async def connector_ids(
        self,
        connection: AsyncConnection,
        places: Sequence[ConnectorPlace],
        *,
        at: datetime,
    ) -> Mapping[ConnectorPlace, ConnectorId]:
        """Find the connectors in the caller's transaction, creating those never heard of."""
        raise NotImplementedError
