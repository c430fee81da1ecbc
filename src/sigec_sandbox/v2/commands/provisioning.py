"""Variables, reports, reset, data transfer."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.v2 import variables
from sigec_sandbox.v2.variables import Variable

REPORT_ITEMS_PER_MESSAGE = 10


def get_variables(station: Station, payload: Json) -> Reply:
    """Return the value of each asked variable, or why there is none."""
    results = [variables.read(station, asked) for asked in payload["getVariableData"]]
    return Reply({"getVariableResult": results})


def set_variables(station: Station, payload: Json) -> Reply:
    """Set each variable that can be set."""
    results = [variables.write(station, asked) for asked in payload["setVariableData"]]
    restarts = station.faults.restarts_on_configuration
    then = (lambda: station.restart("Reboot")) if restarts else None
    return Reply({"setVariableResult": results}, then)


def get_base_report(station: Station, payload: Json) -> Reply:
    """Accept and send the inventory in NotifyReport messages."""
    inventory = variables.inventory(station)
    match payload["reportBase"]:
        case "FullInventory":
            chosen = inventory
        case "ConfigurationInventory":
            chosen = [variable for variable in inventory if variable.write is not None]
        case "SummaryInventory":
            chosen = [variable for variable in inventory if variable.name == "AvailabilityState"]
        case _:
            return Reply({"status": "NotSupported"})
    return _reported(station, payload["requestId"], chosen)


def get_report(station: Station, payload: Json) -> Reply:
    """Accept and send the variables that are asked for by component and name."""
    asked = payload.get("componentVariable")
    chosen = [
        variable
        for variable in variables.inventory(station)
        if asked is None or any(variable.matches(each) for each in asked)
    ]
    if not chosen:
        return Reply({"status": "EmptyResultSet"})
    return _reported(station, payload["requestId"], chosen)


def reset(station: Station, payload: Json) -> Reply:
    """Restart the station or one EVSE, at once or when it is idle."""
    if "evseId" in payload:
        return _reset_evse(station, payload["evseId"], payload["type"])
    busy = any(connector.transaction for connector in station.connectors.values())
    match payload["type"]:
        case "OnIdle" if busy:
            station.restart_when_idle = True
            return Reply({"status": "Scheduled"})
        case "ImmediateAndResume":
            return Reply({"status": "Accepted"}, lambda: station.reboot(resumes=True))
        case "OnIdle":
            return Reply({"status": "Accepted"}, lambda: station.restart("Reboot"))
        case _:
            return Reply({"status": "Accepted"}, lambda: station.restart("ImmediateReset"))


def data_transfer(station: Station, payload: Json) -> Reply:
    """Echo what is meant for the sandbox; other vendors are unknown."""
    if payload["vendorId"] != station.spec.vendor:
        return Reply({"status": "UnknownVendorId"})
    return Reply({"status": "Accepted", "data": payload.get("data", "")})


def _reset_evse(station: Station, number: int, kind: str) -> Reply:
    connector = station.connectors.get(number)
    if connector is None:
        return Reply({"status": "Rejected", "statusInfo": {"reasonCode": "UnknownEvse"}})
    if kind == "OnIdle" and connector.transaction is not None:
        connector.restarts_when_idle = True
        return Reply({"status": "Scheduled"})
    return Reply({"status": "Accepted"}, lambda: station.restart_evse(connector, "ImmediateReset"))


def _reported(station: Station, request_id: int, chosen: list[Variable]) -> Reply:
    async def notify() -> None:
        size = REPORT_ITEMS_PER_MESSAGE
        for seq, start in enumerate(range(0, len(chosen), size)):
            page = chosen[start : start + size]
            await station.call(
                "NotifyReport",
                {
                    "requestId": request_id,
                    "generatedAt": station.stamp(),
                    "seqNo": seq,
                    "tbc": start + size < len(chosen),
                    "reportData": [variable.report(station) for variable in page],
                },
            )

    return Reply({"status": "Accepted"}, notify)
