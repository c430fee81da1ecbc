"""What a 1.6 station says, as short as its schema allows."""

from typing import Any

from tests.conformance.charger import Json, at

BOOT: Json = {"chargePointVendor": "Vendor", "chargePointModel": "Model"}
STATUS: Json = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}


def start(minutes: float = 0, **fields: Any) -> Json:
    """Begin a transaction; fields given as None are left out."""
    usual = {"connectorId": 1, "idTag": "TAG1", "meterStart": 1000, "timestamp": at(minutes)}
    return _merged(usual, fields)


def stop(number: int, minutes: float = 60, **fields: Any) -> Json:
    """End a transaction."""
    usual = {"transactionId": number, "meterStop": 9000, "timestamp": at(minutes)}
    return _merged(usual, fields)


def meter(minutes: float, *sampled: Json, **fields: Any) -> Json:
    """Tell what the meter shows."""
    values = [{"timestamp": at(minutes), "sampledValue": list(sampled)}]
    return _merged({"connectorId": 1, "meterValue": values}, fields)


def wh(value: float, **fields: Any) -> Json:
    """Sample the register."""
    return {"value": str(value), "unit": "Wh", **fields}


def status(name: str, **fields: Any) -> Json:
    """Tell a connector's status."""
    return _merged(STATUS | {"status": name}, fields)


def _merged(usual: Json, fields: Json) -> Json:
    return {key: value for key, value in (usual | fields).items() if value is not None}
