"""How a station answers the central system's CALLs, and how a test bends that."""

import asyncio
from abc import abstractmethod
from collections import deque
from collections.abc import Coroutine
from functools import cached_property
from typing import Any

from sigec_sandbox.errors import LineLost
from sigec_sandbox.frames import Call, CallError, CallResult
from sigec_sandbox.records import Exchange
from sigec_sandbox.stations.connected import Connected
from sigec_sandbox.stations.replies import Hold, Override, Refusal, Reply, Silence


class Answering(Connected):
    """The part of a station that is told what to do.

    `overrides` replaces the answer to an action: a payload, a `Refusal`, a function or `SILENCE`.
    What thousands of idle stations do not need is made when it is first used.
    """

    @cached_property
    def overrides(self) -> dict[str, Override]:
        """Answers that a test wants instead."""
        return {}

    def hold(self, action: str) -> Hold:
        """Keep the answer to the next CALL of an action back until it is released."""
        self._holds[action] = Hold()
        return self._holds[action]

    async def settle(self) -> None:
        """Wait until everything that commands set off is done.

        Raises the first failure among them, so that a test cannot overlook it.
        """
        while self._reactions:
            await asyncio.wait(self._reactions)
        if self._failures:
            raise self._failures.popleft()

    def react(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something on the station's own account, beside the script."""
        task = asyncio.create_task(self.clock.attend(work))
        self._reactions.add(task)
        task.add_done_callback(self._reacted)

    async def close(self) -> None:
        """End every connection and everything under way."""
        for task in tuple(self._reactions):
            task.cancel()
        self.drop_abandoned()
        await self.disconnect()

    @cached_property
    def _holds(self) -> dict[str, Hold]:
        return {}

    @cached_property
    def _reactions(self) -> set[asyncio.Task[Any]]:
        return set()

    @cached_property
    def _failures(self) -> deque[BaseException]:
        return deque(maxlen=10)

    @abstractmethod
    def handle(self, call: Call) -> Reply:
        """Do what a CALL asks for.

        :raises Refusal: when the answer is a CALLERROR.
        """

    def called(self, call: Call) -> None:
        """Answer a CALL of the central system, now or when it is no longer held."""
        exchange = Exchange(
            action=call.action, message_id=str(call.message_id), request=call.payload
        )
        self.commands.add(exchange)
        if hold := self._holds.pop(call.action, None):
            hold.keep(lambda: self._answer(call, exchange))
        elif self.faults.answers_commands:
            self._answer(call, exchange)

    def _answer(self, call: Call, exchange: Exchange) -> None:
        try:
            reply = self._reply(call)
        except Refusal as refusal:
            exchange.error = refusal.code
            self._send(
                CallError(
                    message_id=call.message_id,
                    code=refusal.code,
                    description=refusal.description,
                )
            )
            return
        if reply is None:
            return
        exchange.answer = reply.payload
        self._send(CallResult(message_id=call.message_id, payload=reply.payload))
        if reply.then is not None:
            self.react(_awaited(reply.then))

    def _reply(self, call: Call) -> Reply | None:
        match self.overrides.get(call.action):
            case None:
                return self.handle(call)
            case Silence():
                return None
            case Refusal() as refusal:
                raise refusal
            case dict() as payload:
                return Reply(payload)
            case function:
                return Reply(function(call.payload))

    def _send(self, answer: CallResult | CallError) -> None:
        text = answer.encode()
        if self.faults.truncates_answers:
            text = text[: len(text) * 2 // 3]
        try:
            self.line.send(text)
        except LineLost:
            return  # Whoever asked has learnt it from the broken connection.

    def _reacted(self, task: asyncio.Task[Any]) -> None:
        self._reactions.discard(task)
        if task.cancelled():
            return
        failure = task.exception()
        if failure is not None and not isinstance(failure, LineLost):
            self._failures.append(failure)


async def _awaited(then: Any) -> object:
    return await then()
