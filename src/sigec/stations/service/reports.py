"""Store batches of what stations report of themselves, each in the transaction of its batch."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal, outbox
from sigec.events.stations import ConnectorStatusChanged, StationBooted, StationChanged
from sigec.journal import Entry
from sigec.kit.ids import SessionId, StationId, StreamId, TenantId
from sigec.stations._store import connections, connectors, desires, deviations, variables
from sigec.stations.model import (
    BootOutcome,
    BootReport,
    Connector,
    ConnectorPlace,
    Deviation,
    Registration,
    StatusReport,
    Variable,
    normalise_error_code,
)
from sigec.stations.ports import ConnectorListener, MaintenanceListener
from sigec.stations.service.directory import StationDirectory
from sigec.stations.service.faults import judge_connectors, judge_stations
from sigec.stations.service.variable_desires import note_variables

RETRY_INTERVAL_S = 60
"""How soon a station that is not accepted may boot again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boot:
    """A boot on its way into the database."""

    report: BootReport
    entry: Entry
    render: Callable[[BootOutcome], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status on its way into the database."""

    report: StatusReport
    entry: Entry
    render: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A message on its way into the journal."""

    entry: Entry
    render: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableReport:
    """What a station is set to, on its way into the database."""

    variables: Sequence[Variable]
    entry: Entry
    render: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDeviations:
    """How often a station left the schemas since it was last stored."""

    station_id: StationId
    tenant_id: TenantId
    counted: Mapping[tuple[Deviation, str], int]
    at: datetime


class ReportWriter:
    """Writes batches for the group commit: the functions are its ``apply``."""

    def __init__(
        self,
        *,
        directory: StationDirectory,
        heartbeat_interval_s: int,
        told: Callable[[StationId, Registration], None],
    ) -> None:
        """Say to ``told`` what each booting station is told."""
        self._directory = directory
        self._told = told
        self._heartbeat_interval_s = heartbeat_interval_s
        self.listeners: list[ConnectorListener] = []
        self.maintainers: list[MaintenanceListener] = []

    async def store_boots(
        self, connection: AsyncConnection, stream: StreamId, boots: Sequence[Boot]
    ) -> Sequence[bytes]:
        """Store boots; each is told whether it is registered and how often to be heard."""
        outcomes = [self._outcome(boot.report) for boot in boots]
        accepted = {
            boot.report.station_id
            for boot, outcome in zip(boots, outcomes, strict=True)
            if outcome.registration is Registration.ACCEPTED
        }
        await connections.save_boots(connection, [boot.report for boot in boots], accepted)
        restarted = {boot.report.station_id for boot in boots if boot.report.is_restart}
        booted_at = max(boot.report.received_at for boot in boots)
        await desires.note_boots(connection, accepted & restarted, at=booted_at)
        for maintainer in self.maintainers:
            await maintainer.booted(connection, [boot.report for boot in boots])
        await outbox.append(
            connection,
            [_booted(boot, outcome) for boot, outcome in zip(boots, outcomes, strict=True)],
        )
        await outbox.append(connection, [_renamed(boot) for boot in boots if self._is_new_to(boot)])
        answers = [boot.render(outcome) for boot, outcome in zip(boots, outcomes, strict=True)]
        await _journal(connection, stream, [boot.entry for boot in boots], answers)
        return answers

    def _is_new_to(self, boot: Boot) -> bool:
        """Say whether a station told a serial number, which its certificate may name, anew."""
        station = self._directory.find(boot.report.station_id)
        told = boot.report.serial_number
        return station is not None and told is not None and station.serial_number != told

    async def store_statuses(
        self, connection: AsyncConnection, stream: StreamId, statuses: Sequence[Status]
    ) -> Sequence[bytes]:
        """Store statuses in the order they came."""
        await self.apply_statuses(connection, [status.report for status in statuses])
        answers = [status.render() for status in statuses]
        await _journal(connection, stream, [status.entry for status in statuses], answers)
        return answers

    async def apply_statuses(
        self, connection: AsyncConnection, statuses: Sequence[StatusReport]
    ) -> None:
        """Store statuses however they were told, and tell the listeners of each.

        One that is older than what is known of its place changes nothing.
        """
        told = [_normalised(each) for each in statuses]
        known = await connectors.load_or_create(
            connection, [report.place for report in told if report.place is not None]
        )
        whole = {report.station_id for report in told if report.place is None}
        reports = list(
            _news(
                told,
                {place: connector.status_at for place, connector in known.items()},
                await connectors.find_station_status_times(connection, whole),
            )
        )
        changes = list(_changes(reports, known))
        await connectors.save_statuses(connection, {place: report for place, report, _ in changes})
        await connectors.save_station_statuses(
            connection, {report.station_id: report for report in reports if report.place is None}
        )
        await outbox.append(
            connection,
            [_status_changed(report, before) for _, report, before in changes],
        )
        concerned = {report: await self._tell(connection, report) for report in reports}
        await judge_stations(connection, [report for report in reports if report.place is None])
        await judge_connectors(
            connection,
            [(report, before, concerned[report]) for _, report, before in changes],
        )

    async def store_facts(
        self, connection: AsyncConnection, stream: StreamId, facts: Sequence[Fact]
    ) -> Sequence[bytes]:
        """Journal messages with their answers."""
        answers = [fact.render() for fact in facts]
        await _journal(connection, stream, [fact.entry for fact in facts], answers)
        return answers

    async def store_variables(
        self, connection: AsyncConnection, stream: StreamId, reports: Sequence[VariableReport]
    ) -> Sequence[bytes]:
        """Store what stations are set to, in the order they told it."""
        for report in reports:
            entry = report.entry
            await variables.save(
                connection,
                entry.station_id,
                entry.tenant_id,
                report.variables,
                at=entry.received_at,
            )
            await note_variables(
                connection, entry.station_id, report.variables, at=entry.received_at
            )
        answers = [report.render() for report in reports]
        await _journal(connection, stream, [report.entry for report in reports], answers)
        return answers

    async def store_notes(
        self, connection: AsyncConnection, stream: StreamId, entries: Sequence[Entry]
    ) -> Sequence[None]:
        """Journal messages with the answers that they carry."""
        await journal.append(connection, stream, entries)
        return [None] * len(entries)

    async def store_seen(
        self,
        connection: AsyncConnection,
        _stream: StreamId,
        seen: Sequence[tuple[StationId, datetime]],
    ) -> Sequence[None]:
        """Store when stations were last heard."""
        await connections.save_seen(connection, dict(seen))
        return [None] * len(seen)

    async def store_deviations(
        self, connection: AsyncConnection, _stream: StreamId, items: Sequence[CountedDeviations]
    ) -> Sequence[None]:
        """Add how often stations left the schemas."""
        for item in items:
            await deviations.add(
                connection, item.station_id, item.tenant_id, item.counted, at=item.at
            )
        return [None] * len(items)

    async def _tell(self, connection: AsyncConnection, report: StatusReport) -> SessionId | None:
        """Tell the listeners of a status, and return the session that it concerns."""
        sessions = [
            await listener.connector_reported(connection, report) for listener in self.listeners
        ]
        return next(filter(None, sessions), None)

    def _outcome(self, boot: BootReport) -> BootOutcome:
        station = self._directory.find(boot.station_id)
        registration = station.registration if station else Registration.REJECTED
        is_accepted = registration is Registration.ACCEPTED
        self._told(boot.station_id, registration)
        return BootOutcome(
            registration=registration,
            interval_s=self._heartbeat_interval_s if is_accepted else RETRY_INTERVAL_S,
            at=boot.received_at,
        )


def _normalised(report: StatusReport) -> StatusReport:
    return replace(report, error_code=normalise_error_code(report.error_code))


def _news(
    reports: Iterable[StatusReport],
    of_connectors: Mapping[ConnectorPlace, datetime | None],
    of_stations: Mapping[StationId, datetime | None],
) -> Iterable[StatusReport]:
    """Yield what does not tell the past: a queue that was kept offline may catch up late."""
    latest: dict[object, datetime | None] = dict(chain(of_connectors.items(), of_stations.items()))
    for report in reports:
        subject = report.place or report.station_id
        known_at = latest.get(subject)
        if known_at is None or report.happened_at >= known_at:
            latest[subject] = report.happened_at
            yield report


_Change = tuple[ConnectorPlace, StatusReport, Connector]


def _changes(
    reports: Iterable[StatusReport], known: dict[ConnectorPlace, Connector]
) -> Iterable[_Change]:
    """Yield what differs from what is known, with the connector as it was before."""
    current = dict(known)
    for report in reports:
        place = report.place
        if place is None or place not in current:
            continue  # the whole station, or more connectors than a station can have
        before = current[place]
        after = replace(
            before,
            status=report.status,
            error_code=report.error_code,
            vendor_error_code=report.vendor_error_code,
            detail=report.detail,
        )
        if after != before:
            current[place] = after
            yield place, report, before


def _booted(boot: Boot, outcome: BootOutcome) -> StationBooted:
    return StationBooted(
        tenant_id=boot.entry.tenant_id,
        at=boot.report.received_at,
        station_id=boot.report.station_id,
        registration=outcome.registration.value,
        reason=boot.report.reason,
    )


def _renamed(boot: Boot) -> StationChanged:
    return StationChanged(
        tenant_id=boot.entry.tenant_id,
        at=boot.report.received_at,
        station_id=boot.report.station_id,
    )


def _status_changed(report: StatusReport, before: Connector) -> ConnectorStatusChanged:
    return ConnectorStatusChanged(
        tenant_id=before.tenant_id,
        at=report.happened_at,
        station_id=report.station_id,
        connector_id=before.id,
        evse=before.evse,
        connector=before.number,
        status=report.status.value,
        previous_status=before.status and before.status.value,
        error_code=report.error_code,
    )


async def _journal(
    connection: AsyncConnection,
    stream: StreamId,
    entries: Sequence[Entry],
    answers: Sequence[bytes],
) -> None:
    answered = [entry.answered(answer) for entry, answer in zip(entries, answers, strict=True)]
    await journal.append(connection, stream, answered)
