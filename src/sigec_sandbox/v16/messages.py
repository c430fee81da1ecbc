"""The payloads that a 1.6 station sends on its own account."""

from collections.abc import Iterable

from sigec_sandbox.frames import Json
from sigec_sandbox.metering import REGISTER, Metering, Sample, samples
from sigec_sandbox.physics.outlets import Measurement
from sigec_sandbox.stations.connectors import Connector, Transaction
from sigec_sandbox.stations.spec import StationSpec

UNCONFIRMED = -1
"""What a station says for a transaction id that it never learnt."""


def boot_notification(spec: StationSpec, identity: str) -> Json:
    """Return who the station is; fields are cut to the lengths of the schema."""
    return {
        "chargePointVendor": spec.vendor[:20],
        "chargePointModel": spec.model[:20],
        "chargePointSerialNumber": (spec.serial_number or identity)[:25],
        "firmwareVersion": spec.firmware_version[:50],
    }


def status_notification(connector: Connector, stamp: str) -> Json:
    """Return the state of a connector."""
    return {
        "connectorId": connector.number,
        "errorCode": connector.error_code or "NoError",
        "status": connector.state.value,
        "timestamp": stamp,
    }


def start_transaction(transaction: Transaction, stamp: str) -> Json:
    """Return the start of a transaction."""
    payload: Json = {
        "connectorId": transaction.connector,
        "idTag": transaction.token.value if transaction.token else "",
        "meterStart": transaction.meter_start_wh,
        "timestamp": stamp,
    }
    if transaction.reservation_id is not None:
        payload["reservationId"] = transaction.reservation_id
    return payload


def meter_values(
    connector: int,
    transaction: Transaction | None,
    values: Iterable[Json],
    *,
    said_id: int | None = None,
) -> Json:
    """Return readings, attached to a transaction if there is one, or to what is said instead."""
    payload: Json = {"connectorId": connector, "meterValue": list(values)}
    if transaction is not None:
        payload["transactionId"] = transaction_id(transaction, said_id)
    return payload


def stop_transaction(
    transaction: Transaction,
    reading: Measurement,
    stamp: str,
    *,
    said_id: int | None,
    id_tag: str | None,
    meter_stop: bool,
    data: list[Json],
) -> Json:
    """Return the end of a transaction; without `meter_stop` it breaks the schema on purpose."""
    payload: Json = {
        "transactionId": transaction_id(transaction, said_id),
        "timestamp": stamp,
        "meterStop": reading.register_wh,
    }
    if not meter_stop:
        del payload["meterStop"]
    if id_tag is not None:
        payload["idTag"] = id_tag
    if transaction.stop_reason not in {None, "Local"}:
        payload["reason"] = transaction.stop_reason
    if data:
        payload["transactionData"] = data
    return payload


def meter_value(
    reading: Measurement, metering: Metering, stamp: str, *, context: str, interval_wh: int = 0
) -> Json:
    """Return one reading with everything that the metering options ask for."""
    return {
        "timestamp": stamp,
        "sampledValue": [
            _sampled_value(sample, context, metering)
            for sample in samples(reading, metering, interval_wh=interval_wh)
        ],
    }


def transaction_id(transaction: Transaction, said_id: int | None) -> int:
    """Return the id that the central system gave, unless the station says something else."""
    if said_id is not None:
        return said_id
    return transaction.id if isinstance(transaction.id, int) else UNCONFIRMED


def _sampled_value(sample: Sample, context: str, metering: Metering) -> Json:
    value: Json = {"value": f"{sample.value:f}", "context": context, "unit": sample.unit}
    if metering.measurand_named or sample.measurand != REGISTER:
        value["measurand"] = sample.measurand
    if sample.phase is not None:
        value["phase"] = sample.phase
    return value
