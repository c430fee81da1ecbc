"""Hide the secrets in what stations are told and answer: their values, never that they were set."""

from collections.abc import Mapping
from typing import Any

MASK = "***"
_SECRET_FIELDS = frozenset({"basicauthpassword", "apnpassword", "password"})
_SECRET_NAMES = frozenset({"authorizationkey", "basicauthpassword", "adminpassword"})
"""Configuration keys (OCPP 1.6) and variables (2.x) whose value is a secret."""

_VALUES = frozenset({"value", "attributevalue", "variableattribute"})
_PRE_SHARED = frozenset({"server", "user"})
"""Beside them a ``key`` is that of a VPN (SetNetworkProfile)."""


def without_secrets(payload: Any) -> Any:
    """Return the payload with the value of each secret replaced by ``***``."""
    if isinstance(payload, list | tuple):
        return [without_secrets(each) for each in payload]
    if not isinstance(payload, Mapping):
        return payload
    fields = {str(name).casefold() for name in payload}
    names_secret = _names_secret(payload)
    is_vpn = fields >= _PRE_SHARED
    return {
        name: MASK
        if _is_secret(str(name).casefold(), names_secret=names_secret, is_vpn=is_vpn)
        else without_secrets(value)
        for name, value in payload.items()
    }


def _is_secret(field: str, *, names_secret: bool, is_vpn: bool) -> bool:
    return (
        field in _SECRET_FIELDS
        or (names_secret and field in _VALUES)
        or (is_vpn and field == "key")
    )


def _names_secret(payload: Mapping[str, Any]) -> bool:
    """Say whether the payload is about a secret: ``key`` of 1.6, ``variable.name`` of 2.x."""
    variable = payload.get("variable")
    name = variable.get("name") if isinstance(variable, Mapping) else payload.get("key")
    return isinstance(name, str) and name.strip().casefold() in _SECRET_NAMES
