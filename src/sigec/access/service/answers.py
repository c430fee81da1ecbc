"""What stations say of what they do not take."""

from collections.abc import Mapping
from typing import Any

from sigec.stations.model import CommandAnswer, CommandStatus

NOT_THERE = frozenset({"NotImplemented", "NotSupported"})
"""What no repetition changes."""


def word_of(answer: CommandAnswer) -> str | None:
    """Return the station's own word for what it did not take."""
    if answer.status is CommandStatus.ACCEPTED:
        return None
    payload: Mapping[str, Any] = answer.payload
    word = payload.get("status") or payload.get("error_code")
    return word if isinstance(word, str) else None
