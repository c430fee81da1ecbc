"""From 2.x messages about a charge to our reports: pure, for live messages and journal rows."""

from collections.abc import Iterable
from decimal import Decimal

from sigec.drivers.model import IdTokenKind, TokenRef
from sigec.ocpp.messages import v21, v201
from sigec.ocpp.router import Reader
from sigec.ocpp.router.reports import TOKEN_LENGTH_MAX, Origin, place, sequence, translator, utc
from sigec.sessions.model import (
    ChargingState,
    MeterSample,
    ReportKind,
    SampledValue,
    TransactionReport,
    read_meter,
)

_KINDS = {
    v201.TransactionEventEnumType.STARTED: ReportKind.STARTED,
    v201.TransactionEventEnumType.UPDATED: ReportKind.UPDATED,
    v201.TransactionEventEnumType.ENDED: ReportKind.ENDED,
}


def transaction_report(request: v201.TransactionEventRequest, origin: Origin) -> TransactionReport:
    """Report what a TransactionEvent tells; an absent state is unchanged."""
    info, evse = request.transaction_info, request.evse
    return TransactionReport(
        station_id=origin.station_id,
        kind=_KINDS[request.event_type],
        at=utc(request.timestamp),
        received_at=origin.received_at,
        evse=place(evse.id, "evse.id") if evse else None,
        connector=place(evse.connector_id, "evse.connectorId") if evse else None,
        external_id=info.transaction_id.strip() or None,
        seq=sequence(request.seq_no),
        id_token=token(request.id_token) if request.id_token else None,
        samples=samples(request.meter_value or ()),
        charging_state=ChargingState(info.charging_state.value) if info.charging_state else None,
        stop_reason=str(info.stopped_reason) if info.stopped_reason else None,
        offline=bool(request.offline),
        reservation_id=request.reservation_id or None,
        remote_start_id=info.remote_start_id,
        flags=origin.flags,
        ends_charge=request.trigger_reason is v201.TriggerReasonEnumType.STOP_AUTHORIZED,
    )


def meter_report(request: v201.MeterValuesRequest, origin: Origin) -> TransactionReport:
    """Report meter values outside a transaction; the last instant stands for the message."""
    instants = [at for value in request.meter_value if (at := utc(value.timestamp)) is not None]
    return TransactionReport(
        station_id=origin.station_id,
        kind=ReportKind.UPDATED,
        at=max(instants, default=None),
        received_at=origin.received_at,
        evse=place(request.evse_id, "evseId"),
        samples=samples(request.meter_value),
        flags=origin.flags,
    )


def token(id_token: v201.IdTokenType) -> TokenRef:
    """Return the token that a station names; an unknown kind of 2.1 counts as Central."""
    known = {kind.value: kind for kind in IdTokenKind}
    kind = known.get(str(id_token.type), IdTokenKind.CENTRAL)
    return TokenRef(value=id_token.id_token[:TOKEN_LENGTH_MAX], kind=kind)


def samples(values: Iterable[v201.MeterValueType]) -> tuple[MeterSample, ...]:
    """Return the samples of meter values."""
    return tuple(
        sample
        for value in values
        for sample in read_meter(utc(value.timestamp), map(_sampled, value.sampled_value))
    )


def _sampled(sampled: v201.SampledValueType) -> SampledValue:
    unit = sampled.unit_of_measure
    return SampledValue(
        value=_exact(sampled.value),
        measurand=sampled.measurand or None,
        unit=unit.unit if unit else None,
        multiplier=(unit.multiplier or 0) if unit else 0,
        phase=sampled.phase or None,
        location=sampled.location or None,
        context=sampled.context or None,
    )


def _exact(value: float) -> Decimal:
    """Return the number as it was written: the shortest one that reads as this float."""
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))


translate_201 = translator(
    {
        "TransactionEvent": (Reader(v201.TransactionEventRequest), transaction_report),
        "MeterValues": (Reader(v201.MeterValuesRequest), meter_report),
    }
)
translate_21 = translator(
    {
        "TransactionEvent": (Reader(v21.TransactionEventRequest), transaction_report),
        "MeterValues": (Reader(v21.MeterValuesRequest), meter_report),
    }
)
