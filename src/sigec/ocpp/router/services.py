"""What handlers need of the platform."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sigec.certificates.model import RequestFault
from sigec.certificates.service import CertificateRequest
from sigec.drivers.model import TokenInfo, TokenRef
from sigec.journal import Entry
from sigec.kit.ids import StationId
from sigec.kit.ports import Clock
from sigec.ocpp.router.traffic import Traffic
from sigec.sessions.model import ReportOutcome, TransactionReport
from sigec.stations.model import (
    Announcement,
    BootOutcome,
    BootReport,
    Deviation,
    KnownStation,
    MonitorNews,
    ProfileReport,
    StatusReport,
    Variable,
)


class Sessions(Protocol):
    """The part of `SessionService` that stations talk to."""

    async def record(
        self, report: TransactionReport, entry: Entry, render: Callable[[ReportOutcome], bytes]
    ) -> bytes:
        """Store what a station reports of a charge; return the answer once that is durable."""
        ...

    async def authorize(
        self,
        station_id: StationId,
        token: TokenRef,
        entry: Entry,
        render: Callable[[TokenInfo], bytes],
    ) -> bytes:
        """Decide whether a token may charge at a station; the answer waits for nothing."""
        ...


class Stations(Protocol):
    """The part of `StationService` that stations talk to."""

    def find(self, station_id: StationId) -> KnownStation | None:
        """Return what is remembered of a station."""
        ...

    async def record_boot(
        self, boot: BootReport, entry: Entry, render: Callable[[BootOutcome], bytes]
    ) -> bytes:
        """Store what a station says of itself; return the answer once that is durable."""
        ...

    async def record_status(
        self, status: StatusReport, entry: Entry, render: Callable[[], bytes]
    ) -> bytes:
        """Store a status; return the answer once that is durable."""
        ...

    async def record_variables(
        self, variables: Sequence[Variable], entry: Entry, render: Callable[[], bytes]
    ) -> bytes:
        """Store what a station is set to; return the answer once that is durable."""
        ...

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
        """Store what a station tells of; return the answer once that is durable."""
        ...

    async def record_fact(self, entry: Entry, render: Callable[[], bytes]) -> bytes:
        """Journal a message that changes nothing else; return the answer once it is durable."""
        ...

    def deviated(self, station_id: StationId, action: str, found: Iterable[Deviation]) -> None:
        """Count how a message left the schema; nobody waits for it."""
        ...

    def note(self, entry: Entry) -> None:
        """Journal a message some time soon; a crash may lose it."""
        ...


class Certificates(Protocol):
    """The part of certificates that stations talk to."""

    async def take(self, wanted: CertificateRequest) -> RequestFault | None:
        """Store a request to sign durably; ``None`` says that it will be signed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The platform, as handlers see it."""

    sessions: Sessions
    stations: Stations
    certificates: Certificates
    clock: Clock
    traffic: Traffic = field(default_factory=Traffic)
