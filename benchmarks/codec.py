"""What reading and answering a message costs by itself, in the path that every message takes."""

import gc
from collections.abc import Callable
from statistics import median
from time import process_time
from timeit import Timer
from typing import TypeVar
from uuid import uuid4

from msgspec import Struct

from benchmarks.messages import EVENT_201, METER_16
from sigec.kit.clock import SystemClock
from sigec.kit.ids import StationId
from sigec.ocpp import frames
from sigec.ocpp.frames import CallFrame, OcppVersion
from sigec.ocpp.messages import v16, v201
from sigec.ocpp.router import Reader
from sigec.ocpp.router.reports import Origin
from sigec.ocpp.v2.translate import transaction_report
from sigec.ocpp.v16.translate import meter_report
from sigec.sessions.model import fold_first

S = TypeVar("S", bound=Struct)

REPEATS, CALLS = 7, 2_000
_NOW = b"2026-11-21T12:00:00.123456+00:00"
_METER = (METER_16 % (1, 1, _NOW, 6_000_000)).decode()
_EVENT = (EVENT_201 % (1, b"Updated", _NOW, 1, 1, b"", _NOW, 6_000_000)).decode()


def measure(*, calls: int = CALLS) -> dict[str, float]:
    """Return microseconds of processor time per message; each line includes those before it."""
    origin = Origin(station_id=StationId(uuid4()), received_at=SystemClock().now())
    meter, event = Reader(v16.MeterValuesRequest), Reader(v201.TransactionEventRequest)

    def exchange_meter() -> v16.MeterValuesRequest:
        return _exchange(_METER, OcppVersion.V16, meter)

    def exchange_event() -> v201.TransactionEventRequest:
        return _exchange(_EVENT, OcppVersion.V201, event)

    steps: dict[str, Callable[[], object]] = {
        "1.6 MeterValues: decode, validate, encode": exchange_meter,
        "1.6 MeterValues: … translate": lambda: meter_report(exchange_meter(), origin),
        "1.6 MeterValues: … fold": lambda: fold_first(meter_report(exchange_meter(), origin)),
        "2.0.1 TransactionEvent: decode, validate, encode": exchange_event,
        "2.0.1 TransactionEvent: … translate": lambda: transaction_report(exchange_event(), origin),
        "2.0.1 TransactionEvent: … fold": lambda: fold_first(
            transaction_report(exchange_event(), origin)
        ),
    }
    return {name: _microseconds(step, calls) for name, step in steps.items()}


def _exchange(text: str, version: OcppVersion, reader: Reader[S]) -> S:
    frame = frames.parse(text, version)
    assert isinstance(frame, CallFrame)
    request, _ = reader.read(frame.payload, str(frame.payload, "utf-8"))
    frames.result(frame.id, b"{}")
    return request


def _microseconds(step: Callable[[], object], calls: int) -> float:
    gc.collect()
    times_s = Timer(step, timer=process_time).repeat(REPEATS, calls)
    return median(times_s) / calls * 1e6
