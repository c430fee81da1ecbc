"""Whatever fails, whenever the process dies: a receiver that tells repeats takes each event once.

Chance decides how receivers answer and at which step the process dies: before the attempt, while
the receiver works, or before what came of it is stored.
"""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from sigec.db import Database
from sigec.kit.ids import SessionId, new_id
from sigec.webhooks.model import DeliveryStatus, Endpoint
from sigec.webhooks.ports import Answer, Unreachable
from tests.integration.webhooks.office import Office

ENDPOINTS = 2
EVENTS = 8
SESSIONS = 3
STEPS_MAX = 120
FINE_AFTER = 40


class Died(Exception):
    """The process is gone, and with it all that was not stored."""


@dataclass
class Weather:
    """Answers by chance, remembers what receivers took, and kills the process now and then."""

    chance: random.Random
    took: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    told: Counter[str] = field(default_factory=Counter)
    is_fine: bool = False

    async def send(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answer:
        what = self.chance.random() if not self.is_fine else 1.0
        self.told[url] += 1
        if what < 0.1:
            raise Died  # before anything left
        if what < 0.25:
            return Answer(status=self.chance.choice([500, 503]), text="", retry_after_s=None)
        if what < 0.35:
            return Answer(status=429, text="slow down", retry_after_s=self.chance.randint(1, 90))
        if what < 0.45:
            raise Unreachable("no answer within 5 s")
        self._take(url, headers["webhook-id"])
        if what < 0.55:
            raise Unreachable("no answer within 5 s")  # it was taken all the same
        if what < 0.65:
            raise Died  # it was taken, and nobody wrote it down
        return Answer(status=204, text="", retry_after_s=None)

    def _take(self, url: str, message_id: str) -> None:
        """Take it as a receiver that has kept the ids it saw."""
        if message_id not in self.took[url]:
            self.took[url].append(message_id)


async def until_all_is_taken(office: Office, endpoints: list[Endpoint], weather: Weather) -> None:
    for step in range(STEPS_MAX):
        weather.is_fine = step > FINE_AFTER
        for courier in (office.urgent_courier, office.courier):
            due = await courier.claim({}, limit=64)
            tried = [courier.deliver(delivery) for delivery in due]
            for outcome in await asyncio.gather(*tried, return_exceptions=True):
                assert outcome is None or isinstance(outcome, Died)
        states = [await office.states(endpoint) for endpoint in endpoints]
        if all(state.keys() == {DeliveryStatus.DELIVERED} for state in states):
            return
        office.clock.advance(seconds=weather.chance.randint(60, 2_400))  # less than three days
    pytest.fail("something is still not taken")


@pytest.mark.parametrize("seed", range(2))
async def test_each_is_taken_once_and_each_session_in_order(database: Database, seed: int) -> None:
    weather = Weather(random.Random(seed))
    office = await Office.opened(database, weather)
    endpoints = [await office.endpoint(f"https://{number}.example") for number in range(ENDPOINTS)]
    sessions = [SessionId(new_id()) for _ in range(SESSIONS)]
    of_session: defaultdict[SessionId, list[str]] = defaultdict(list)
    for number in range(EVENTS):
        session = sessions[number % SESSIONS]
        of_session[session].append(str((await office.happen(session)).id))
    faults = [str((await office.fail()).id) for _ in range(2)]

    await until_all_is_taken(office, endpoints, weather)

    expected = sorted([*faults, *(each for ids in of_session.values() for each in ids)])
    for endpoint in endpoints:
        taken = weather.took[endpoint.url]
        assert sorted(taken) == expected
        for ids in of_session.values():
            assert [each for each in taken if each in ids] == ids
    assert sum(weather.told.values()) > ENDPOINTS * len(expected), "nothing ever failed"
