"""Odd registers, samples, units."""

from collections.abc import Iterator

from sigec_sandbox.frames import Json


def samples_as_numbers(_: str, payload: Json) -> Json:
    """Write sampled values as numbers."""
    for sample in _samples(payload):
        sample["value"] = float(sample["value"])
    return payload


def single_meter_value(_: str, payload: Json) -> Json:
    """Send one meter value as an object, not as a list."""
    match payload.get("meterValue"):
        case [only]:
            return payload | {"meterValue": only}
        case _:
            return payload


def fractional_registers(_: str, payload: Json) -> Json:
    """Say registers with fractions of a watt-hour."""
    for key in ("meterStart", "meterStop"):
        if key in payload:
            payload[key] += 0.4
    return payload


def wrong_power_unit(_: str, payload: Json) -> Json:
    """Measure power in Wh."""
    for sample in _samples(payload):
        if sample.get("measurand") == "Power.Active.Import":
            if "unitOfMeasure" in sample:
                sample["unitOfMeasure"]["unit"] = "Wh"
            else:
                sample["unit"] = "Wh"
    return payload


def phased_register(_: str, payload: Json) -> Json:
    """Put the total register under a phase."""
    for sample in _samples(payload):
        if sample.get("measurand", "Energy.Active.Import.Register").startswith("Energy"):
            sample["phase"] = "L1"
    return payload


def unknown_context(_: str, payload: Json) -> Json:
    """Say a context that no schema knows."""
    for sample in _samples(payload):
        if sample.get("context") == "Sample.Periodic":
            sample["context"] = "Sample.Vendor"
    return payload


def _samples(payload: Json) -> Iterator[Json]:
    for key in ("meterValue", "transactionData"):
        values = payload.get(key, [])
        for value in values if isinstance(values, list) else [values]:
            yield from value["sampledValue"]
