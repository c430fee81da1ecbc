"""How firmwares write instants."""

from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import assert_never

BRASILIA = timezone(timedelta(hours=-3))


class StampStyle(StrEnum):
    """The ways that were seen; only the first and the last say what the standard asks for.

    `ZONELESS`: Growatt THOR, AEFA. `HOURS_ONLY` (`-03`): the monta emulator. `EMPTY`: libocpp.
    `LOCAL_AS_UTC`, the local time marked `Z`: Chago, openWB.
    """

    UTC = "utc"
    ZONELESS = "zoneless"
    HOURS_ONLY = "hours_only"
    EMPTY = "empty"
    LOCAL_AS_UTC = "local_as_utc"
    OFFSET = "offset"


def written(instant: datetime, style: StampStyle) -> str:
    """Return an instant (aware, UTC) in a style, with milliseconds when there are any."""
    precision = "milliseconds" if instant.microsecond else "seconds"
    text = instant.replace(tzinfo=None).isoformat(timespec=precision)
    local = instant.astimezone(BRASILIA).replace(tzinfo=None).isoformat(timespec=precision)
    match style:
        case StampStyle.UTC:
            return f"{text}Z"
        case StampStyle.ZONELESS:
            return text
        case StampStyle.HOURS_ONLY:
            return f"{local}-03"
        case StampStyle.EMPTY:
            return ""
        case StampStyle.LOCAL_AS_UTC:
            return f"{local}Z"
        case StampStyle.OFFSET:
            return f"{local}-03:00"
        case _:
            assert_never(style)
