"""Whatever a station sends, it gets an answer that its version allows, and nothing breaks."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.messages import v16, v21, v201
from tests.unit.ocpp import test_v2 as two
from tests.unit.ocpp import test_v16 as one
from tests.unit.ocpp.platform import FakePlatform
from tests.unit.ocpp.schema import problems

ACTIONS = {
    OcppVersion.V16: v16.ACTIONS,
    OcppVersion.V201: v201.ACTIONS,
    OcppVersion.V21: v21.ACTIONS,
}
SCHEMAS = {OcppVersion.V16: "v16", OcppVersion.V201: "v201", OcppVersion.V21: "v21"}
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=50)
    | st.sampled_from(["", "null", "2026-03-01T09:30:00", "0001-01-01T00:00:00+23:59", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
GOOD: dict[OcppVersion, dict[str, dict[str, Any]]] = {
    OcppVersion.V16: {
        "BootNotification": one.BOOT,
        "StartTransaction": one.START,
        "StopTransaction": one.STOP | {"transactionData": [one.SAMPLE], "idTag": "A1"},
        "StatusNotification": one.STATUS,
        "MeterValues": {"connectorId": 1, "transactionId": 7, "meterValue": [one.SAMPLE]},
        "Authorize": {"idTag": "A1"},
        **one.KEPT,
    },
    OcppVersion.V201: {
        "BootNotification": two.BOOT,
        "TransactionEvent": two.EVENT | {"idToken": two.TOKEN, "meterValue": [two.METER]},
        "StatusNotification": two.STATUS,
        "MeterValues": {"evseId": 1, "meterValue": [two.METER]},
        "Authorize": {"idToken": two.TOKEN},
        **two.KEPT,
    },
}
GOOD[OcppVersion.V21] = GOOD[OcppVersion.V201]


@st.composite
def spoiled(draw: st.DrawFn, version: OcppVersion) -> tuple[str, dict[str, Any]]:
    """A good message in which some places hold something else, or nothing."""
    action = draw(st.sampled_from(sorted(GOOD[version])))
    payload = json.loads(json.dumps(GOOD[version][action]))
    for _ in range(draw(st.integers(1, 3))):
        place: Any = payload
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and draw(st.booleans()):
                place = place[key]
                continue
            if draw(st.booleans()):
                place[key] = draw(ODD)
            else:
                del place[key]
            break
    return action, payload


@pytest.mark.parametrize("version", OcppVersion)
@given(data=st.data())
async def test_a_spoiled_message_is_answered(version: OcppVersion, data: st.DataObject) -> None:
    action, payload = data.draw(spoiled(version))
    answer = await FakePlatform(version).ask(action, payload)
    if answer[0] == 3:
        assert not problems(SCHEMAS[version], f"{action}Response", answer[2])
    else:
        assert len(answer) == 5
        assert answer[2] != "InternalError", (action, payload)


@pytest.mark.parametrize("version", OcppVersion)
@given(data=st.data())
async def test_anything_at_all_is_answered(version: OcppVersion, data: st.DataObject) -> None:
    action = data.draw(st.sampled_from(sorted(ACTIONS[version])) | st.text(max_size=60))
    payload = data.draw(st.dictionaries(st.text(max_size=8), ODD, max_size=4))
    answer = await FakePlatform(version).ask(action, payload)
    assert answer[0] == 3 or answer[2] != "InternalError", (action, payload)
