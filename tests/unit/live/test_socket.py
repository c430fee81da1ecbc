"""A socket lasts as long as the rights of whoever holds it."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import pytest
from fastapi import FastAPI

from sigec.adapters.memory_bus import MemoryBus
from sigec.kit.actor import PERMISSIONS, Actor, ActorKind, Role
from sigec.kit.errors import TooManyRequests, Unauthenticated, Unavailable
from sigec.kit.ids import EventId, TenantId, UserId, new_id
from sigec.live import socket
from sigec.live.frames import Frame
from sigec.live.hub import QUEUE_MAX, WATCHES_OF_ONE_MAX, Hub
from sigec.live.missed import Missed
from tests.journeys.eventually import eventually

TENANT = TenantId(new_id())
AFTER = EventId(new_id())
VIEWER = Actor(
    kind=ActorKind.USER,
    role=Role.VIEWER,
    user_id=UserId(new_id()),
    tenant_id=TENANT,
    permissions=PERMISSIONS[Role.VIEWER],
)
OUR_PAGE = {
    "host": "sigec.example",
    "origin": "https://sigec.example",
    "cookie": "sigec_live=first",
}


def frame(number: int = 1, *, event_id: str | None = None) -> Frame:
    body = json.dumps({"number": number}).encode()
    return Frame(tenant=str(TENANT), topic="sessions", person=None, id=event_id, body=body)


class Door:
    """Knows which tokens are good, until they are not."""

    def __init__(self) -> None:
        self.good = {"first"}
        self.asked: list[str] = []
        self.is_away = False
        self.is_busy = False

    async def _ask(self, token: str) -> Actor:
        self.asked.append(token)
        if self.is_away:
            raise Unavailable
        if token not in self.good:
            raise Unauthenticated
        return VIEWER

    async def admit(self, token: str) -> socket.Ask:
        if self.is_busy:
            raise TooManyRequests(retry_after_s=1)

        async def ask(_tenant: str | None) -> Actor:
            return await self._ask(token)

        return ask

    async def recognise(self, cookie: str) -> socket.Ask:
        if cookie not in self.good:
            raise Unauthenticated
        return await self.admit(cookie)


class Memory(Missed):
    """Knows what was missed without a database; a frame comes live while it is told."""

    def __init__(self, hub: Hub, *frames: Frame) -> None:
        self._hub = hub
        self._frames = frames

    async def since(
        self, actor: Actor, topics: Collection[str], after: EventId
    ) -> AsyncIterator[Frame]:
        assert (actor, topics, after) == (VIEWER, {"sessions"}, AFTER)
        for each in self._frames:
            yield each
        for each in (self._frames[-1], frame(99)):
            self._hub.deliver(each)


class Browser:
    """Speaks ASGI with the route: what it says, and what it is told."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.said.put_nowait({"type": "websocket.connect"})

    def say(self, **message: Any) -> None:
        self.said.put_nowait({"type": "websocket.receive", "text": json.dumps(message)})

    async def hear(self) -> Any:
        async with asyncio.timeout(5):
            while (message := await self.told.get())["type"] == "websocket.accept":
                pass
        if message["type"] == "websocket.close":
            return message["code"]
        return json.loads(message["text"])


@asynccontextmanager
async def visiting(
    door: Door,
    hub: Hub,
    *,
    check_s: float = 60,
    headers: dict[str, str] | None = None,
    missed: Sequence[Frame] = (),
) -> AsyncIterator[Browser]:
    api = FastAPI()
    entrance = socket.Door(admit=door.admit, recognise=door.recognise, cookie="sigec_live")
    api.include_router(socket.live_routes(hub, entrance, Memory(hub, *missed), check_s=check_s))
    browser = Browser()
    scope = {
        "type": "websocket",
        "scheme": "ws",
        "path": "/live",
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
        "query_string": b"",
        "subprotocols": [],
    }
    task = asyncio.create_task(api(scope, browser.said.get, browser.told.put))  # type: ignore[arg-type]  # queues are ASGI enough
    try:
        yield browser
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def hub() -> Hub:
    return Hub(MemoryBus())


async def subscribed(browser: Browser, hub: Hub, **greeting: str) -> None:
    """Wait until the greeting was heard: then frames arrive."""
    browser.say(**greeting, subscribe=["sessions"])

    async def is_greeted() -> bool:
        return hub.watchers == 1

    await eventually(is_greeted)
    hub.deliver(frame(0))
    assert await browser.hear() == {"number": 0}


