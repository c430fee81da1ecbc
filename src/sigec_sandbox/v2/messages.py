"""The payloads that a 2.x station sends on its own account."""

from collections.abc import Iterable
from decimal import Decimal

from sigec_sandbox.frames import Json
from sigec_sandbox.metering import INTERVAL, REGISTER, Metering, Sample, samples
from sigec_sandbox.physics.outlets import Flow, Measurement
from sigec_sandbox.stations.connectors import Connector, ConnectorState, Transaction
from sigec_sandbox.stations.spec import StationSpec
from sigec_sandbox.stations.stores.monitors import Monitor
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger

CONNECTOR = 1
"""Each EVSE of the sandbox has exactly one connector."""

_STATUS = {
    ConnectorState.AVAILABLE: "Available",
    ConnectorState.RESERVED: "Reserved",
    ConnectorState.UNAVAILABLE: "Unavailable",
    ConnectorState.FAULTED: "Faulted",
}

_CHARGING_STATE = {
    Flow.CHARGING: "Charging",
    Flow.SUSPENDED_EV: "SuspendedEV",
    Flow.SUSPENDED_EVSE: "SuspendedEVSE",
}


def boot_notification(spec: StationSpec, identity: str, reason: str) -> Json:
    """Return who the station is and why it booted."""
    return {
        "reason": reason,
        "chargingStation": {
            "vendorName": spec.vendor[:50],
            "model": spec.model[:20],
            "serialNumber": (spec.serial_number or identity)[:25],
            "firmwareVersion": spec.firmware_version[:50],
        },
    }


def connector_status(state: ConnectorState) -> str:
    """Return a state in the five words of 2.x."""
    return _STATUS.get(state, "Occupied")


def charging_state(connector: Connector) -> str:
    """Return what the transaction at a connector does."""
    if connector.outlet.is_energised:
        return _CHARGING_STATE[connector.outlet.flow]
    return "EVConnected" if connector.plugged else "Idle"


def status_notification(connector: Connector, stamp: str) -> Json:
    """Return the state of a connector."""
    return {
        "timestamp": stamp,
        "connectorStatus": connector_status(connector.state),
        "evseId": connector.number,
        "connectorId": CONNECTOR,
    }


def station_status(stamp: str) -> Json:
    """Return the state of the station as a whole, as some firmwares tell it."""
    return {"timestamp": stamp, "connectorStatus": "Available", "evseId": 0, "connectorId": 0}


def problem_event(connector: Connector, event_id: int, stamp: str, code: str | None) -> Json:
    """Return the event of a problem, or with `None` its end."""
    event: Json = {
        "eventId": event_id,
        "timestamp": stamp,
        "trigger": "Alerting",
        "actualValue": "false" if code is None else "true",
        "eventNotificationType": "HardWiredNotification",
        "component": {
            "name": "Connector",
            "evse": {"id": connector.number, "connectorId": CONNECTOR},
        },
        "variable": {"name": "Problem"},
    }
    event |= {"cleared": True} if code is None else {"techCode": code[:50]}
    if connector.transaction is not None:
        event["transactionId"] = connector.transaction.id
    return {"generatedAt": stamp, "seqNo": 0, "tbc": False, "eventData": [event]}


def monitor_event(monitor: Monitor, event_id: int, stamp: str, trigger: str, value: str) -> Json:
    """Return the event that a monitor is worth."""
    event: Json = {
        "eventId": event_id,
        "timestamp": stamp,
        "trigger": trigger,
        "actualValue": value,
        "eventNotificationType": "CustomMonitor",
        "component": monitor.component,
        "variable": monitor.variable,
        "variableMonitoringId": monitor.id,
    }
    if trigger == "Alerting" and not monitor.exceeded:
        event["cleared"] = True
    return {"generatedAt": stamp, "seqNo": 0, "tbc": False, "eventData": [event]}


def id_token(token: Token) -> Json:
    """Return a token with its type."""
    return {"idToken": token.value, "type": token.kind}


def transaction_event(
    kind: str, transaction: Transaction, why: Trigger, *, seq: int, stamp: str, offline: bool
) -> Json:
    """Return what every TransactionEvent has; the rest is added by who knows it."""
    payload: Json = {
        "eventType": kind,
        "timestamp": stamp,
        "triggerReason": why.value,
        "seqNo": seq,
        "transactionInfo": {"transactionId": transaction.id},
    }
    if offline:
        payload["offline"] = True
    return payload


def meter_value(
    reading: Measurement, metering: Metering, stamp: str, *, context: str, interval_wh: int = 0
) -> Json:
    """Return one reading with everything that the metering options ask for."""
    values: Iterable[Sample] = samples(reading, metering, interval_wh=interval_wh)
    return {
        "timestamp": stamp,
        "sampledValue": [_sampled_value(sample, context, metering) for sample in values],
    }


def _sampled_value(sample: Sample, context: str, metering: Metering) -> Json:
    value: Json = {"value": _number(sample.value), "context": context}
    if metering.measurand_named or sample.measurand != REGISTER:
        value["measurand"] = sample.measurand
    if sample.phase is not None:
        value["phase"] = sample.phase
    value["unitOfMeasure"] = {"unit": sample.unit}
    if metering.multiplier and sample.measurand in {REGISTER, INTERVAL}:
        value["unitOfMeasure"]["multiplier"] = metering.multiplier
    return value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
