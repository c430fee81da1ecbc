"""OCPP 2.1: controls for the sake of the grid, and charging that follows the moment."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import limits, remote
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.grid import Control

CONTROLS_PER_REPORT = 24


def afrr_signal(station: Station, payload: Json) -> Reply:
    """Take the signal if a profile follows it."""
    follows = any(
        period.get("operationMode") == "LocalFrequency"
        for profile in station.profiles
        for schedule in profile.schedules
        for period in schedule["chargingSchedulePeriod"]
    )
    if not follows:
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": "NoProfile"}})
    station.grid.signal = payload["signal"]
    return Reply({"status": "Accepted"})


def set_der_control(station: Station, payload: Json) -> Reply:
    """Take a control, which supersedes those of its type that are less important."""
    control = Control(
        id=payload["controlId"],
        kind=payload["controlType"],
        is_default=payload["isDefault"],
        body={},
    )
    if control.field not in payload:
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": "MissingParam"}})
    control.body = payload[control.field]
    superseded = station.grid.set(control)
    answer: Json = {"status": "Accepted"}
    return Reply(answer | ({"supersededIds": superseded[:24]} if superseded else {}))


def get_der_control(station: Station, payload: Json) -> Reply:
    """Accept and send the controls that fit in ReportDERControl."""
    chosen = station.grid.matching(
        is_default=payload.get("isDefault"),
        kind=payload.get("controlType"),
        control_id=payload.get("controlId"),
    )
    if not chosen:
        return Reply({"status": "NotFound"})

    async def report() -> None:
        size = CONTROLS_PER_REPORT
        for start in range(0, len(chosen), size):
            page: Json = {
                "requestId": payload["requestId"],
                "tbc": start + size < len(chosen),
            }
            for control in chosen[start : start + size]:
                page.setdefault(control.field, []).append(_described(control))
            await station.mention("ReportDERControl", page)

    return Reply({"status": "Accepted"}, report)


def clear_der_control(station: Station, payload: Json) -> Reply:
    """Forget the controls that fit."""
    chosen = station.grid.matching(
        is_default=payload["isDefault"],
        kind=payload.get("controlType"),
        control_id=payload.get("controlId"),
    )
    station.grid.remove(chosen)
    return Reply({"status": "Accepted" if chosen else "NotFound"})


def update_dynamic_schedule(station: Station, payload: Json) -> Reply:
    """Put other values into a dynamic profile; they hold at once."""
    profile = station.profiles.find(payload["chargingProfileId"])
    if profile is None or profile.body["chargingProfileKind"] != "Dynamic":
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": "InvalidProfile"}})
    profile.schedules[0]["chargingSchedulePeriod"][0].update(payload["scheduleUpdate"])
    return Reply({"status": "Accepted"}, lambda: limits.heed(station))


def use_priority_charging(station: Station, payload: Json) -> Reply:
    """Let the profile for priority charging hold for a charge, or no longer."""
    connector = remote.charging(station, payload["transactionId"])
    if connector is None:
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": "TxNotFound"}})
    if not any(profile.purpose == "PriorityCharging" for profile in station.profiles):
        return Reply({"status": "NoProfile"})
    station.profiles.give_priority(connector.number, active=payload["activate"])
    return Reply({"status": "Accepted"}, lambda: limits.heed(station))


def notify_allowed_energy_transfer(station: Station, payload: Json) -> Reply:
    """Take how the car may charge."""
    known = remote.charging(station, payload["transactionId"]) is not None
    return Reply({"status": "Accepted" if known else "Rejected"})


def _described(control: Control) -> Json:
    power_factor = control.field in {"fixedPFAbsorb", "fixedPFInject"}
    values = "fixedPF" if power_factor else control.field
    described: Json = {"id": control.id, values: control.body}
    if control.field not in {"enterService", "gradient"}:
        described |= {"isDefault": control.is_default, "isSuperseded": control.is_superseded}
    return described | ({"curveType": control.kind} if control.field == "curve" else {})
