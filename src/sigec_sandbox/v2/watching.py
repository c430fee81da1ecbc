"""What a 2.x station notices by its monitors, and the streams that they feed (2.1)."""

from collections.abc import Iterable

from sigec_sandbox.errors import CallRefused, LineLost
from sigec_sandbox.frames import Json
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.monitors import Monitor
from sigec_sandbox.v2 import messages, variables


def is_watching(station: Station) -> bool:
    """Tell whether there is a monitor or a stream; a station without made none of them."""
    kept = vars(station)
    return ("monitors" in kept and len(kept["monitors"]) > 0) or (
        "streams" in kept and len(kept["streams"]) > 0
    )


async def look_around(station: Station) -> None:
    """Report what monitors have noticed, and send the streams that are due."""
    if not station.delivers:
        return
    streamed = {stream.monitor_id for stream in station.streams}
    for monitor in station.monitors.active:
        if monitor.id not in streamed:
            await _notice(station, monitor)
    for stream in station.streams:
        watched = station.monitors.find(stream.monitor_id)
        value = None if watched is None else _value(station, watched)
        if value is not None:
            _flow(station, stream.collect(value, station.clock.now()))


async def open_stream(station: Station, monitor_id: int, params: Json) -> None:
    """Ask the central system to take a stream; it flows only when it is accepted."""
    stream = station.streams.draft(monitor_id, params, station.clock.now())
    try:
        answer = await station.call(
            "OpenPeriodicEventStream", {"constantStreamData": stream.constant_data()}
        )
    except (CallRefused, LineLost):
        return
    if answer.get("status") == "Accepted":
        station.streams.open(stream)


async def close_streams(station: Station, monitor_ids: Iterable[int]) -> None:
    """End the streams of monitors that are no more."""
    for monitor_id in monitor_ids:
        for stream in station.streams.close_of(monitor_id):
            await station.mention("ClosePeriodicEventStream", {"id": stream.id})


async def _notice(station: Station, monitor: Monitor) -> None:
    value = _value(station, monitor)
    trigger = None if value is None else monitor.notice(float(value), station.clock.now())
    if value is not None and trigger is not None:
        event = messages.monitor_event(
            monitor, next(station.event_ids), station.stamp(), trigger, value
        )
        await station.mention("NotifyEvent", event)


def _value(station: Station, monitor: Monitor) -> str | None:
    asked = {"component": monitor.component, "variable": monitor.variable}
    found, _ = variables.find(station, asked)
    return None if found is None or found.read is None else found.read(station)


def _flow(station: Station, message: Json | None) -> None:
    if message is not None:
        basetime = message.pop("basetime")
        station.notify("NotifyPeriodicEventStream", message | {"basetime": station.stamp(basetime)})
