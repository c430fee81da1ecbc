"""Keep passwords and keys out of the journal, wherever OCPP carries them."""

import re
from typing import Any

import msgspec

MASK = "***"

_HINTS = ("uthorization", "assword", "simPin", "vpn", "@", "station-files")
"""What a text with a secret in it contains, also in small letters; most have none of them."""

_SECRET_VARIABLES = frozenset({"authorizationkey", "basicauthpassword"})
"""AuthorizationKey of OCPP 1.6, BasicAuthPassword of 2.x."""

_SECRET_FIELDS = frozenset({"password", "apnpassword", "basicauthpassword", "simpin"})
_VALUE_FIELDS = frozenset({"value", "attributeValue", "actualValue"})
_ADDRESS_PASSWORD = re.compile(r"(?<=://)([^/@\s:]+):[^/@\s]+(?=@)")
_LINK_TOKEN = re.compile(r"(?<=/station-files/)[^/?#\s\"]+")


def masked(text: str) -> str:
    """Return a message's JSON with the values of secrets replaced by ``***``.

    Masked are configuration keys and variables that hold passwords, the credentials of a network
    profile, the password in an address such as that of a firmware or log server, and what opens
    a link of ours to one.
    """
    if not any(hint in text for hint in _HINTS):
        return text
    try:
        message = msgspec.json.decode(text)
        kept = without_secrets(message)
    except (msgspec.DecodeError, RecursionError):
        return masked_addresses(text)
    return text if kept == message else msgspec.json.encode(kept).decode()


def masked_addresses(text: str) -> str:
    """Return a text without what its addresses give away."""
    return _LINK_TOKEN.sub(MASK, _ADDRESS_PASSWORD.sub(rf"\1:{MASK}", text))


def holds_secret(variable: str) -> bool:
    """Say whether a configuration key or variable holds a password."""
    return variable.strip().lower() in _SECRET_VARIABLES


def without_secrets(message: Any) -> Any:
    """Return a decoded message with the values of secrets replaced by ``***``."""
    return _mask(message)


def _mask(value: Any, *, is_secret: bool = False) -> Any:
    """Mask a value; ``is_secret`` says that it belongs to a variable that holds a password."""
    match value:
        case dict():
            is_secret = is_secret or _names_secret(value)
            return {name: _mask_field(name, one, is_secret) for name, one in value.items()}
        case list():
            return [_mask(one, is_secret=is_secret) for one in value]
        case str():
            return masked_addresses(value)
        case _:
            return value


def _mask_field(name: str, value: Any, is_secret: bool) -> Any:  # noqa: FBT001 - one caller
    if name == "vpn" and isinstance(value, dict):
        return _mask(value | {"key": MASK} if "key" in value else value)
    if value is not None and (
        name.lower() in _SECRET_FIELDS or (is_secret and name in _VALUE_FIELDS)
    ):
        return MASK
    return _mask(value, is_secret=is_secret)


def _names_secret(fields: dict[str, Any]) -> bool:
    """Say whether an object is about a secret: a 1.6 key, or a variable of 2.x."""
    variable = fields.get("variable")
    name = variable.get("name") if isinstance(variable, dict) else fields.get("key")
    return isinstance(name, str) and holds_secret(name)
