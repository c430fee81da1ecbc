"""Tell sessions what began, became known or ended in the cloud, as OCPP stations tell it."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

import structlog

from sigec.cvepro.memory import KnownRow
from sigec.cvepro.telling import Telling
from sigec.cvepro.translate import Part, Token, Told, entry_of, is_end_whole, report_of
from sigec.cvepro.wire import Listing, Read, TransactionRow
from sigec.kit.ids import StationId
from sigec.sessions.service import SessionService
from sigec.stations.service import StationNotFound

_log = structlog.get_logger()

Row = Read[TransactionRow]


class ChargeTeller:
    """Turns transactions into reports, and only what changed."""

    def __init__(self, sessions: SessionService) -> None:
        self._sessions = sessions

    async def tell(self, telling: Telling, listing: Listing[TransactionRow]) -> None:
        """Tell what is new of each transaction, in order for each station.

        :raises StorageUnavailable: when the database was lost; what was not told is told again.
        """
        for raw in listing.unreadable:
            telling.miss(bytes(raw), listing.note)
        for read in listing.items:
            telling.learn(read.item)
        by_station: dict[StationId, list[Row]] = defaultdict(list)
        for read in sorted(listing.items, key=lambda read: read.item.id):
            row = read.item
            station_id = telling.known.station(row.charge_box_uuid, row.charge_box_id)
            if station_id is not None:
                by_station[station_id].append(read)
        await asyncio.gather(
            *(self._tell_rows(telling, station_id, rows) for station_id, rows in by_station.items())
        )
        await self._note_evidence(telling, by_station)
        telling.memory.forget_unlisted({read.item.id for read in listing.items})

    async def _tell_rows(
        self, telling: Telling, station_id: StationId, rows: Sequence[Row]
    ) -> None:
        try:
            for read in rows:
                await self._tell_row(telling, station_id, read)
        except StationNotFound:
            _log.info("cvepro.station.gone", station_id=str(station_id))

    async def _tell_row(self, telling: Telling, station_id: StationId, read: Row) -> None:
        row, token = read.item, telling.known.token(read.item)
        before = telling.memory.row(row.id, station_id)
        digest = _digest(read, token, station_id)
        if before.digest == digest:
            return
        if row.start_timestamp is None and row.stop_timestamp is None:
            telling.miss(bytes(read.raw), f"transaction {row.id} has no times")
            return
        is_waiting = False
        for part in _parts(row, before, token, telling):
            if part is None:
                is_waiting = True
                continue
            await self._tell_part(telling, station_id, read, part, token)
            _remember(before, part, token, row)
            before.heard_at = telling.at
        before.digest = None if is_waiting else digest

    async def _tell_part(
        self,
        telling: Telling,
        station_id: StationId,
        read: Row,
        part: Part,
        token: Token | None,
    ) -> None:
        row = read.item
        told = Told(
            part=part,
            zone=telling.source.timezone,
            token=None if part is Part.ENDED else token,
            transaction=read.raw,
        )
        report = report_of(told, row, station_id=station_id, received_at=telling.at)
        entry = entry_of(told, report, telling.source.tenant_id)
        await self._sessions.record(report, entry, lambda _outcome: b"{}")
        if part is Part.STARTED and row.charge_box_id and row.connector_id:
            # Its connector may have told of the charge before there was one: let it say so again.
            telling.memory.connectors.pop((row.charge_box_id, row.connector_id), None)

    async def _note_evidence(
        self, telling: Telling, by_station: Mapping[StationId, Sequence[Row]]
    ) -> None:
        """Note now and then that what goes on is still listed."""
        memory, at = telling.memory, telling.at
        listed = [
            (station_id, str(read.item.id))
            for station_id, rows in by_station.items()
            for read in rows
            if read.item.stop_timestamp is None
            and memory.row(read.item.id, station_id).is_evidence(at=at)
        ]
        if listed:
            await self._sessions.still_listed(listed, at=at)
            for station_id, external_id in listed:
                memory.row(int(external_id), station_id).heard_at = at


def _parts(
    row: TransactionRow, before: KnownRow, token: Token | None, telling: Telling
) -> Iterator[Part | None]:
    """Yield what of a row is to be told; ``None`` when its end waits for its energy."""
    if not before.is_started:
        yield Part.STARTED
    elif token is not None and token != before.token:
        yield Part.IDENTIFIED
    if row.stop_timestamp is None or before.ended_as == _end_of(row):
        return
    may_end = before.may_end(at=telling.at, is_whole=is_end_whole(row))
    yield Part.ENDED if may_end else None


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


def _digest(read: Row, token: Token | None, station_id: StationId) -> bytes:
    named = f"{token.kind}:{token.value}" if token else ""
    return blake2b(bytes(read.raw) + named.encode() + station_id.bytes, digest_size=16).digest()
