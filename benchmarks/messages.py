"""What a charging car makes its station say: frames written ahead, only numbers filled in."""

from collections.abc import Callable, Generator, Mapping
from datetime import UTC, datetime
from itertools import count

TOKEN = "BENCH-0001"  # noqa: S105 - the number of a card
METER_MESSAGES = 5
STEP_WH = 150

Script = Generator[bytes, bytes, None]
"""Yields what to send and is sent what was answered; without end."""


def charges_16() -> Script:
    """Boot once, then charge again and again, in the words of 1.6."""
    number, register_wh = count(1), count(6_000_000, STEP_WH)
    yield _BOOT_16
    while True:
        yield _STATUS_16 % (next(number), b"Preparing", _now())
        yield _AUTHORIZE_16 % next(number)
        started = yield _START_16 % (next(number), next(register_wh), _now())
        transaction = _transaction_of(started)
        for _ in range(METER_MESSAGES):
            yield METER_16 % (next(number), transaction, _now(), next(register_wh))
        yield _STOP_16 % (next(number), transaction, next(register_wh), _now())
        yield _STATUS_16 % (next(number), b"Available", _now())


def short_charges_16() -> Script:
    """Boot once, then start and stop again and again."""
    number, register_wh = count(1), count(6_000_000, STEP_WH)
    yield _BOOT_16
    while True:
        started = yield _START_16 % (next(number), next(register_wh), _now())
        yield _STOP_16 % (next(number), _transaction_of(started), next(register_wh), _now())


def faults_16() -> Script:
    """Boot once, then let one connector after the other fail."""
    number = count(1)
    yield _BOOT_16
    while True:
        yield _FAULT_16 % (next(number), next(number), _now())


def charges_201() -> Script:
    """Boot once, then charge again and again, in the words of 2.0.1."""
    number, register_wh = count(1), count(6_000_000, STEP_WH)
    yield _BOOT_201
    while True:
        transaction = next(number)
        sequence = count()
        yield _STATUS_201 % (next(number), _now(), b"Occupied")
        yield _AUTHORIZE_201 % next(number)
        for kind in (b"Started", *[b"Updated"] * METER_MESSAGES, b"Ended"):
            now, token = _now(), b"" if kind == b"Updated" else _TOKEN_201
            head = (next(number), kind, now, next(sequence), transaction, token)
            yield EVENT_201 % (*head, now, next(register_wh))
        yield _STATUS_201 % (next(number), _now(), b"Available")


def idles(boot: bytes) -> Script:
    """Boot and fall silent."""
    yield boot


def waits_16() -> Script:
    """Boot, say that nobody charges, and then only that it lives."""
    number = count(1)
    yield _BOOT_16
    yield _STATUS_16 % (next(number), b"Available", _now())
    while True:
        yield _HEARTBEAT % next(number)


def goes_on_16() -> Script:
    """Boot, begin a charge and tell of it without end, and now and then that it lives."""
    number, register_wh = count(1), count(6_000_000, STEP_WH)
    yield _BOOT_16
    yield _STATUS_16 % (next(number), b"Charging", _now())
    started = yield _START_16 % (next(number), next(register_wh), _now())
    transaction = _transaction_of(started)
    while True:
        for _ in range(METER_MESSAGES):
            yield METER_16 % (next(number), transaction, _now(), next(register_wh))
        yield _HEARTBEAT % next(number)


def _transaction_of(started: bytes) -> int:
    return int(started.split(b'"transactionId":', 1)[1].split(b",", 1)[0].rstrip(b"}]"))


def _now() -> bytes:
    """Return this instant: what is told is fresh, and no two reports of a station are the same."""
    return datetime.now(UTC).isoformat().encode()


def _frame(action: str, payload: str, *, id_: str = "%d") -> bytes:
    return f'[2,"{id_}","{action}",{payload}]'.encode()


