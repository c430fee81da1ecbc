"""From the cloud's words to our reports, and back from the journal.

A row is told in up to three parts: that it started, whose it is when that came later, that it
ended. There are no readings between, and none are made up.
"""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from sigec.cvepro.wire import BoxConnector, BoxRow, LastStatus, Number, TransactionRow, read_time
from sigec.drivers.model import IdTokenKind, TokenRef
from sigec.journal import Entry
from sigec.kit.energy import ENERGY_MAX_WH
from sigec.kit.ids import StationId, TenantId
from sigec.sessions.model import MeterSample, ReportKind, TransactionReport
from sigec.sources.model import ChargerConnector, ChargerReport
from sigec.stations.model import ConnectorStatus, StatusReport

PROTOCOL = "cvepro"
TRANSACTION = "Transaction"
STATUS = "ConnectorStatus"
HEARTBEAT_ZONE = ZoneInfo("America/Sao_Paulo")
OFFLINE_AFTER = timedelta(minutes=15)
"""Three heartbeats of five minutes."""
KILOWATT_MAX = 1_000
"""A greater power is in W; no charger has a megawatt."""


class Part(StrEnum):
    """Which part of a row is told."""

    STARTED = "started"
    IDENTIFIED = "identified"
    ENDED = "ended"


class Token(Struct, frozen=True):
    """The token that a row's tag is, as the journal keeps it."""

    value: str
    kind: str

    @property
    def ref(self) -> TokenRef:
        """The token as sessions know it."""
        return TokenRef(value=self.value, kind=IdTokenKind(self.kind))


class Told(Struct, frozen=True, kw_only=True):
    """What the journal keeps: the row as it came, and how it was understood."""

    part: Part
    zone: str
    token: Token | None
    transaction: Raw


def read_report(entry: Entry) -> TransactionReport | None:
    """Read a row of the journal again (`sigec.sessions.ports.ReportReader`)."""
    if entry.protocol != PROTOCOL or entry.action != TRANSACTION:
        return None
    told = msgspec.json.decode(entry.request, type=Told)
    row = msgspec.json.decode(told.transaction, type=TransactionRow, strict=False)
    return report_of(told, row, station_id=entry.station_id, received_at=entry.received_at)


def report_of(
    told: Told, row: TransactionRow, *, station_id: StationId, received_at: datetime
) -> TransactionReport:
    """Make the report of a part of a row."""
    zone = ZoneInfo(told.zone)
    connector = row.connector_id if (row.connector_id or 0) > 0 else None
    start_at = read_time(row.start_timestamp, zone)
    report = TransactionReport(
        station_id=station_id,
        kind=_KINDS[told.part],
        at=start_at,
        received_at=received_at,
        evse=connector,
        connector=connector,
        external_id=str(row.id),
        id_token=told.token.ref if told.token else None,
        register_wh=read_wh(row.start_value) if told.part is Part.STARTED else None,
    )
    return report if told.part is not Part.ENDED else _ended(report, row, zone)


def _ended(report: TransactionReport, row: TransactionRow, zone: ZoneInfo) -> TransactionReport:
    """Make the end's report: by the energy that the cloud bills, else by its last register."""
    register_wh, drawn_wh = end_register_wh(row), read_wh(row.energy)
    is_alone = register_wh is None and drawn_wh is not None  # no register to add it to
    return replace(
        report,
        at=read_time(row.stop_timestamp, zone),
        register_wh=register_wh,
        samples=(MeterSample(at=None, interval_wh=drawn_wh),) if is_alone else (),
        stop_reason=(row.stop_reason or "").strip() or None,
    )


def end_register_wh(row: TransactionRow) -> int | None:
    """Return what the register showed at the end: start plus energy, else its own last value."""
    start_wh, drawn_wh = read_wh(row.start_value), read_wh(row.energy)
    if start_wh is not None and drawn_wh is not None:
        return start_wh + drawn_wh
    return None if start_wh is None else read_wh(row.stop_value)


