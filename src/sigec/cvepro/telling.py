"""Tell sessions and stations what changed in a source's answers, and only that."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

import structlog

from sigec.cvepro.memory import KnownRow, Memory, Place
from sigec.cvepro.translate import (
    PROTOCOL,
    Part,
    Token,
    Told,
    charger_report,
    entry_of,
    is_end_whole,
    is_reached,
    report_of,
    status_entry,
    status_report,
    tag_of,
)
from sigec.cvepro.wire import BoxRow, LastStatus, Listing, Read, TransactionRow
from sigec.drivers.model import IdTokenKind
from sigec.kit.ids import StationId
from sigec.sessions.service import SessionService
from sigec.sources.model import (
    Charger,
    ChargerReport,
    LearnedTag,
    Source,
    TagOrigin,
    pk_key,
)
from sigec.stations.model import MirroredConnector, MirrorReport
from sigec.stations.service import MirrorService, StationNotFound, StationService

_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class Known:
    """Which of the account's chargers belong here, and what its tags are."""

    stations: Mapping[str, StationId]
    tags: dict[str, LearnedTag]

    @classmethod
    def of(cls, chargers: Sequence[Charger], tags: Mapping[str, LearnedTag]) -> "Known":
        """Find stations by both names that the cloud has for a charger."""
        stations: dict[str, StationId] = {}
        for charger in chargers:
            if charger.station_id is not None:
                stations[charger.external_id] = charger.station_id
                if charger.external_uuid:
                    stations[charger.external_uuid] = charger.station_id
        return cls(stations=stations, tags=dict(tags))

    def station(self, *names: str | None) -> StationId | None:
        """Return the station that a charger is, ``None`` when it does not belong here."""
        found = (self.stations.get(name) for name in names if name)
        return next((station for station in found if station is not None), None)


@dataclass(slots=True)
class Account:
    """What a round of answers came to, beside what was told."""

    learned: list[LearnedTag] = field(default_factory=list)
    listed: list[ChargerReport] = field(default_factory=list)
    unreadable: int = 0
    note: str | None = None

    def miss(self, count: int, note: str | None) -> None:
        """Count what was not understood."""
        self.unreadable += count
        self.note = note or self.note


class Teller:
    """Turns answers into reports, as OCPP stations give them."""

    def __init__(
        self, *, sessions: SessionService, stations: StationService, mirrors: MirrorService
    ) -> None:
        self._sessions = sessions
        self._stations = stations
        self._mirrors = mirrors

    async def tell_transactions(
        self,
        source: Source,
        known: Known,
        memory: Memory,
        listing: Listing[TransactionRow],
        *,
        at: datetime,
        account: Account,
    ) -> None:
        """Tell what began, became known or ended, in order for each station."""
        account.miss(listing.unreadable, listing.note)
        for read in listing.items:
            _learn(source, known, read.item, at, account)
        by_station: dict[StationId, list[Read[TransactionRow]]] = defaultdict(list)
        for read in sorted(listing.items, key=lambda read: read.item.id):
            station_id = known.station(read.item.charge_box_uuid, read.item.charge_box_id)
            if station_id is not None:
                by_station[station_id].append(read)
        await asyncio.gather(
            *(
                self._tell_rows(source, known, memory, station_id, rows, at, account)
                for station_id, rows in by_station.items()
            )
        )
        await self._note_evidence(memory, by_station, at)
        memory.forget_unlisted({read.item.id for read in listing.items})

    async def tell_chargers(
        self,
        source: Source,
        known: Known,
        memory: Memory,
        listing: Listing[BoxRow],
        *,
        at: datetime,
        account: Account,
    ) -> None:
        """Tell how chargers and their connectors are, where that changed."""
        account.miss(listing.unreadable, listing.note)
        mirrored: list[tuple[str, object, MirrorReport]] = []
        for read in listing.items:
            report = charger_report(read.item)
            if memory.listed.get(report.external_id) != report:
                memory.listed[report.external_id] = report
                account.listed.append(report)
            station_id = known.station(read.item.uuid, read.item.charge_box_id)
            if station_id is None:
                continue
            mirror = _mirror(source, station_id, report, at)
            content = (report, mirror.is_connected, station_id)
            if memory.chargers.get(report.external_id) != content:
                mirrored.append((report.external_id, content, mirror))
        await self._mirrors.record([mirror for _, _, mirror in mirrored])
        memory.chargers.update({name: content for name, content, _ in mirrored})
        for read in listing.items:
            station_id = known.station(read.item.uuid, read.item.charge_box_id)
            for connector in read.item.connectors or ():
                place = (read.item.charge_box_id, connector.connector_id)
                status = connector.last_status
                if station_id is None or status is None or memory.is_outdated(place, status, at=at):
                    continue
                await self.tell_status(source, memory, station_id, place, status, at, account)

    async def tell_status(
        self,
        source: Source,
        memory: Memory,
        station_id: StationId,
        place: Place,
        status: LastStatus,
        at: datetime,
        account: Account,
    ) -> None:
        """Tell a connector's status, if it is another than before."""
        content = (status, station_id)
        if memory.connectors.get(place) == content:
            return
        report = status_report(place[1], status, station_id=station_id, received_at=at)
        if report is None:
            account.miss(1, f"status {status.status!r} of connector {place[1]}")
        else:
            entry = status_entry(report, status, source.tenant_id)
            await self._stations.record_status(report, entry, lambda: b"{}")
        memory.connectors[place] = content

    async def _note_evidence(
        self,
        memory: Memory,
        by_station: Mapping[StationId, Sequence[Read[TransactionRow]]],
        at: datetime,
    ) -> None:
        """Note now and then that what goes on is still listed."""
        listed = [
            (station_id, str(read.item.id))
            for station_id, rows in by_station.items()
            for read in rows
            if read.item.stop_timestamp is None and memory.row(read.item.id).is_evidence(at=at)
        ]
        if listed:
            await self._sessions.still_listed(listed, at=at)
            for _, external_id in listed:
                memory.row(int(external_id)).heard_at = at

    async def _tell_rows(
        self,
        source: Source,
        known: Known,
        memory: Memory,
        station_id: StationId,
        rows: Sequence[Read[TransactionRow]],
        at: datetime,
        account: Account,
    ) -> None:
        try:
            for read in rows:
                await self._tell_row(source, known, memory, station_id, read, at, account)
        except StationNotFound:
            _log.info("cvepro.station.gone", station_id=str(station_id))

    async def _tell_row(
        self,
        source: Source,
        known: Known,
        memory: Memory,
        station_id: StationId,
        read: Read[TransactionRow],
        at: datetime,
        account: Account,
    ) -> None:
        row, token = read.item, token_of(read.item, known)
        before = memory.row(row.id)
        digest = _digest(read, token, station_id)
        if before.digest == digest:
            return
        if row.start_timestamp is None and row.stop_timestamp is None:
            account.miss(1, f"transaction {row.id} has no times")
            return
        is_waiting = False
        for part in _parts(row, before, token, at=at):
            if part is None:
                is_waiting = True
                continue
            told = Told(
                part=part,
                zone=source.timezone,
                token=None if part is Part.ENDED else token,
                transaction=read.raw,
            )
            report = report_of(told, row, station_id=station_id, received_at=at)
            entry = entry_of(told, report, source.tenant_id)
            await self._sessions.record(report, entry, lambda _outcome: b"{}")
            _remember(before, part, token, row)
            before.heard_at = at
            if part is Part.STARTED and row.charge_box_id and row.connector_id:
                # Its connector may have told of the charge before there was one.
                memory.connectors.pop((row.charge_box_id, row.connector_id), None)
        before.digest = None if is_waiting else digest


