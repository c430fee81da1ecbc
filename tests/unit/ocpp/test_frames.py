"""Every text that may come over a socket has its answer, in each version."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from sigec.ocpp import frames
from sigec.ocpp.frames import BadFrame, CallFrame, ErrorCode, OcppVersion

V16, V201, V21 = OcppVersion.V16, OcppVersion.V201, OcppVersion.V21
NO_ID = [4, "-1", "RpcFrameworkError", "", {}]


def answer_of(text: str, version: OcppVersion) -> list[object] | None:
    frame = frames.parse(text, version)
    assert isinstance(frame, BadFrame)
    return None if frame.answer is None else json.loads(frame.answer)


@pytest.mark.parametrize("version", OcppVersion)
@pytest.mark.parametrize("id_", ['"a"', '""', "17", "-1", f'"{"x" * 300}"', '"\\u00e9"'])
def test_a_call_is_read_and_its_id_echoed_as_it_came(version: OcppVersion, id_: str) -> None:
    frame = frames.parse(f'[2, {id_} ,"Heartbeat", {{"a": 1}} ]', version)
    assert isinstance(frame, CallFrame)
    assert bytes(frame.payload) == b'{"a": 1}'
    assert frames.result(frame.id, b"{}") == f"[3,{id_},{{}}]".encode()


def test_an_empty_payload_may_be_null() -> None:
    frame = frames.parse('[2,"a","Heartbeat",null]', V16)
    assert isinstance(frame, CallFrame)
    assert bytes(frame.payload) == b"{}"


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "{}", "null", "7", "[]", "[2]", '[2,null,"Heartbeat",{}]', "[" * 99_999],
)
def test_without_a_readable_id_2x_answers_minus_one_and_16_only_logs(text: str) -> None:
    assert answer_of(text, V16) is None
    assert answer_of(text, V201) == NO_ID
    assert answer_of(text, V21) == NO_ID


def test_broken_json_with_a_readable_id_is_a_formation_violation_in_16() -> None:
    text = '[2,"a","StopTransaction",{"transactionId":,"meterStop":1}]'
    answer = answer_of(text, V16)
    assert answer is not None
    assert answer[:3] == [4, "a", "FormationViolation"]
    assert answer_of(text, V201) == NO_ID


@pytest.mark.parametrize("text", ['[2,"a","Heartbeat",[]]', '[2,"a","Heartbeat","{}"]'])
def test_a_payload_that_is_no_object_is_a_format_violation(text: str) -> None:
    for version, code in ((V16, "FormationViolation"), (V201, "FormatViolation")):
        answer = answer_of(text, version)
        assert answer is not None
        assert answer[:3] == [4, "a", code]


@pytest.mark.parametrize("text", ['[2,"a","Heartbeat"]', '[2,"a",7,{}]', '[2,"a","B",{},1]'])
def test_a_call_of_another_shape_is_refused_by_its_id(text: str) -> None:
    for version, code in ((V16, "FormationViolation"), (V201, "RpcFrameworkError")):
        answer = answer_of(text, version)
        assert answer is not None
        assert answer[:3] == [4, "a", code]


@pytest.mark.parametrize("kind", ["5", "6", "7", '"2"', "null"])
def test_an_unknown_message_type_is_ignored_by_16_and_refused_by_2x(kind: str) -> None:
    text = f'[{kind},"a","Heartbeat",{{}}]'
    assert answer_of(text, V16) is None
    answer = answer_of(text, V201)
    assert answer is not None
    assert answer[:3] == [4, "a", "MessageTypeNotSupported"]


def test_21_knows_callresulterror_and_send() -> None:
    error = frames.parse('[5,"a","FormatViolation","",{}]', V21)
    assert isinstance(error, frames.ResultErrorFrame)
    send = frames.parse('[6,"a","NotifyPeriodicEventStream",{}]', V21)
    assert isinstance(send, frames.SendFrame)
    assert answer_of('[6,"a","NotifyPeriodicEventStream"]', V21) is None


@pytest.mark.parametrize("version", OcppVersion)
@pytest.mark.parametrize(
    "text",
    ['[3,"ours"]', '[3,"ours",{"configurationKey":[{"ke', '[4,"ours",7,"x",{}]', '[4,"ours"]'],
)
def test_a_broken_reply_is_never_answered_and_names_our_call(
    text: str, version: OcppVersion
) -> None:
    frame = frames.parse(text, version)
    assert isinstance(frame, BadFrame)
    assert frame.answer is None
    assert frame.replies_to == "ours"


def test_an_error_may_lack_its_description_and_its_details_may_be_text() -> None:
    for text in ('[4,"a","GenericError"]', '[4,"a","GenericError","no","because"]'):
        frame = frames.parse(text, V16)
        assert isinstance(frame, frames.ErrorFrame)
        assert frame.code == "GenericError"


def test_codes_are_spelled_as_the_version_does() -> None:
    code = ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION
    assert b'"OccurenceConstraintViolation"' in frames.error(V16, Raw(b"1"), code)
    assert b'"OccurrenceConstraintViolation"' in frames.error(V201, Raw(b"1"), code)


def test_a_description_is_cut_at_255_characters() -> None:
    _, _, _, description, details = json.loads(
        frames.error(V16, Raw(b'"a"'), ErrorCode.GENERIC_ERROR, "é" * 300)
    )
    assert description == "é" * 255
    assert details == {}


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_whatever_comes_is_understood_or_diagnosed(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()  # the socket lets only UTF-8 through
    for version in OcppVersion:
        frame = frames.parse(text, version)
        if isinstance(frame, BadFrame) and frame.answer is not None:
            assert json.loads(frame.answer)[0] == 4
