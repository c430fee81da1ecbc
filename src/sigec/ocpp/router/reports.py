"""What both families of versions do alike when they make our reports of a station's messages."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct, field

from sigec.journal import Entry
from sigec.kit.ids import StationId
from sigec.ocpp.router.call import Call
from sigec.ocpp.router.reader import Reader
from sigec.ocpp.router.refusals import Refused, wrong_value
from sigec.sessions.model import Flag, ReportOutcome, TransactionReport, plausible
from sigec.stations.model import Deviation

NUMBER_MAX = 32_767
"""No station has more EVSEs or connectors; beyond it is a mistake, not a place."""

SEQUENCE_MAX = 2**31 - 1
TOKEN_LENGTH_MAX = 255
REGISTER_MAX_WH = 10**15

_FLAGS = {
    Deviation.TIME_WITHOUT_ZONE: Flag.ZONE_ASSUMED,
    Deviation.FRACTION: Flag.REGISTER_ROUNDED,
}


class Origin(Struct, frozen=True, kw_only=True, gc=False):
    """Where a message comes from: the same for a live one and for one of the journal."""

    station_id: StationId
    received_at: datetime
    deviations: frozenset[Deviation] = field(default_factory=frozenset)

    @property
    def flags(self) -> frozenset[Flag]:
        """What the reader of a bill should know of how the message was written."""
        return frozenset(_FLAGS[each] for each in self.deviations if each in _FLAGS)


Make = Callable[[Any, Origin], TransactionReport]
"""Makes the report of a typed request; pure."""

Translate = Callable[[Entry], TransactionReport | None]
"""Makes the report of a journal row again; ``None`` when the row is none, or was refused."""


async def record(
    call: Call, request: object, make: Make, render: Callable[[ReportOutcome], bytes]
) -> bytes:
    """Hand the report of a live message to the sessions, and return its answer."""
    origin = Origin(
        station_id=call.station.station_id,
        received_at=call.received_at,
        deviations=call.deviations,
    )
    report = make(request, origin)
    entry = call.entry(at=report.happened_at)
    return await call.services.sessions.record(report, entry, render)


def translator(readers: Mapping[str, tuple[Reader[Any], Make]]) -> Translate:
    """Make the function that reads a version's journal rows again; keyed by action."""

    def translate(entry: Entry) -> TransactionReport | None:
        found = readers.get(entry.action)
        is_refused = (entry.answer or "").startswith("[")  # a CALLERROR, not a payload
        if found is None or is_refused or entry.direction != "in":
            return None
        reader, make = found
        try:
            request, deviations = reader.read(entry.request.encode(), entry.request)
            origin = Origin(
                station_id=entry.station_id,
                received_at=entry.received_at,
                deviations=deviations,
            )
            return make(request, origin)
        except Refused:
            return None

    return translate


def utc(at: datetime | None) -> datetime | None:
    """Return the instant in UTC; one at the edge of time is as good as none."""
    try:
        return None if at is None else at.astimezone(UTC)
    except OverflowError:
        return None


def status_instant(call: Call, at: datetime | None) -> datetime | None:
    """Return when a status began, ``None`` if the station's own clock cannot say.

    Statuses are put in order by it: a wrong clock would make all that follow a right one old.
    """
    if Deviation.CLOCK_WRONG in call.deviations:
        return None
    return plausible(utc(at), received_at=call.received_at)


def seconds(at: datetime) -> datetime:
    """Cut an instant to seconds: some stations cannot read fractions."""
    return at.replace(microsecond=0)


def place(number: int | None, name: str) -> int | None:
    """Return an EVSE's or connector's number; 0 is the station as a whole.

    :raises Refused: when no station can have it.
    """
    if number is not None and not 0 <= number <= NUMBER_MAX:
        raise wrong_value(f"payload.{name}", "no such place")
    return number or None


def sequence(number: int) -> int:
    """Return a station's sequence number.

    :raises Refused: when no station can have counted so far.
    """
    if not 0 <= number <= SEQUENCE_MAX:
        raise wrong_value("payload.seqNo", "no such number")
    return number


def register(wh: int | None) -> int | None:
    """Return a register in Wh, ``None`` for what no meter shows."""
    return wh if wh is not None and 0 <= wh <= REGISTER_MAX_WH else None