def token_of(row: TransactionRow, known: Known) -> Token | None:
    """Return the token that a row's tag is: its own, else what its key is known to stand for."""
    tag = tag_of(row)
    if tag is not None:
        return Token(value=tag, kind=IdTokenKind.ISO14443.value)
    mapped = None if row.ocpp_tag_pk is None else known.tags.get(pk_key(row.ocpp_tag_pk))
    return None if mapped is None else Token(value=mapped.id_token, kind=mapped.kind)


def _parts(
    row: TransactionRow, before: KnownRow, token: Token | None, *, at: datetime
) -> Iterator[Part | None]:
    """Yield what of a row is to be told; ``None`` when its end waits for its energy."""
    if not before.is_started:
        yield Part.STARTED
    elif token is not None and token != before.token:
        yield Part.IDENTIFIED
    if row.stop_timestamp is None or before.ended_as == _end_of(row):
        return
    yield Part.ENDED if before.may_end(at=at, is_whole=is_end_whole(row)) else None


def _remember(known: KnownRow, part: Part, token: Token | None, row: TransactionRow) -> None:
    match part:
        case Part.STARTED:
            known.is_started = True
            known.token = token
        case Part.IDENTIFIED:
            known.token = token
        case Part.ENDED:
            known.ended_as = _end_of(row)


def _end_of(row: TransactionRow) -> object:
    return (row.stop_timestamp, row.energy, row.stop_value, row.stop_reason)


def _learn(
    source: Source, known: Known, row: TransactionRow, at: datetime, account: Account
) -> None:
    """Learn a pair that a row shows; a person's own word is not unlearned."""
    tag = tag_of(row)
    if tag is None or row.ocpp_tag_pk is None:
        return
    key = pk_key(row.ocpp_tag_pk)
    mapped = known.tags.get(key)
    if mapped is not None and (mapped.origin is TagOrigin.MANUAL or mapped.id_token == tag):
        return
    learned = LearnedTag(
        source_id=source.id,
        external_key=key,
        id_token=tag,
        kind=IdTokenKind.ISO14443.value,
        origin=TagOrigin.LEARNED,
        at=at,
    )
    known.tags[key] = learned
    account.learned.append(learned)


def _mirror(
    source: Source, station_id: StationId, report: ChargerReport, at: datetime
) -> MirrorReport:
    return MirrorReport(
        station_id=station_id,
        tenant_id=source.tenant_id,
        at=at,
        protocol=PROTOCOL,
        seen_at=report.heartbeat_at,
        is_connected=is_reached(report.heartbeat_at, at),
        vendor=report.vendor,
        model=report.model,
        serial_number=report.serial_number,
        firmware_version=report.firmware_version,
        connectors=tuple(
            MirroredConnector(number=each.number, type=each.type, power_max_w=each.power_max_w)
            for each in report.connectors
        ),
    )


def _digest(read: Read[TransactionRow], token: Token | None, station_id: StationId) -> bytes:
    named = f"{token.kind}:{token.value}" if token else ""
    return blake2b(bytes(read.raw) + named.encode() + station_id.bytes, digest_size=16).digest()
