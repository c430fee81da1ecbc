"""What a 2.x station says, as short as its schema allows."""

from typing import Any

from tests.conformance.charger import Json, at

BOOT: Json = {"reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}}
TOKEN: Json = {"idToken": "TAG1", "type": "ISO14443"}
REGISTER = "Energy.Active.Import.Register"


def event(kind: str, seq: int, minutes: float, **fields: Any) -> Json:
    """Tell of the transaction ``T1``; fields given as None are left out."""
    info = {
        "transactionId": fields.pop("id_", "T1"),
        "chargingState": fields.pop("state", None),
        "stoppedReason": fields.pop("reason", None),
    }
    usual = {
        "eventType": kind,
        "timestamp": at(minutes),
        "triggerReason": "MeterValuePeriodic",
        "seqNo": seq,
        "transactionInfo": _present(info),
        "evse": {"id": 1, "connectorId": 1},
    }
    return _present(usual | fields)


def meter(minutes: float, value: float, context: str = "Sample.Periodic", **fields: Any) -> Json:
    """Sample the register, in Wh."""
    sampled = {"value": value, "context": context, "measurand": REGISTER, **fields}
    return {"timestamp": at(minutes), "sampledValue": [sampled]}


def status(name: str, evse: int = 1, connector: int = 1, **fields: Any) -> Json:
    """Tell a connector's status."""
    usual = {
        "timestamp": at(0),
        "connectorStatus": name,
        "evseId": evse,
        "connectorId": connector,
    }
    return _present(usual | fields)


def _present(fields: Json) -> Json:
    return {key: value for key, value in fields.items() if value is not None}
