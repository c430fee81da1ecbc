"""Our commands in the words of each version."""

from typing import Any

import msgspec
import pytest

from sigec.ocpp.v2.outgoing import commands as v2
from sigec.ocpp.v16.outgoing import commands as v16
from sigec.stations.model import (
    AskTransaction,
    NeutralCommand,
    Reset,
    ResetKind,
    SetAvailability,
    StartCharging,
    StopCharging,
    Trigger,
    Unlock,
)
from tests.unit.ocpp.schema import problems

START = StartCharging(
    id_token="A1", id_token_kind="ISO14443", evse=2, connector=1, remote_start_id=9
)


@pytest.mark.parametrize(
    ("command", "action", "payload"),
    [
        (START, "RemoteStartTransaction", {"connectorId": 1, "idTag": "A1"}),
        (StopCharging(external_id="7"), "RemoteStopTransaction", {"transactionId": 7}),
        (Unlock(evse=2, connector=2), "UnlockConnector", {"connectorId": 2}),
        (Reset(kind=ResetKind.HARD), "Reset", {"type": "Hard"}),
        (Trigger(message="Heartbeat"), "TriggerMessage", {"requestedMessage": "Heartbeat"}),
        (
            Trigger(message="LogStatusNotification", evse=1),
            "ExtendedTriggerMessage",
            {"requestedMessage": "LogStatusNotification", "connectorId": 1},
        ),
        (
            SetAvailability(operative=False),
            "ChangeAvailability",
            {"connectorId": 0, "type": "Inoperative"},
        ),
    ],
)
def test_16(command: NeutralCommand, action: str, payload: dict[str, Any]) -> None:
    encoded = v16.encode(command)
    assert encoded is not None
    assert encoded[0] == action
    assert msgspec.to_builtins(encoded[1]) == payload
    assert not problems("v16", action, payload)


@pytest.mark.parametrize(
    "command",
    [
        StopCharging(external_id="tx-1"),
        Reset(evse=1),
        Trigger(message="TransactionEvent"),
        AskTransaction(external_id="7"),
    ],
)
def test_what_16_cannot_say(command: NeutralCommand) -> None:
    assert v16.encode(command) is None


@pytest.mark.parametrize(
    ("command", "action", "payload"),
    [
        (
            START,
            "RequestStartTransaction",
            {
                "remoteStartId": 9,
                "evseId": 2,
                "idToken": {"idToken": "A1", "type": "ISO14443"},
            },
        ),
        (StopCharging(external_id="tx"), "RequestStopTransaction", {"transactionId": "tx"}),
        (AskTransaction(external_id="tx"), "GetTransactionStatus", {"transactionId": "tx"}),
        (Unlock(evse=2, connector=1), "UnlockConnector", {"evseId": 2, "connectorId": 1}),
        (Reset(), "Reset", {"type": "OnIdle"}),
        (Reset(kind=ResetKind.HARD, evse=1), "Reset", {"type": "Immediate", "evseId": 1}),
        (
            Trigger(message="StatusNotification", evse=1, connector=2),
            "TriggerMessage",
            {"requestedMessage": "StatusNotification", "evse": {"id": 1, "connectorId": 2}},
        ),
        (
            SetAvailability(operative=True, evse=1),
            "ChangeAvailability",
            {"operationalStatus": "Operative", "evse": {"id": 1}},
        ),
    ],
)
def test_2x(command: NeutralCommand, action: str, payload: dict[str, Any]) -> None:
    encoded = v2.encode(command)
    assert encoded is not None
    assert encoded[0] == action
    assert msgspec.to_builtins(encoded[1]) == payload
    assert not problems("v201", f"{action}Request", payload)


def test_what_2x_cannot_say() -> None:
    assert v2.encode(Trigger(message="DiagnosticsStatusNotification")) is None
