"""Periodic event streams (2.1): values of a monitored variable, many in one message."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sigec_sandbox.frames import Json

DEFAULT_INTERVAL_S = 60
DEFAULT_VALUES = 1


@dataclass(slots=True, kw_only=True)
class Stream:
    """One stream: a message every `interval_s`, or as soon as there are so many `values`."""

    id: int
    monitor_id: int
    began_at: datetime
    interval_s: int = DEFAULT_INTERVAL_S
    values: int = DEFAULT_VALUES
    collected: list[tuple[datetime, str]] = field(default_factory=list)

    def adjust(self, params: Json) -> None:
        """Take other parameters; what is not named stays."""
        self.interval_s = params.get("interval", self.interval_s)
        self.values = params.get("values", self.values)

    def constant_data(self) -> Json:
        """Return the stream in the words of OCPP."""
        return {
            "id": self.id,
            "variableMonitoringId": self.monitor_id,
            "params": {"interval": self.interval_s, "values": self.values},
        }

    def collect(self, value: str, now: datetime) -> Json | None:
        """Take a value; return the message that is due, if it is, its `basetime` an instant."""
        self.collected.append((now, value))
        waited = now - self.began_at >= timedelta(seconds=self.interval_s)
        if len(self.collected) < self.values and not waited:
            return None
        base = self.collected[0][0]
        data = [{"t": (at - base).total_seconds(), "v": text} for at, text in self.collected]
        self.collected.clear()
        self.began_at = now
        return {"id": self.id, "pending": 0, "basetime": base, "data": data}


class Streams:
    """The streams that the central system has accepted."""

    def __init__(self) -> None:
        self._streams: dict[int, Stream] = {}
        self._last_id = 0

    def __iter__(self) -> Iterator[Stream]:
        return iter(list(self._streams.values()))

    def __len__(self) -> int:
        return len(self._streams)

    def find(self, stream_id: int) -> Stream | None:
        """Return a stream by its id."""
        return self._streams.get(stream_id)

    def draft(self, monitor_id: int, params: Json, now: datetime) -> Stream:
        """Return a stream that is not yet open."""
        self._last_id += 1
        stream = Stream(id=self._last_id, monitor_id=monitor_id, began_at=now)
        stream.adjust(params)
        return stream

    def open(self, stream: Stream) -> None:
        """Let a stream flow."""
        self._streams[stream.id] = stream

    def close_of(self, monitor_id: int) -> list[Stream]:
        """Close and return the streams of a monitor."""
        closed = [each for each in self._streams.values() if each.monitor_id == monitor_id]
        for stream in closed:
            del self._streams[stream.id]
        return closed
