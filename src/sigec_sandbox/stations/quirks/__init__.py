"""How the payloads of real firmwares differ from what the schemas ask for."""

from collections.abc import Callable
from copy import deepcopy
from enum import StrEnum

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.quirks import fields, meter_values


class Quirk(StrEnum):
    """One way to bend payloads; in brackets who was seen doing it, where that is known."""

    NUMBERS_AS_TEXT = "numbers_as_text"
    SAMPLES_AS_NUMBERS = "samples_as_numbers"  # OpenEVSE
    SINGLE_METER_VALUE = "single_meter_value"  # Huawei: an object instead of a list
    FRACTIONAL_REGISTERS = "fractional_registers"
    WRONG_POWER_UNIT = "wrong_power_unit"  # power in Wh
    PHASED_REGISTER = "phased_register"  # the total register under L1
    UNKNOWN_CONTEXT = "unknown_context"  # Alfen
    EXTRA_FIELDS = "extra_fields"
    NULLS = "nulls"  # ABB, Wallbox, StarCharge: explicit null in optional fields
    EMPTY_TEXTS = "empty_texts"  # the same with ""
    NUL_BYTES = "nul_bytes"  # Wallbe
    LONG_FIELDS = "long_fields"  # Schneider EVlink, HICI
    EMPTY_VENDOR = "empty_vendor"  # Huawei
    EMPTY_TOKEN = "empty_token"  # noqa: S105 - free-vend stations
    LONG_TOKEN = "long_token"  # noqa: S105 - a buffer overrun in StopTransaction
    RESERVATION_ZERO = "reservation_zero"  # Growatt
    NO_CONNECTOR_ID = "no_connector_id"  # FoxESS: an EVSE without its connector
    NO_TRIGGER_REASON = "no_trigger_reason"  # MicroOcpp
    UNSPELT_ERROR = "unspelt_error"  # Legrand: an error code `Error`


def bent(action: str, payload: Json, quirks: frozenset[Quirk]) -> Json:
    """Return a payload as a firmware with these quirks sends it; the original stays as it is."""
    if not quirks:
        return payload
    copy = deepcopy(payload)
    for quirk in Quirk:
        if quirk in quirks:
            copy = _BENDS[quirk](action, copy)
    return copy


_BENDS: dict[Quirk, Callable[[str, Json], Json]] = {
    Quirk.NUMBERS_AS_TEXT: fields.numbers_as_text,
    Quirk.SAMPLES_AS_NUMBERS: meter_values.samples_as_numbers,
    Quirk.SINGLE_METER_VALUE: meter_values.single_meter_value,
    Quirk.FRACTIONAL_REGISTERS: meter_values.fractional_registers,
    Quirk.WRONG_POWER_UNIT: meter_values.wrong_power_unit,
    Quirk.PHASED_REGISTER: meter_values.phased_register,
    Quirk.UNKNOWN_CONTEXT: meter_values.unknown_context,
    Quirk.EXTRA_FIELDS: fields.extra_fields,
    Quirk.NULLS: fields.nulls,
    Quirk.EMPTY_TEXTS: fields.empty_texts,
    Quirk.NUL_BYTES: fields.nul_bytes,
    Quirk.LONG_FIELDS: fields.long_fields,
    Quirk.EMPTY_VENDOR: fields.empty_vendor,
    Quirk.EMPTY_TOKEN: fields.empty_token,
    Quirk.LONG_TOKEN: fields.long_token,
    Quirk.RESERVATION_ZERO: fields.reservation_zero,
    Quirk.NO_CONNECTOR_ID: fields.no_connector_id,
    Quirk.NO_TRIGGER_REASON: fields.no_trigger_reason,
    Quirk.UNSPELT_ERROR: fields.unspelt_error,
}
