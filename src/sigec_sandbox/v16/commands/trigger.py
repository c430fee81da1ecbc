"""Messages sent because the central system asks for them."""

from collections.abc import Awaitable, Callable

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station


def trigger_message(station: Station, payload: Json) -> Reply:
    """Accept what the station can send now, then send it."""
    number = payload.get("connectorId")
    if number is not None and number not in {0, *station.connectors}:
        return Reply({"status": "Rejected"})
    numbers = [number] if number else list(station.connectors)

    async def statuses() -> None:
        for each in numbers:
            await station.report_status(each)

    async def readings() -> None:
        for each in numbers:
            await station.take_sample(station.connectors[each], "Trigger")

    def idle(action: str) -> Callable[[], Awaitable[object]]:
        return lambda: station.call(action, {"status": "Idle"})

    sends: dict[str, Callable[[], Awaitable[object]]] = {
        "BootNotification": lambda: station.dialect.send_boot("Triggered"),
        "DiagnosticsStatusNotification": idle("DiagnosticsStatusNotification"),
        "FirmwareStatusNotification": idle("FirmwareStatusNotification"),
        "Heartbeat": station.heartbeat,
        "MeterValues": readings,
        "StatusNotification": statuses,
    }
    send = sends.get(payload["requestedMessage"])
    if send is None:
        return Reply({"status": "NotImplemented"})
    return Reply({"status": "Accepted"}, send)
