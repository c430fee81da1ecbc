"""Lists, caches and starts in the words of each version."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from sigec.ocpp.v2.outgoing import commands as v2
from sigec.ocpp.v16.outgoing import commands as v16
from sigec.ocpp.v21.outgoing import commands as v21
from sigec.stations.model import (
    AskLocalListVersion,
    ClearCache,
    ListedToken,
    NeutralCommand,
    SendLocalList,
    StartCharging,
)
from tests.unit.ocpp.schema import problems

UNTIL = datetime(2027, 1, 1, tzinfo=UTC)
CHANGES = SendLocalList(
    version=8,
    is_full=False,
    tokens=(
        ListedToken(
            id_token="A1", id_token_kind="ISO14443", status="Accepted", expires_at=UNTIL, group="F"
        ),
        ListedToken(id_token="B2", id_token_kind="ISO14443", status=None),
        ListedToken(id_token="C3", id_token_kind="Central", status="NoCredit", group="g" * 30),
    ),
)
_INFO = {
    "status": "Accepted",
    "cacheExpiryDateTime": "2027-01-01T00:00:00Z",
    "groupIdToken": {"idToken": "F", "type": "Central"},
}
_LIST_2 = {
    "versionNumber": 8,
    "updateType": "Differential",
    "localAuthorizationList": [
        {"idToken": {"idToken": "A1", "type": "ISO14443"}, "idTokenInfo": _INFO},
        {"idToken": {"idToken": "B2", "type": "ISO14443"}},
        {
            "idToken": {"idToken": "C3", "type": "Central"},
            "idTokenInfo": {
                "status": "NoCredit",
                "groupIdToken": {"idToken": "g" * 30, "type": "Central"},
            },
        },
    ],
}
_LIST_16 = {
    "listVersion": 8,
    "updateType": "Differential",
    "localAuthorizationList": [
        {
            "idTag": "A1",
            "idTagInfo": {
                "status": "Accepted",
                "expiryDate": "2027-01-01T00:00:00Z",
                "parentIdTag": "F",
            },
        },
        {"idTag": "B2"},
        {"idTag": "C3", "idTagInfo": {"status": "Invalid"}},
    ],
}


@pytest.mark.parametrize(
    ("command", "action", "in_1_6", "in_2"),
    [
        (CHANGES, "SendLocalList", _LIST_16, _LIST_2),
        (
            SendLocalList(version=1, is_full=True),
            "SendLocalList",
            {"listVersion": 1, "updateType": "Full"},
            {"versionNumber": 1, "updateType": "Full"},
        ),
        (AskLocalListVersion(), "GetLocalListVersion", {}, {}),
        (ClearCache(), "ClearCache", {}, {}),
    ],
)
def test_each_version_has_its_words(
    command: NeutralCommand, action: str, in_1_6: dict[str, Any], in_2: dict[str, Any]
) -> None:
    for encode, version, schema, payload in (
        (v16.encode, "v16", action, in_1_6),
        (v2.encode, "v201", f"{action}Request", in_2),
        (v21.encode, "v21", f"{action}Request", in_2),
    ):
        encoded = encode(command)
        assert encoded is not None
        assert encoded[0] == action
        assert msgspec.json.decode(msgspec.json.encode(encoded[1])) == payload
        assert not problems(version, schema, payload)


def test_a_kind_that_came_with_2_1_is_central_before() -> None:
    start = StartCharging(id_token="WVWZZZ1JZXW000001", id_token_kind="VIN", remote_start_id=1)

    kinds = []
    for encode in (v2.encode, v21.encode):
        encoded = encode(start)
        assert encoded is not None
        kinds.append(msgspec.to_builtins(encoded[1])["idToken"]["type"])

    assert kinds == ["Central", "VIN"]
