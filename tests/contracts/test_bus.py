import asyncio
from uuid import uuid4

import pytest

from sigec.kit.ports import Bus, BusMessage, BusUnavailable

WAIT_S = 5


@pytest.fixture
def topic() -> str:
    return f"t{uuid4().hex}"


async def test_whoever_listens_hears(bus: Bus, topic: str) -> None:
    async with bus.subscribe(topic) as first, bus.subscribe(topic) as second:
        await bus.publish(topic, b"hello")

        for messages in (first, second):
            heard = await asyncio.wait_for(anext(messages), WAIT_S)
            assert (heard.topic, heard.payload) == (topic, b"hello")


async def test_messages_arrive_in_order(bus: Bus, topic: str) -> None:
    async with bus.subscribe(topic) as messages:
        for number in range(10):
            await bus.publish(topic, str(number).encode())

        heard = [int((await asyncio.wait_for(anext(messages), WAIT_S)).payload) for _ in range(10)]
        assert heard == list(range(10))


async def test_a_listener_to_everything_below_hears_only_that(bus: Bus, topic: str) -> None:
    async with bus.subscribe(f"{topic}.>") as messages:
        await bus.publish(f"{topic}x.a", b"beside")
        await bus.publish(topic, b"above")
        await bus.publish(f"{topic}.a.b", b"below")

        assert (await asyncio.wait_for(anext(messages), WAIT_S)).payload == b"below"


async def test_a_message_before_listening_is_not_heard(bus: Bus, topic: str) -> None:
    await bus.publish(topic, b"early")
    async with bus.subscribe(topic) as messages:
        await bus.publish(topic, b"now")

        assert (await asyncio.wait_for(anext(messages), WAIT_S)).payload == b"now"


async def test_a_request_is_answered(bus: Bus, topic: str) -> None:
    async with bus.subscribe(f"{topic}.>") as messages, asyncio.TaskGroup() as tasks:

        async def answer() -> None:
            question = await anext(messages)
            await bus.reply(question, question.payload + b" back")

        tasks.create_task(answer())
        assert await bus.request(f"{topic}.ask", b"there", timeout_s=WAIT_S) == b"there back"


async def test_a_request_that_nobody_hears_fails(bus: Bus, topic: str) -> None:
    with pytest.raises(BusUnavailable):
        await bus.request(topic, b"anybody?", timeout_s=WAIT_S)


async def test_a_request_that_nobody_answers_fails_in_time(bus: Bus, topic: str) -> None:
    async with bus.subscribe(topic):
        with pytest.raises(BusUnavailable):
            await bus.request(topic, b"well?", timeout_s=0.05)


async def test_an_answer_that_nobody_waits_for_is_harmless(bus: Bus, topic: str) -> None:
    await bus.reply(BusMessage(topic=topic, payload=b""), b"unasked")


async def test_closing_ends_the_listening(bus: Bus, topic: str) -> None:
    async with bus.subscribe(topic) as messages:
        await bus.close()

        assert [message async for message in messages] == []


async def test_a_slow_listener_loses_the_oldest(bus: Bus, topic: str) -> None:
    async with bus.subscribe(f"{topic}.>") as messages, bus.subscribe(f"{topic}.end") as ends:
        for number in range(1_030):
            await bus.publish(f"{topic}.n", str(number).encode())
        await bus.publish(f"{topic}.end", b"end")
        await asyncio.wait_for(anext(ends), WAIT_S)

        first = await asyncio.wait_for(anext(messages), WAIT_S)
        assert int(first.payload) == 1_030 + 1 - 1_024
