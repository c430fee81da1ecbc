"""Fields too many, too few, too long, empty, of another type."""

from typing import Any

from sigec_sandbox.frames import Json

_OPTIONAL = {
    "BootNotification": ("iccid", "imsi", "meterType"),
    "MeterValues": ("transactionId",),
    "StartTransaction": ("reservationId",),
    "StatusNotification": ("info", "vendorId", "vendorErrorCode"),
    "StopTransaction": ("idTag", "reason", "transactionData"),
    "TransactionEvent": ("idToken", "evse", "reservationId", "cableMaxCurrent"),
}

_OPTIONAL_TEXTS = {
    "BootNotification": ("iccid", "imsi", "meterType"),
    "StatusNotification": ("info", "vendorId", "vendorErrorCode"),
    "StopTransaction": ("idTag", "reason"),
}


def numbers_as_text(_: str, payload: Json) -> Json:
    """Write every number as a text."""

    def text(value: Any) -> Any:
        match value:
            case bool():
                return value
            case int() | float():
                return str(value)
            case dict():
                return {key: text(each) for key, each in value.items()}
            case list():
                return [text(each) for each in value]
            case _:
                return value

    return {key: text(value) for key, value in payload.items()}


def extra_fields(action: str, payload: Json) -> Json:
    """Add fields that no schema knows."""
    extra: Json = {"vendorState": "ok", "disconnectReason": 0}
    if action in {"StopTransaction", "Authorize"}:
        extra["connectorId"] = 1
    return payload | extra


def nulls(action: str, payload: Json) -> Json:
    """Add optional fields without a value."""
    return dict.fromkeys(_OPTIONAL.get(action, ())) | payload


def empty_texts(action: str, payload: Json) -> Json:
    """Add optional texts that say nothing."""
    return dict.fromkeys(_OPTIONAL_TEXTS.get(action, ()), "") | payload


def nul_bytes(action: str, payload: Json) -> Json:
    """End the texts of a boot with a NUL byte."""
    if action == "BootNotification":
        device = payload.get("chargingStation", payload)
        for key, value in device.items():
            if isinstance(value, str):
                device[key] = f"{value[:-1]}\0"
    return payload


def long_fields(action: str, payload: Json) -> Json:
    """Say a serial number of 33 characters."""
    if action == "BootNotification":
        device = payload.get("chargingStation", payload)
        serial = "serialNumber" if "chargingStation" in payload else "chargePointSerialNumber"
        device[serial] = "A-SERIAL-NUMBER-OF-33-CHARACTERS-"
    return payload


def empty_vendor(action: str, payload: Json) -> Json:
    """Say no vendor."""
    if action == "BootNotification":
        device = payload.get("chargingStation", payload)
        device["vendorName" if "chargingStation" in payload else "chargePointVendor"] = ""
    return payload


def empty_token(_: str, payload: Json) -> Json:
    """Let everybody charge, under an empty token."""
    return payload | {"idTag": ""} if "idTag" in payload else payload


def long_token(action: str, payload: Json) -> Json:
    """End with a token longer than 20 characters."""
    if action == "StopTransaction" and "idTag" in payload:
        payload["idTag"] = f"{payload['idTag']}{'F' * 20}"
    return payload


def reservation_zero(action: str, payload: Json) -> Json:
    """Name reservation 0, which nobody made."""
    return {"reservationId": 0} | payload if action == "StartTransaction" else payload


def no_connector_id(_: str, payload: Json) -> Json:
    """Name an EVSE without its connector."""
    if "evse" in payload:
        payload["evse"].pop("connectorId", None)
    return payload


def no_trigger_reason(_: str, payload: Json) -> Json:
    """Give no reason for a report."""
    payload.pop("triggerReason", None)
    return payload


def unspelt_error(_: str, payload: Json) -> Json:
    """Say an error code that is none."""
    if payload.get("errorCode", "NoError") != "NoError":
        payload["errorCode"] = "Error"
    return payload
