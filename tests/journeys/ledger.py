"""What a station knows of its charges: what it sent, and what of that was answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sigec_sandbox import Station
from sigec_sandbox.metering import REGISTER
from sigec_sandbox.records import Exchange

Json = dict[str, Any]
Reading = tuple[str, int]


@dataclass(slots=True, kw_only=True)
class Charge:
    """One transaction; `None` for what was not said yet."""

    started_at: str | None = None
    ended_at: str | None = None
    first_wh: int | None = None
    last_wh: int | None = None
    readings: set[Reading] = field(default_factory=set)

    @property
    def energy_wh(self) -> int:
        assert self.first_wh is not None
        assert self.last_wh is not None
        return self.last_wh - self.first_wh


def charges(exchanges: Iterable[Exchange], *, answered_only: bool) -> dict[str, Charge]:
    """Return the charges by the instant of their start, which is unique at a station."""
    found: dict[Any, Charge] = {}
    for exchange in exchanges:
        if answered_only and exchange.answer is None:
            continue
        _READERS[exchange.action](exchange, found)
    return {charge.started_at: charge for charge in found.values() if charge.started_at}


def said_of_charges(station: Station) -> Iterator[Exchange]:
    """Yield what the station said about transactions."""
    return (exchange for exchange in station.answers if exchange.action in _READERS)


def _started(exchange: Exchange, found: dict[Any, Charge]) -> None:
    request = exchange.request
    # An unanswered start has no number; it is repeated later and known by its instant.
    number = exchange.answer["transactionId"] if exchange.answer else request["timestamp"]
    charge = found.setdefault(number, Charge())
    charge.started_at, charge.first_wh = request["timestamp"], request["meterStart"]


def _metered(exchange: Exchange, found: dict[Any, Charge]) -> None:
    charge = found.setdefault(exchange.request["transactionId"], Charge())
    charge.readings |= set(_registers(exchange.request))


def _stopped(exchange: Exchange, found: dict[Any, Charge]) -> None:
    charge = found.setdefault(exchange.request["transactionId"], Charge())
    charge.ended_at = exchange.request["timestamp"]
    charge.last_wh = exchange.request["meterStop"]


def _happened(exchange: Exchange, found: dict[Any, Charge]) -> None:
    event = exchange.request
    charge = found.setdefault(event["transactionInfo"]["transactionId"], Charge())
    readings = list(_registers(event))
    charge.readings |= set(readings)
    match event["eventType"]:
        case "Started":
            charge.started_at, charge.first_wh = event["timestamp"], readings[0][1]
        case "Ended":
            charge.ended_at, charge.last_wh = event["timestamp"], readings[-1][1]


def _registers(message: Json) -> Iterator[Reading]:
    for value in message.get("meterValue", []):
        for sampled in value["sampledValue"]:
            if sampled["measurand"] == REGISTER:
                yield value["timestamp"], int(sampled["value"])


_READERS = {
    "StartTransaction": _started,
    "MeterValues": _metered,
    "StopTransaction": _stopped,
    "TransactionEvent": _happened,
}
