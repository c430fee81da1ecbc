"""One command on its way to a station: what is journaled of it, and what comes back late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import journal
from sigec.journal import Entry
from sigec.kit.ids import CommandId, StreamId
from sigec.ocpp.connection import Connection, Reply
from sigec.ocpp.frames import ErrorFrame
from sigec.ocpp.link.dialects import Dialect, Words, read_error
from sigec.stations.model import Command, CommandAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A command in its station's words. The message's id is the command's."""

    command_id: CommandId
    command: Command
    connection: Connection
    dialect: Dialect
    words: Words
    sent_at: datetime

    @property
    def message_id(self) -> str:
        """The id of the CALL."""
        return str(self.command_id)

    def read(self, reply: Reply) -> CommandAnswer:
        """Say what the station answered."""
        if isinstance(reply, ErrorFrame):
            return read_error(reply)
        return self.dialect.read(self.command, self.words, reply.payload)

    def entry(self, reply: Reply | None, *, received_at: datetime) -> Entry:
        """Make the journal's row."""
        admission = self.connection.admission
        return Entry(
            tenant_id=admission.tenant_id,
            station_id=admission.station_id,
            protocol=self.connection.version.value,
            direction="out",
            action=self.words.action,
            message_id=self.message_id,
            request=self.words.payload.decode(),
            answer=None if reply is None else _text(reply),
            at=self.sent_at,
            received_at=received_at,
            evse=getattr(self.command, "evse", None),
            connector=getattr(self.command, "connector", None),
            external_id=getattr(self.command, "external_id", None),
        )


async def append(
    connection: AsyncConnection, stream: StreamId, entries: Sequence[Entry]
) -> Sequence[None]:
    """Journal rows, for the group commit."""
    await journal.append(connection, stream, entries)
    return [None] * len(entries)


def _text(reply: Reply) -> str:
    """Return the answer as the journal keeps it: a payload, or the whole CALLERROR."""
    if isinstance(reply, ErrorFrame):
        return msgspec.json.encode(reply).decode()
    return str(reply.payload, "utf-8")