def is_end_whole(row: TransactionRow) -> bool:
    """Say whether the end says how much was drawn; else it may follow in a moment."""
    return read_wh(row.energy) is not None or end_register_wh(row) is not None


def read_wh(value: Number) -> int | None:
    """Read whole Wh, half up; ``None`` when it is no amount that a meter can show."""
    amount = _decimal(value)
    if amount is None or not 0 <= amount <= ENERGY_MAX_WH:
        return None
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def tag_of(row: TransactionRow) -> str | None:
    """Return the row's tag; an active one often has none yet."""
    return (row.ocpp_id_tag or "").strip() or None


def entry_of(told: Told, report: TransactionReport, tenant_id: TenantId) -> Entry:
    """Make the journal's row of a report."""
    return Entry(
        tenant_id=tenant_id,
        station_id=report.station_id,
        protocol=PROTOCOL,
        direction="in",
        action=TRANSACTION,
        message_id=f"{report.external_id}:{told.part}",
        request=msgspec.json.encode(told).decode(),
        at=report.happened_at,
        received_at=report.received_at,
    )


def status_report(
    connector: int, status: LastStatus, *, station_id: StationId, received_at: datetime
) -> StatusReport | None:
    """Make the report of a connector's last status; ``None`` when its word is not one of OCPP's."""
    word = _STATUSES.get((status.status or "").replace("_", "").strip().casefold())
    if word is None or connector < 1:
        return None
    return StatusReport(
        station_id=station_id,
        status=word,
        received_at=received_at,
        evse=connector,
        connector=connector,
        at=read_time(status.time_stamp, UTC),
        error_code=status.error_code,
        detail=(status.erro_info or "").strip() or None,
    )


def status_entry(report: StatusReport, status: LastStatus, tenant_id: TenantId) -> Entry:
    """Make the journal's row of a connector's status."""
    return Entry(
        tenant_id=tenant_id,
        station_id=report.station_id,
        protocol=PROTOCOL,
        direction="in",
        action=STATUS,
        message_id=f"{report.connector}:{status.time_stamp or ''}"[:100],
        request=msgspec.json.encode(
            {"connectorId": report.connector, "lastStatus": status}
        ).decode(),
        answer="{}",
        at=report.happened_at,
        received_at=report.received_at,
        evse=report.evse,
        connector=report.connector,
    )


def charger_report(box: BoxRow) -> ChargerReport:
    """Say what the cloud tells of a charger, in our units."""
    return ChargerReport(
        external_id=box.charge_box_id,
        external_uuid=box.uuid,
        description=box.description,
        vendor=box.charge_point_vendor,
        model=box.charge_point_model,
        serial_number=box.charge_point_serial_number,
        firmware_version=box.fw_version,
        heartbeat_at=read_time(box.last_heartbeat_timestamp, HEARTBEAT_ZONE),
        connectors=tuple(
            _connector(each) for each in box.connectors or () if each.connector_id > 0
        ),
    )


def is_reached(heartbeat_at: datetime | None, at: datetime) -> bool:
    """Say whether a charger was heard by its cloud lately; its status says nothing of that."""
    return heartbeat_at is not None and at - heartbeat_at <= OFFLINE_AFTER


def _connector(connector: BoxConnector) -> ChargerConnector:
    power = _decimal(connector.power_max)
    if power is None or power <= 0:
        power_w = None
    else:
        power_w = int(power * 1_000 if power <= KILOWATT_MAX else power)
    return ChargerConnector(
        number=connector.connector_id, type=connector.connector_type, power_max_w=power_w
    )


def _decimal(value: Number) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


_STATUSES = {status.value.casefold(): status for status in ConnectorStatus}
_KINDS = {
    Part.STARTED: ReportKind.STARTED,
    Part.IDENTIFIED: ReportKind.UPDATED,
    Part.ENDED: ReportKind.ENDED,
}
