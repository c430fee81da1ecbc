"""Secrets are hidden wherever stations and people write them."""

from typing import Any

import pytest

from sigec.stations.model import without_secrets
from tests.canaries import STATION_PASSWORD


@pytest.mark.parametrize(
    "payload",
    [
        {"key": "AuthorizationKey", "value": STATION_PASSWORD},
        {"configurationKey": [{"key": "authorizationkey", "value": STATION_PASSWORD}]},
        {"connectionData": {"basicAuthPassword": STATION_PASSWORD, "ocppCsmsUrl": "ws://x"}},
        {"vpn": {"server": "s", "user": "u", "password": STATION_PASSWORD, "key": "k"}},
        {"vpn": {"server": "s", "user": "u", "password": "p", "key": STATION_PASSWORD}},
        {"apn": {"apn": "a", "apnPassword": STATION_PASSWORD}},
        {
            "setVariableData": [
                {
                    "component": {"name": "SecurityCtrlr"},
                    "variable": {"name": "BasicAuthPassword"},
                    "attributeValue": STATION_PASSWORD,
                }
            ]
        },
        {
            "reportData": [
                {
                    "variable": {"name": "BasicAuthPassword"},
                    "variableAttribute": [{"value": STATION_PASSWORD}],
                }
            ]
        },
    ],
)
def test_a_secret_is_masked(payload: dict[str, Any]) -> None:
    assert STATION_PASSWORD not in str(without_secrets(payload))
    assert without_secrets(payload).keys() == payload.keys()


@pytest.mark.parametrize(
    "payload",
    [
        {"key": "HeartbeatInterval", "value": "300"},
        {"key": ["AuthorizationKey"]},
        {"variable": {"name": "Enabled"}, "attributeValue": "true"},
        {"requestId": 1, "data": None, "list": [1, "a", None]},
    ],
)
def test_anything_else_stays(payload: dict[str, Any]) -> None:
    assert without_secrets(payload) == payload
