"""What a 2.1 station says, and a 2.0.1 station cannot."""

from typing import Any

from tests.conformance.charger import Json, at


def stream(*values: float) -> list[Any]:
    """Send a periodic event stream; nobody answers."""
    data: list[Json] = [{"t": float(n), "v": str(value)} for n, value in enumerate(values)]
    payload = {"id": 1, "pending": 0, "basetime": at(0), "data": data}
    return [6, "s", "NotifyPeriodicEventStream", payload]
