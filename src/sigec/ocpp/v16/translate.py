"""From 1.6 messages about a charge to our reports: pure, for live messages and journal rows."""

from sigec.drivers.model import IdTokenKind, TokenRef
from sigec.ocpp.messages import v16
from sigec.ocpp.router import Reader
from sigec.ocpp.router.reports import (
    TOKEN_LENGTH_MAX,
    Origin,
    place,
    register,
    translator,
    utc,
)
from sigec.sessions.model import (
    MeterSample,
    ReportKind,
    SampledValue,
    TransactionReport,
    read_meter,
)

TRANSACTION_ID_MAX = 2**31 - 1


def start_report(request: v16.StartTransactionRequest, origin: Origin) -> TransactionReport:
    """Report a start; its number is ours to give (OCPP 1.6 §4.8)."""
    connector = place(request.connector_id, "connectorId")
    return TransactionReport(
        station_id=origin.station_id,
        kind=ReportKind.STARTED,
        at=utc(request.timestamp),
        received_at=origin.received_at,
        evse=connector,
        connector=connector,
        id_token=token(request.id_tag),
        register_wh=register(request.meter_start),
        reservation_id=request.reservation_id or None,  # Growatt sends 0 without one
        flags=origin.flags,
    )


def stop_report(request: v16.StopTransactionRequest, origin: Origin) -> TransactionReport:
    """Report an end; without a reason it is Local (OCPP 1.6 §4.10)."""
    return TransactionReport(
        station_id=origin.station_id,
        kind=ReportKind.ENDED,
        at=utc(request.timestamp),
        received_at=origin.received_at,
        external_id=external_id(request.transaction_id),
        id_token=token(request.id_tag) if request.id_tag else None,
        register_wh=register(request.meter_stop),
        samples=samples(request.transaction_data or []),
        stop_reason=None if request.reason is None else str(request.reason),
        flags=origin.flags,
    )


def meter_report(request: v16.MeterValuesRequest, origin: Origin) -> TransactionReport:
    """Report meter values; the last of their instants stands for the message."""
    connector = place(request.connector_id, "connectorId")
    instants = [at for value in request.meter_value if (at := utc(value.timestamp)) is not None]
    return TransactionReport(
        station_id=origin.station_id,
        kind=ReportKind.UPDATED,
        at=max(instants, default=None),
        received_at=origin.received_at,
        evse=connector,
        connector=connector,
        external_id=external_id(request.transaction_id),
        samples=samples(request.meter_value),
        flags=origin.flags,
    )


def external_id(transaction_id: int | None) -> str | None:
    """Return a number that we may have given: 0, -1 and 2⁶³-1 stand for none (TKT, Alfen)."""
    if transaction_id is None or not 0 < transaction_id <= TRANSACTION_ID_MAX:
        return None
    return str(transaction_id)


def token(id_tag: str) -> TokenRef:
    """Return the token of an idTag; an empty one means that none is needed (free-vend)."""
    if not id_tag.strip():
        return TokenRef(value="", kind=IdTokenKind.NO_AUTHORIZATION)
    return TokenRef(value=id_tag[:TOKEN_LENGTH_MAX])


def samples(values: list[v16.MeterValue]) -> tuple[MeterSample, ...]:
    """Return the samples of meter values; signed ones are for others to verify."""
    return tuple(
        sample
        for value in values
        for sample in read_meter(
            utc(value.timestamp),
            [
                _sampled(sampled)
                for sampled in value.sampled_value
                if sampled.format != v16.ValueFormat.SIGNED_DATA
            ],
        )
    )


def _sampled(sampled: v16.SampledValue) -> SampledValue:
    return SampledValue(
        sampled.value,
        sampled.measurand or None,
        sampled.unit or None,
        0,
        sampled.phase or None,
        sampled.location or None,
        sampled.context or None,
    )


translate = translator(
    {
        "StartTransaction": (Reader(v16.StartTransactionRequest), start_report),
        "StopTransaction": (Reader(v16.StopTransactionRequest), stop_report),
        "MeterValues": (Reader(v16.MeterValuesRequest), meter_report),
    }
)
