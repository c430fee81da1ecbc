"""Monitors of variables: setting, clearing, reporting them."""

from collections.abc import Iterator

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.monitors import LEAST_SEVERE, Monitor
from sigec_sandbox.v2 import variables
from sigec_sandbox.v2.watching import close_streams, open_stream

MONITORS_PER_MESSAGE = 10


def set_variable_monitoring(station: Station, payload: Json) -> Reply:
    """Set each monitor that can be set; one with a periodic event stream opens it (2.1)."""
    results, streams = [], []
    for asked in payload["setMonitoringData"]:
        status, monitor_id = _set(station, asked)
        if monitor_id is not None and "periodicEventStream" in asked:
            streams.append((monitor_id, asked["periodicEventStream"]))
        result: Json = {
            "status": status,
            "type": asked["type"],
            "component": asked["component"],
            "variable": asked["variable"],
            "severity": asked["severity"],
        }
        results.append(result if monitor_id is None else result | {"id": monitor_id})

    async def open_streams() -> None:
        for monitor_id, params in streams:
            await open_stream(station, monitor_id, params)

    return Reply({"setMonitoringResult": results}, open_streams if streams else None)


def clear_variable_monitoring(station: Station, payload: Json) -> Reply:
    """Forget monitors by their ids, and close their streams."""
    results = [
        {"id": monitor_id, "status": station.monitors.clear(monitor_id)}
        for monitor_id in payload["id"]
    ]
    return Reply({"clearMonitoringResult": results}, lambda: close_streams(station, payload["id"]))


def set_monitoring_base(station: Station, payload: Json) -> Reply:
    """Go back to the factory's monitors (there are none), or keep all."""
    if payload["monitoringBase"] != "All":
        station.monitors.clear_all()
    return Reply({"status": "Accepted"})


def set_monitoring_level(station: Station, payload: Json) -> Reply:
    """Hear only monitors at least so severe; 0 is the most severe."""
    if payload["severity"] not in range(LEAST_SEVERE + 1):
        return Reply({"status": "Rejected"})
    station.monitors.level = payload["severity"]
    return Reply({"status": "Accepted"})


def get_monitoring_report(station: Station, payload: Json) -> Reply:
    """Accept and send the monitors that fit in NotifyMonitoringReport."""
    asked = payload.get("componentVariable")
    chosen = [
        monitor
        for monitor in station.monitors.reported(payload.get("monitoringCriteria"))
        if asked is None or any(_means(each, monitor) for each in asked)
    ]
    if not chosen:
        return Reply({"status": "EmptyResultSet"})

    async def notify() -> None:
        pages = list(_pages(chosen))
        for seq, page in enumerate(pages):
            await station.mention(
                "NotifyMonitoringReport",
                {
                    "requestId": payload["requestId"],
                    "generatedAt": station.stamp(),
                    "seqNo": seq,
                    "tbc": seq + 1 < len(pages),
                    "monitor": [_reported(station, monitor) for monitor in page],
                },
            )

    return Reply({"status": "Accepted"}, notify)


def _set(station: Station, asked: Json) -> tuple[str, int | None]:
    found, status = variables.find(station, asked)
    if found is None:
        return status, None
    if not found.is_number:
        return "UnsupportedMonitorType", None
    return station.monitors.set(asked)


def _means(asked: Json, monitor: Monitor) -> bool:
    variable = asked.get("variable", monitor.variable)
    return bool(asked["component"] == monitor.component and variable == monitor.variable)


def _pages(monitors: list[Monitor]) -> Iterator[list[Monitor]]:
    for start in range(0, len(monitors), MONITORS_PER_MESSAGE):
        yield monitors[start : start + MONITORS_PER_MESSAGE]


def _reported(station: Station, monitor: Monitor) -> Json:
    described: Json = {
        "id": monitor.id,
        "transaction": monitor.transaction,
        "value": monitor.value,
        "type": monitor.kind,
        "severity": monitor.severity,
    }
    if station.version != "2.0.1":
        described["eventNotificationType"] = "CustomMonitor"
    return {
        "component": monitor.component,
        "variable": monitor.variable,
        "variableMonitoring": [described],
    }
