"""How firmwares number their messages."""

import itertools
import uuid
from enum import StrEnum
from typing import assert_never


class IdStyle(StrEnum):
    """The ways that were seen.

    `COUNTER` restarts at 1 with every boot, `NUMBER` does so as a JSON number, `LONG` is longer
    than the 36 characters allowed, `SAME` is the same every time.
    """

    UUID = "uuid"
    COUNTER = "counter"
    NUMBER = "number"
    LONG = "long"
    SAME = "same"


class MessageIds:
    """The ids of one station's messages."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def restart(self) -> None:
        """Count from 1 again."""
        self._numbers = itertools.count(1)

    def fresh(self, style: IdStyle) -> str | int:
        """Return the id of the next message."""
        match style:
            case IdStyle.UUID:
                return str(uuid.uuid4())
            case IdStyle.COUNTER:
                return str(next(self._numbers))
            case IdStyle.NUMBER:
                return next(self._numbers)
            case IdStyle.LONG:
                return f"{uuid.uuid4()}-{uuid.uuid4()}"
            case IdStyle.SAME:
                return "1"
            case _:
                assert_never(style)
