"""What the journal keeps of a message that carries a secret."""

import pytest

from sigec.journal.secrets import masked

KEY = "4f43415f4f435050"


@pytest.mark.parametrize(
    "message",
    [
        '{"key":"AuthorizationKey","value":"%s"}',
        (
            '{"configurationKey":[{"key":"authorizationkey","readonly":false,"value":"%s"},'
            '{"key":"HeartbeatInterval","readonly":false,"value":"300"}]}'
        ),
        (
            '{"setVariableData":[{"attributeValue":"%s","component":{"name":"SecurityCtrlr"},'
            '"variable":{"name":"BasicAuthPassword"}}]}'
        ),
        (
            '{"reportData":[{"variable":{"name":"BasicAuthPassword"},'
            '"variableAttribute":[{"type":"Actual","value":"%s"}]}]}'
        ),
        (
            '{"eventData":[{"actualValue":"%s","component":{"name":"SecurityCtrlr"},'
            '"variable":{"name":"BasicAuthPassword"}}]}'
        ),
        '{"connectionData":{"apn":{"apnPassword":"%s","simPin":null}}}',
        '{"connectionData":{"vpn":{"user":"u","password":"%s","key":"%s"}}}',
        '{"location":"ftp://station:%s@logs.example/in"}',
    ],
)
def test_secrets_are_masked_where_ocpp_carries_them(message: str) -> None:
    assert masked(message.replace("%s", KEY)) == message.replace("%s", "***")


def test_a_pin_is_masked_though_it_is_a_number() -> None:
    assert masked('{"apn":{"simPin":1234}}') == '{"apn":{"simPin":"***"}}'


@pytest.mark.parametrize(
    "message",
    [
        '{"idTag": "password", "meterStart": 10}',
        '[4, "1", "InternalError", "no password", {}]',
        '{"contact": "a@example.com"}',
        '{"password',
        '{"key":"AuthorizeRemoteTxRequests","value":"true"}',
    ],
)
def test_everything_else_stays_as_it_was_written(message: str) -> None:
    assert masked(message) == message