_REGISTER = '"context":"Sample.Periodic","measurand":"Energy.Active.Import.Register"'
_LINES = (
    *(("Current.Import", f"L{line}", "A", a) for line, a in enumerate((10.7, 10.6, 10.8), 1)),
    *(("Voltage", f"L{line}-N", "V", v) for line, v in enumerate((229.8, 230.4, 231.0), 1)),
)
_SAMPLED_16 = ",".join(
    (
        f'{{"value":"%d",{_REGISTER},"location":"Outlet","unit":"Wh"}}',
        '{"value":"7360.0","measurand":"Power.Active.Import","unit":"W"}',
        '{"value":"7400","measurand":"Power.Offered","unit":"W"}',
        *(
            f'{{"value":"{value}","measurand":"{measurand}","phase":"{phase}","unit":"{unit}"}}'
            for measurand, phase, unit, value in _LINES
        ),
        '{"value":"54","measurand":"SoC","unit":"Percent"}',
    )
)
_SAMPLED_201 = ",".join(
    (
        f'{{"value":%d,{_REGISTER},"location":"Outlet","unitOfMeasure":{{"unit":"Wh"}}}}',
        '{"value":7360.0,"measurand":"Power.Active.Import","unitOfMeasure":{"unit":"W"}}',
        '{"value":7400,"measurand":"Power.Offered","unitOfMeasure":{"unit":"W"}}',
        *(
            f'{{"value":{value},"measurand":"{measurand}","phase":"{phase}"'
            f',"unitOfMeasure":{{"unit":"{unit}"}}}}'
            for measurand, phase, unit, value in _LINES
        ),
        '{"value":54,"measurand":"SoC","unitOfMeasure":{"unit":"Percent"}}',
    )
)
_EVSE = '"evse":{"id":1,"connectorId":1}'

_BOOT_16 = _frame(
    "BootNotification",
    '{"chargePointVendor":"Bench","chargePointModel":"One","firmwareVersion":"1"}',
    id_="boot",
)
_STATUS_16 = _frame(
    "StatusNotification",
    '{"connectorId":1,"errorCode":"NoError","status":"%b","timestamp":"%b"}',
)
_FAULT_16 = _frame(
    "StatusNotification",
    '{"connectorId":%d,"errorCode":"GroundFailure","status":"Faulted","timestamp":"%b"}',
)
_HEARTBEAT = _frame("Heartbeat", "{}")
_AUTHORIZE_16 = _frame("Authorize", f'{{"idTag":"{TOKEN}"}}')
_START_16 = _frame(
    "StartTransaction",
    f'{{"connectorId":1,"idTag":"{TOKEN}","meterStart":%d,"timestamp":"%b"}}',
)
METER_16 = _frame(
    "MeterValues",
    '{"connectorId":1,"transactionId":%d,"meterValue":[{"timestamp":"%b","sampledValue":['
    f"{_SAMPLED_16}]}}]}}",
)
_STOP_16 = _frame(
    "StopTransaction",
    f'{{"transactionId":%d,"idTag":"{TOKEN}","meterStop":%d,"timestamp":"%b","reason":"Local"}}',
)

_BOOT_201 = _frame(
    "BootNotification",
    '{"reason":"PowerUp","chargingStation":{"vendorName":"Bench","model":"One"}}',
    id_="boot",
)
_STATUS_201 = _frame(
    "StatusNotification",
    '{"timestamp":"%b","connectorStatus":"%b","evseId":1,"connectorId":1}',
)
_AUTHORIZE_201 = _frame("Authorize", f'{{"idToken":{{"idToken":"{TOKEN}","type":"ISO14443"}}}}')
_TOKEN_201 = f'"idToken":{{"idToken":"{TOKEN}","type":"ISO14443"}},'.encode()
EVENT_201 = _frame(
    "TransactionEvent",
    '{"eventType":"%b","timestamp":"%b","triggerReason":"MeterValuePeriodic","seqNo":%d,'
    f'"transactionInfo":{{"transactionId":"T%d","chargingState":"Charging"}},{_EVSE},'
    f'%b"meterValue":[{{"timestamp":"%b","sampledValue":[{_SAMPLED_201}]}}]}}',
)

SCRIPTS: Mapping[str, Callable[[], Script]] = {"1.6": charges_16, "2.0.1": charges_201}
BOOTS: Mapping[str, bytes] = {"1.6": _BOOT_16, "2.0.1": _BOOT_201}
SUBPROTOCOLS: Mapping[str, str] = {"1.6": "ocpp1.6", "2.0.1": "ocpp2.0.1"}
