"""OCPP 2.1: tariffs that the station shows, payments elsewhere, swapped batteries."""

# ruff: noqa: ARG001 - every handler of a route table has one signature

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import remote
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station

MOST_PRICES = 24


def set_default_tariff(station: Station, payload: Json) -> Reply:
    """Show a tariff to everybody at an EVSE, with 0 at all."""
    if payload["evseId"] not in {0, *station.connectors}:
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": "UnknownEvse"}})
    if _is_too_long(payload["tariff"]):
        return Reply({"status": "TooManyElements"})
    return Reply({"status": station.prices.set_default(payload["evseId"], payload["tariff"])})


def get_tariffs(station: Station, payload: Json) -> Reply:
    """Return the tariffs of an EVSE, with 0 of all."""
    if payload["evseId"] not in {0, *station.connectors}:
        return Reply({"status": "Rejected"})
    assignments = station.prices.assignments(payload["evseId"], station.connectors)
    if not assignments:
        return Reply({"status": "NoTariff"})
    return Reply({"status": "Accepted", "tariffAssignments": assignments})


def clear_tariffs(station: Station, payload: Json) -> Reply:
    """Forget tariffs by their ids, of an EVSE, or all."""
    results = station.prices.clear(payload.get("tariffIds"), payload.get("evseId"))
    return Reply({"clearTariffsResult": results})


def change_transaction_tariff(station: Station, payload: Json) -> Reply:
    """Show another tariff for a charge; its currency has to stay."""
    connector = remote.charging(station, payload["transactionId"])
    if connector is None:
        return Reply({"status": "TxNotFound"})
    if _is_too_long(payload["tariff"]):
        return Reply({"status": "TooManyElements"})
    status = station.prices.change(payload["transactionId"], connector.number, payload["tariff"])
    return Reply({"status": status})


def notify_web_payment_started(station: Station, payload: Json) -> Reply:
    """Take note that somebody pays for an EVSE in a browser; the answer says nothing."""
    return Reply({})


def request_battery_swap(station: Station, payload: Json) -> Reply:
    """Hand a battery out, if the station has any."""
    if not station.spec.swaps_batteries:
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": "UnsupportedRequest"}})
    battery = {"evseId": 1, "serialNumber": f"{station.identity}-B1"[:50], "soC": 100, "soH": 98}

    async def hand_out() -> None:
        await station.mention(
            "BatterySwap",
            {
                "requestId": payload["requestId"],
                "eventType": "BatteryOut",
                "idToken": payload["idToken"],
                "batteryData": [battery],
            },
        )

    return Reply({"status": "Accepted"}, hand_out)


def _is_too_long(tariff: Json) -> bool:
    return any(
        len(part["prices"]) > MOST_PRICES
        for part in tariff.values()
        if isinstance(part, dict) and "prices" in part
    )
