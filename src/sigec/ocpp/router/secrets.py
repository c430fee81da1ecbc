"""Masks secrets in the texts that are kept."""

import re

import msgspec

from sigec.stations.model import without_secrets

_HINT = re.compile(r"password|authorizationkey|vpn", re.IGNORECASE)


def masked(text: str) -> str:
    """Return a JSON text with the values of its secrets replaced by ``***``; others as they are."""
    if _HINT.search(text) is None:
        return text
    try:
        payload = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return text
    shown = without_secrets(payload)
    return text if shown == payload else msgspec.json.encode(shown).decode()