async def test_a_good_token_opens_the_view(door: Door, hub: Hub) -> None:
    async with visiting(door, hub) as browser:
        await subscribed(browser, hub, token="first")


async def test_what_was_missed_comes_before_what_happens_now_and_once(door: Door, hub: Hub) -> None:
    missed = [frame(number, event_id=str(number)) for number in (1, 2)]
    async with visiting(door, hub, missed=missed) as browser:
        browser.say(token="first")
        browser.say(subscribe=["sessions", "moon"], after=str(AFTER))
        assert [await browser.hear() for _ in range(3)] == [{"number": each} for each in (1, 2, 99)]


async def test_one_login_does_not_take_every_place(door: Door, hub: Hub) -> None:
    with ExitStack() as stack:
        for _ in range(WATCHES_OF_ONE_MAX):
            stack.enter_context(hub.watch(VIEWER))
        async with visiting(door, hub) as browser:
            browser.say(token="first")
            assert await browser.hear() == 1013


async def test_a_bad_token_closes_it(door: Door, hub: Hub) -> None:
    async with visiting(door, hub) as browser:
        browser.say(token="worthless")
        assert await browser.hear() == 4401


async def test_the_cookie_of_the_web_app_opens_it_without_a_token(door: Door, hub: Hub) -> None:
    async with visiting(door, hub, check_s=0, headers=OUR_PAGE) as browser:
        await subscribed(browser, hub)
        door.good.clear()
        assert await browser.hear() == 4401


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://sigec.example:8443"},
        {"cookie": "sigec_live=stolen"},
        {"cookie": "other=first"},
    ],
)
async def test_a_cookie_opens_it_only_for_our_own_page(
    door: Door, hub: Hub, changed: dict[str, str]
) -> None:
    async with visiting(door, hub, headers=OUR_PAGE | changed) as browser:
        browser.say(subscribe=["sessions"])
        assert await browser.hear() == 4401


async def test_another_page_opens_it_with_a_token(door: Door, hub: Hub) -> None:
    async with visiting(
        door, hub, headers=OUR_PAGE | {"origin": "https://wall.example"}
    ) as browser:
        await subscribed(browser, hub, token="first")


@pytest.mark.parametrize("text", ["", "[]", '{"token": 1}', "x" * 9_000])
async def test_what_is_no_message_closes_it(door: Door, hub: Hub, text: str) -> None:
    async with visiting(door, hub) as browser:
        browser.said.put_nowait({"type": "websocket.receive", "text": text})
        assert await browser.hear() == 1003


async def test_it_closes_when_the_login_has_ended(door: Door, hub: Hub) -> None:
    async with visiting(door, hub, check_s=0) as browser:
        await subscribed(browser, hub, token="first")
        door.good.clear()
        assert await browser.hear() == 4401


async def test_it_goes_on_with_a_new_token(door: Door, hub: Hub) -> None:
    async with visiting(door, hub, check_s=0) as browser:
        await subscribed(browser, hub, token="first")
        door.good.add("second")
        browser.say(token="second")

        async def is_asked_for_the_second() -> bool:
            return door.asked[-2:] == ["second", "second"]

        await eventually(is_asked_for_the_second)
        door.good.remove("first")
        hub.deliver(frame(2))
        assert await browser.hear() == {"number": 2}


async def test_a_program_that_comes_too_often_is_told_to_come_later(door: Door, hub: Hub) -> None:
    door.is_busy = True
    async with visiting(door, hub) as browser:
        browser.say(token="first", subscribe=["sessions"])
        assert await browser.hear() == socket.TRY_AGAIN_LATER


async def test_a_database_that_is_away_ends_no_login(door: Door, hub: Hub) -> None:
    async with visiting(door, hub, check_s=0) as browser:
        await subscribed(browser, hub, token="first")
        door.is_away = True
        assert await browser.hear() == 1013


async def test_who_is_too_slow_is_told_so(door: Door, hub: Hub) -> None:
    async with visiting(door, hub) as browser:
        await subscribed(browser, hub, token="first")
        for number in range(QUEUE_MAX + 1):
            hub.deliver(frame(number))
        assert await browser.hear() == 4408


async def test_the_view_ends_with_the_process(door: Door, hub: Hub) -> None:
    async with visiting(door, hub) as browser:
        await subscribed(browser, hub, token="first")
        hub.dismiss()
        assert await browser.hear() == 1001
