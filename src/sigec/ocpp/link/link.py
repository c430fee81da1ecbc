"""Reaches the stations that are connected to this process."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any

import msgspec

from sigec.db import Ingest
from sigec.kit.ids import CommandId, StationId, new_id
from sigec.kit.ports import Clock
from sigec.ocpp.connection import (
    CallUnanswered,
    Connection,
    ConnectionLost,
    Reply,
    ReplyBroken,
    TooManyCalls,
)
from sigec.ocpp.link.conversation import Conversation, append
from sigec.ocpp.link.dialects import DIALECTS, broken
from sigec.ocpp.registry import Registry
from sigec.stations.model import (
    NO_LIMIT,
    Command,
    CommandAnswer,
    CommandStatus,
    RawAction,
    RequestLimit,
)
from sigec.stations.ports import StationOffline, StationSilent, WhenLate


class OcppLink:
    """Tells stations what people want (`sigec.stations.ports.StationLink`)."""

    def __init__(self, *, registry: Registry, clock: Clock, ingest: Ingest) -> None:
        """Journal what is sent, and its answer, through ``ingest``."""
        self._registry = registry
        self._clock = clock
        self._ingest = ingest
        self._tasks: set[asyncio.Task[Any]] = set()

    def has(self, station_id: StationId) -> bool:
        """Say whether the station is connected to this process."""
        return self._registry.find(station_id) is not None

    async def check(self, station_id: StationId, command: Command) -> None:
        """Refuse an action that the station's version does not know, or whose payload is wrong.

        :raises ActionUnknown: when the version has no such action.
        :raises Invalid: when the payload breaks the action's schema.
        """
        connection = self._registry.find(station_id)
        if connection is not None and isinstance(command, RawAction):
            DIALECTS[connection.version].check(command)

    async def send(
        self,
        station_id: StationId,
        command: Command,
        *,
        command_id: CommandId,
        limit: RequestLimit = NO_LIMIT,
        when_late: WhenLate | None = None,
    ) -> CommandAnswer:
        """Send a command and wait for its answer; it is never delivered late.

        What the station's version cannot say is answered at once with ``not_supported``.

        :raises StationOffline: when the station has no connection, or lost it before it was sent.
        :raises StationSilent: when no answer came in time, or the connection was lost meanwhile.
        """
        connection = self._registry.find(station_id)
        if connection is None or not connection.is_open:
            raise StationOffline(station_id=station_id)
        dialect = DIALECTS[connection.version]
        answer: CommandAnswer | None = None
        for words in dialect.say(command, limit):
            conversation = Conversation(
                # A question may need several messages; the history knows it by the first.
                command_id=command_id if answer is None else CommandId(new_id()),
                command=command,
                connection=connection,
                dialect=dialect,
                words=words,
                sent_at=self._clock.now(),
            )
            _invite(conversation)
            part = await self._ask(connection, conversation, when_late)
            answer = part if answer is None else answer.followed_by(part)
            if part.status is not CommandStatus.ACCEPTED:
                break
        return answer or CommandAnswer(status=CommandStatus.NOT_SUPPORTED)

    async def _ask(
        self, connection: Connection, conversation: Conversation, when_late: WhenLate | None
    ) -> CommandAnswer:
        reply: Reply | None = None
        station_id = connection.admission.station_id
        words = conversation.words
        try:
            reply = await connection.call(
                words.action,
                words.payload,
                message_id=conversation.message_id,
                check=conversation.dialect.checker(words.action),
                hear_late=partial(self._hear_late, conversation, when_late),
            )
        except ConnectionLost as lost:
            failure = StationSilent if lost.was_sent else StationOffline
            raise failure(station_id=station_id) from None
        except (CallUnanswered, TooManyCalls):
            raise StationSilent(station_id=station_id) from None
        except ReplyBroken as fault:
            return broken(fault.error_code, fault.description)
        finally:
            self._journal(conversation, reply)
        return conversation.read(reply)

    def _hear_late(
        self, conversation: Conversation, when_late: WhenLate | None, reply: Reply
    ) -> None:
        self._journal(conversation, reply)
        if when_late is not None:
            self._spawn(_tell(when_late, conversation.read(reply)))

    def _journal(self, conversation: Conversation, reply: Reply | None) -> None:
        entry = conversation.entry(reply, received_at=self._clock.now())
        size_bytes = len(conversation.words.payload)
        self._ingest.post(entry.station_id, append, entry, size_bytes=size_bytes)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _tell(when_late: WhenLate, answer: CommandAnswer) -> None:
    await when_late(answer)


def _invite(conversation: Conversation) -> None:
    """Let the station send what it is asked for, before it can answer."""
    words = conversation.words
    invited = conversation.dialect.invited_by(words.action, msgspec.json.decode(words.payload))
    if invited is not None:
        conversation.connection.invited |= {invited}
