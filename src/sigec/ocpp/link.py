"""The line to a station: our commands in its version's words, its answers in ours."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from uuid import uuid4

import msgspec
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal
from sigec.db import Ingest
from sigec.journal import Entry
from sigec.kit.ids import StationId, StreamId
from sigec.kit.ports import Clock
from sigec.ocpp.connection import (
    CallUnanswered,
    Connection,
    ConnectionLost,
    Reply,
    TooManyCalls,
)
from sigec.ocpp.frames import ErrorFrame, OcppVersion
from sigec.ocpp.registry import Registry
from sigec.ocpp.v2.outgoing import commands as v2
from sigec.ocpp.v16.outgoing import commands as v16
from sigec.stations.model import Command, CommandAnswer, CommandStatus
from sigec.stations.ports import StationOffline, StationSilent


class _Dialect(NamedTuple):
    encode: Callable[[Command], tuple[str, Struct] | None]
    statuses: Mapping[str, CommandStatus]


_DIALECTS: Mapping[OcppVersion, _Dialect] = {
    OcppVersion.V16: _Dialect(v16.encode, v16.STATUSES),
    OcppVersion.V201: _Dialect(v2.encode, v2.STATUSES),
    OcppVersion.V21: _Dialect(v2.encode, v2.STATUSES),
}


class OcppLink:
    """Reaches the stations that are connected to this process (`sigec.stations.ports`)."""

    def __init__(self, *, registry: Registry, clock: Clock, ingest: Ingest) -> None:
        """Journal what is sent, and its answer, through ``ingest``."""
        self._registry = registry
        self._clock = clock
        self._ingest = ingest

    async def send(self, station_id: StationId, command: Command) -> CommandAnswer:
        """Send a command and wait for its answer; it is never delivered late.

        What the station's version cannot say is answered at once with ``not_supported``.

        :raises StationOffline: when the station has no connection, or lost it before it was sent.
        :raises StationSilent: when no answer came in time, or the connection was lost meanwhile.
        """
        connection = self._registry.find(station_id)
        if connection is None or not connection.is_open:
            raise StationOffline(station_id=station_id)
        dialect = _DIALECTS[connection.version]
        encoded = dialect.encode(command)
        payload = _write(encoded)
        if encoded is None or payload is None:
            return CommandAnswer(status=CommandStatus.NOT_SUPPORTED)
        reply = await self._call(connection, command, encoded[0], payload)
        return _read(reply, dialect)

    async def _call(
        self, connection: Connection, command: Command, action: str, payload: bytes
    ) -> Reply:
        message_id = str(uuid4())
        sent_at = self._clock.now()
        answer: str | None = None
        try:
            reply = await connection.call(action, payload, message_id=message_id)
            answer = _text(reply)
        except ConnectionLost as lost:
            failure = StationSilent if lost.was_sent else StationOffline
            raise failure(station_id=connection.admission.station_id) from None
        except (CallUnanswered, TooManyCalls):
            raise StationSilent(station_id=connection.admission.station_id) from None
        finally:
            entry = Entry(
                tenant_id=connection.admission.tenant_id,
                station_id=connection.admission.station_id,
                protocol=connection.version.value,
                direction="out",
                action=action,
                message_id=message_id,
                request=payload.decode(),
                answer=answer,
                at=sent_at,
                received_at=sent_at,
                evse=getattr(command, "evse", None),
                connector=getattr(command, "connector", None),
                external_id=getattr(command, "external_id", None),
            )
            self._ingest.post(entry.station_id, _append, entry, size_bytes=len(payload))
        return reply


async def _append(
    connection: AsyncConnection, stream: StreamId, entries: Sequence[Entry]
) -> Sequence[None]:
    await journal.append(connection, stream, entries)
    return [None] * len(entries)


def _write(encoded: tuple[str, Struct] | None) -> bytes | None:
    """Return the payload if the version's schema allows it: an id token may be too long for 1.6."""
    if encoded is None:
        return None
    _, request = encoded
    payload = msgspec.json.encode(request)
    try:
        msgspec.json.decode(payload, type=type(request))
    except msgspec.ValidationError:
        return None
    return payload


def _text(reply: Reply) -> str:
    """Return the answer as the journal keeps it: a payload, or the whole CALLERROR."""
    if isinstance(reply, ErrorFrame):
        return msgspec.json.encode(reply).decode()
    return str(reply.payload, "utf-8")


def _read(reply: Reply, dialect: _Dialect) -> CommandAnswer:
    if isinstance(reply, ErrorFrame):
        payload = {"error_code": reply.code, "error_description": reply.description}
        return CommandAnswer(status=CommandStatus.ERROR, payload=payload)
    answer = msgspec.json.decode(reply.payload)
    if not isinstance(answer, dict):
        return CommandAnswer(status=CommandStatus.ERROR, payload={"answer": answer})
    status = dialect.statuses.get(str(answer.get("status")), CommandStatus.ERROR)
    return CommandAnswer(status=status, payload=answer)
