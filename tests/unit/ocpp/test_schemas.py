"""What a form is made of says what the official schemas say."""

import json
from typing import Any

import jsonschema_rs
import pytest

from sigec.ocpp.link import OcppActionBook
from sigec.stations.model import ActionSchema

VERSIONS = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")
BOOK = OcppActionBook()


def schema(version: str, action: str) -> dict[str, Any]:
    found = BOOK.find_schema(version, action)
    assert isinstance(found, ActionSchema)
    return dict(found.request)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_action_for_stations_has_a_schema_without_null_or_our_own_bounds(
    version: str,
) -> None:
    actions = BOOK.list_actions(version)
    assert len(actions) >= 26
    for action in actions:
        jsonschema_rs.validator_for(schema(version, action))
        text = json.dumps(schema(version, action))
        assert "null" not in text
        assert str(2**63 - 1) not in text


@pytest.mark.parametrize(
    ("version", "action", "payload", "is_valid"),
    [
        ("ocpp1.6", "RemoteStartTransaction", {"idTag": "CARD", "connectorId": 1}, True),
        ("ocpp1.6", "RemoteStartTransaction", {"connectorId": 1}, False),
        ("ocpp1.6", "RemoteStartTransaction", {"idTag": "C", "connectorId": None}, False),
        ("ocpp1.6", "RemoteStartTransaction", {"idTag": "C" * 21}, False),
        ("ocpp1.6", "Reset", {"type": "Gentle"}, False),
        ("ocpp2.0.1", "Reset", {"type": "OnIdle", "evseId": 1}, True),
        ("ocpp2.0.1", "GetVariables", {"getVariableData": []}, False),
    ],
)
def test_a_schema_accepts_what_the_version_does(
    version: str, action: str, payload: object, *, is_valid: bool
) -> None:
    assert jsonschema_rs.validator_for(schema(version, action)).is_valid(payload) is is_valid


def test_what_a_version_does_not_tell_stations_has_no_schema() -> None:
    assert BOOK.find_schema("ocpp1.6", "BootNotification") is None
    assert BOOK.find_schema("ocpp9", "Reset") is None
    assert BOOK.list_actions("ocpp9") == ()
