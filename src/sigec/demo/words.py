"""A past charge in the words of its station: the messages that it would have sent, in order."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sigec.demo.charges import PastCharge, Reading

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message, with the instant it was said."""

    at: datetime
    action: str
    payload: Payload

    @property
    def text(self) -> bytes:
        """The payload as it goes over the wire."""
        return json.dumps(self.payload).encode()


def words_16(charge: PastCharge, connector: int, transaction_id: int) -> Iterator[Said]:
    """Yield what a station of 1.6 says after the answer to its start."""
    first, *between, last = charge.readings
    yield _status_16(first.at + timedelta(seconds=3), connector, "Charging")
    for reading in between:
        payload = {
            "connectorId": connector,
            "transactionId": transaction_id,
            "meterValue": [_sampled(reading, reading.at)],
        }
        yield Said(at=reading.at, action="MeterValues", payload=payload)
        if reading.at == charge.full_at:
            yield _status_16(reading.at + timedelta(seconds=2), connector, "SuspendedEV")
    if charge.repaired_at is not None:
        yield _status_16(last.at, connector, "Faulted", error_code="GroundFailure")
    stop = {
        "transactionId": transaction_id,
        "meterStop": last.register_wh,
        "timestamp": _stamp(last.at),
        "reason": charge.stop_reason,
    }
    yield Said(at=last.at + timedelta(seconds=1), action="StopTransaction", payload=stop)
    yield _status_16(charge.repaired_at or last.at + timedelta(seconds=40), connector, "Available")


def start_16(charge: PastCharge, connector: int) -> Said:
    """Return the start, whose answer has the transaction's id."""
    first = charge.readings[0]
    payload = {
        "connectorId": connector,
        "idTag": charge.card,
        "meterStart": first.register_wh,
        "timestamp": _stamp(first.at),
    }
    return Said(at=first.at, action="StartTransaction", payload=payload)


def words_2(charge: PastCharge, connector: int, transaction_id: str) -> Iterator[Said]:
    """Yield what a station of 2.0.1 or 2.1 says; its connectors are EVSEs of one plug each."""
    evse = {"id": connector, "connectorId": 1}
    first, *between, last = charge.readings
    yield _status_2(first.at, evse, "Occupied")
    token = {"idToken": charge.card, "type": "ISO14443"}
    started = _event(first, 0, "Started", "Authorized", transaction_id, state="Charging")
    yield _said(started | {"evse": evse, "idToken": token}, first.at)
    for number, reading in enumerate(between, start=1):
        is_full = reading.at == charge.full_at
        trigger, state = ("ChargingStateChanged", "SuspendedEV") if is_full else _PERIODIC
        event = _event(reading, number, "Updated", trigger, transaction_id, state=state)
        yield _said(event, reading.at)
    trigger = "AbnormalCondition" if charge.repaired_at else _TRIGGERS[charge.stop_reason]
    ended = _event(last, len(between) + 1, "Ended", trigger, transaction_id, state="Idle")
    ended["transactionInfo"]["stoppedReason"] = charge.stop_reason
    yield _said(ended, last.at)
    if charge.repaired_at is not None:
        yield _status_2(last.at + timedelta(seconds=1), evse, "Faulted")
    yield _status_2(charge.repaired_at or last.at + timedelta(seconds=40), evse, "Available")


_PERIODIC = ("MeterValuePeriodic", "Charging")
_TRIGGERS = {"Local": "StopAuthorized", "EVDisconnected": "EVCommunicationLost"}
_CONTEXTS = {"Started": "Transaction.Begin", "Ended": "Transaction.End"}


def _status_16(at: datetime, connector: int, status: str, *, error_code: str = "NoError") -> Said:
    payload = {
        "connectorId": connector,
        "status": status,
        "errorCode": error_code,
        "timestamp": _stamp(at),
    }
    return Said(at=at, action="StatusNotification", payload=payload)


def _status_2(at: datetime, evse: Mapping[str, int], status: str) -> Said:
    payload = {
        "evseId": evse["id"],
        "connectorId": evse["connectorId"],
        "connectorStatus": status,
        "timestamp": _stamp(at),
    }
    return Said(at=at, action="StatusNotification", payload=payload)


def _event(
    reading: Reading, number: int, kind: str, trigger: str, transaction_id: str, *, state: str
) -> dict[str, Any]:
    context = _CONTEXTS.get(kind, "Sample.Periodic")
    return {
        "eventType": kind,
        "timestamp": _stamp(reading.at),
        "triggerReason": trigger,
        "seqNo": number,
        "transactionInfo": {"transactionId": transaction_id, "chargingState": state},
        "meterValue": [_sampled(reading, reading.at, context=context, is_number=True)],
    }


def _said(payload: Payload, at: datetime) -> Said:
    return Said(at=at, action="TransactionEvent", payload=payload)


def _sampled(
    reading: Reading, at: datetime, *, context: str = "Sample.Periodic", is_number: bool = False
) -> Payload:
    """Return a meter value: 1.6 writes its numbers as text, with units beside them."""
    measured = (
        ("Energy.Active.Import.Register", reading.register_wh, "Wh"),
        ("Power.Active.Import", reading.power_w, "W"),
        ("SoC", reading.soc_percent, "Percent"),
    )
    values = [
        {
            "measurand": measurand,
            "context": context,
            **(
                {"value": value, "unitOfMeasure": {"unit": unit}}
                if is_number
                else {"value": str(value), "unit": unit}
            ),
        }
        for measurand, value, unit in measured
    ]
    return {"timestamp": _stamp(at), "sampledValue": values}


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
