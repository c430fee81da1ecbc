"""Services that remember what handlers ask of them."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sigec.certificates.model import RequestFault
from sigec.certificates.service import CertificateRequest
from sigec.drivers.model import AuthorizationStatus, TokenInfo, TokenRef
from sigec.journal import Entry
from sigec.kit.clock import ManualClock
from sigec.kit.ids import StationId, TenantId, new_id
from sigec.ocpp import frames
from sigec.ocpp.frames import CallFrame, OcppVersion
from sigec.ocpp.router import Router, Services
from sigec.ocpp.server import routers
from sigec.sessions.model import ReportOutcome, TransactionReport
from sigec.stations.model import (
    Admission,
    Announcement,
    BootOutcome,
    BootReport,
    Deviation,
    KnownStation,
    MonitorNews,
    ProfileReport,
    Registration,
    StatusReport,
    Variable,
)

NOW = datetime(2026, 3, 1, 10, 0, 0, 250_000, tzinfo=UTC)
STATION = StationId(new_id())


@dataclass
class FakeSessions:
    """Numbers starts from 7 and decides as told."""

    decision: TokenInfo | None = field(
        default_factory=lambda: TokenInfo(status=AuthorizationStatus.ACCEPTED)
    )
    reports: list[TransactionReport] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    shown: list[Entry] = field(default_factory=list)

    async def record(
        self, report: TransactionReport, entry: Entry, render: Callable[[ReportOutcome], bytes]
    ) -> bytes:
        self.reports.append(report)
        self.entries.append(entry)
        decision = self.decision if report.id_token else None
        return render(ReportOutcome(session_id=None, external_id="7", decision=decision))

    async def authorize(
        self,
        station_id: StationId,
        token: TokenRef,
        entry: Entry,
        render: Callable[[TokenInfo], bytes],
    ) -> bytes:
        assert self.decision is not None
        answer = render(self.decision)
        self.shown.append(entry.answered(answer))
        return answer


@dataclass
class FakeStations:
    """Remembers what was reported."""

    registration: Registration = Registration.ACCEPTED
    boots: list[BootReport] = field(default_factory=list)
    statuses: list[StatusReport] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)
    deviations: set[Deviation] = field(default_factory=set)
    facts: list[Entry] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)

    def find(self, station_id: StationId) -> KnownStation | None:
        return None

    async def record_boot(
        self, boot: BootReport, entry: Entry, render: Callable[[BootOutcome], bytes]
    ) -> bytes:
        self.boots.append(boot)
        return render(BootOutcome(registration=self.registration, interval_s=300, at=NOW))

    async def record_status(
        self, status: StatusReport, entry: Entry, render: Callable[[], bytes]
    ) -> bytes:
        self.statuses.append(status)
        return render()

    async def record_variables(
        self, variables: Sequence[Variable], entry: Entry, render: Callable[[], bytes]
    ) -> bytes:
        self.facts.append(entry)
        self.variables.extend(variables)
        return render()

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
        self.facts.append(entry)
        self.announcements.extend(told)
        self.statuses.extend(statuses)
        return render()

    async def record_fact(self, entry: Entry, render: Callable[[], bytes]) -> bytes:
        self.facts.append(entry)
        return render()

    def deviated(self, station_id: StationId, action: str, found: Iterable[Deviation]) -> None:
        self.deviations.update(found)

    def note(self, entry: Entry) -> None:
        self.notes.append(entry)


class FakePlatform:
    """One station of one version, and the services behind its router."""

    def __init__(self, version: OcppVersion) -> None:
        self.sessions = FakeSessions()
        self.stations = FakeStations()
        services = Services(
            sessions=self.sessions,
            stations=self.stations,
            certificates=self,
            clock=ManualClock(NOW),
        )
        self._router: Router = routers(services)[version]
        self._version = version

    async def take(self, wanted: CertificateRequest) -> RequestFault | None:
        """Have nobody who signs."""
        return RequestFault.NO_AUTHORITY

    async def ask(self, action: str, payload: dict[str, Any]) -> list[Any]:
        """Send a CALL and return the frame that answers it."""
        frame = frames.parse(json.dumps([2, "m", action, payload]), self._version)
        assert isinstance(frame, CallFrame)
        admission = Admission(
            station_id=STATION,
            tenant_id=TenantId(new_id()),
            site_id=None,
            identity="CP1",
            registration=self.stations.registration,
            security_profile=0,
        )
        answer = await self._router.respond(admission, frame, NOW)
        assert answer is not None
        frame_read = json.loads(answer)
        assert isinstance(frame_read, list)
        return frame_read

    async def tell(self, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Send a CALL and return the payload of its CALLRESULT."""
        kind, _, answer = await self.ask(action, payload)
        assert kind == 3
        assert isinstance(answer, dict)
        return answer

    @property
    def report(self) -> TransactionReport:
        """The last report that the sessions were given."""
        return self.sessions.reports[-1]
