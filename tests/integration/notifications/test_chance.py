"""Providers fail, are slow, refuse to say, and processes die: by chance, and nothing is lost."""

from collections import Counter
from random import Random

import pytest

from sigec.kit.actor import PLATFORM
from sigec.kit.ids import new_id
from sigec.notifications.model import (
    Acceptance,
    Channel,
    ChannelHealth,
    DeliveryState,
    Kind,
    Message,
    News,
)
from sigec.notifications.ports import AnswerLost, NotCarried
from sigec.notifications.service.writing import write_news
from tests.integration.notifications.office import Office
from tests.integration.sessions.house import at

NOTICES = 12
ROUNDS = 60


class Killed(BaseException):
    """The process ended in the middle of an attempt."""


class Chance:
    """A provider that takes a message or does not, and says so or does not."""

    def __init__(self, chance: Random, *, dedupes: bool) -> None:
        self.dedupes = dedupes
        self.taken: Counter[str] = Counter()
        self._chance = chance

    async def carry(self, message: Message) -> Acceptance:
        fate = self._chance.choice(["yes", "yes", "no", "429", "lost", "lost taken", "killed"])
        if fate in {"no", "429"}:
            raise NotCarried(fate, retry_after_s=30 if fate == "429" else None)
        if fate != "lost":
            self._take(message.key)
        if fate in {"lost", "lost taken"}:
            raise AnswerLost(fate)
        if fate == "killed":
            raise Killed
        return Acceptance(provider_id=message.key)

    async def check(self) -> ChannelHealth:
        return ChannelHealth(is_ready=True)

    def _take(self, key: str) -> None:
        self.taken[key] = 1 if self.dedupes else self.taken[key] + 1


async def run(office: Office, kind: Kind, chance: Chance) -> Counter[DeliveryState]:
    """Tell many things, and let time pass with whatever happens."""
    await office.channels.delete_channel(office.house.admin, Channel.EMAIL)
    office.carriers.by_channel[Channel.WHATSAPP] = chance  # type: ignore[assignment]  # a carrier like the other
    told = [
        News(
            kind=kind,
            tenant_id=office.ana.tenant_id,
            subject_id=new_id(),
            at=at(0),
            person_id=office.ana.id,
        )
        for _ in range(NOTICES)
    ]
    async with office.database.transaction(PLATFORM) as connection:
        await write_news(connection, told, now=office.clock.now())
    courier = office.couriers[kind is Kind.FAULT]
    for _ in range(ROUNDS):
        for delivery in await courier.claim({}, limit=64):
            try:
                await courier.deliver(delivery)
            except Killed:
                continue  # whoever comes next finds it begun
        office.clock.advance(seconds=95)
        if all(state is not DeliveryState.WAITING for _, state in await office.states()):
            break
    return Counter(state for _, state in await office.states())


@pytest.mark.parametrize("kind", [Kind.INTERRUPTED, Kind.FAULT])
async def test_where_the_provider_dedupes_each_is_taken_exactly_once(
    office: Office, kind: Kind
) -> None:
    chance = Chance(Random(1), dedupes=True)
    assert await run(office, kind, chance) == {DeliveryState.SENT: NOTICES}
    assert set(chance.taken.values()) == {1}
    assert len(chance.taken) == NOTICES


async def test_elsewhere_none_is_taken_twice_and_the_log_says_which_may_be_missing(
    office: Office,
) -> None:
    chance = Chance(Random(2), dedupes=False)
    states = await run(office, Kind.INTERRUPTED, chance)
    assert states.keys() == {DeliveryState.SENT, DeliveryState.UNCERTAIN}
    assert sum(states.values()) == NOTICES
    assert set(chance.taken.values()) == {1}
    missing = NOTICES - len(chance.taken)
    assert missing <= states[DeliveryState.UNCERTAIN]


async def test_what_is_urgent_arrives_perhaps_twice_and_never_not_at_all(office: Office) -> None:
    chance = Chance(Random(3), dedupes=False)
    assert await run(office, Kind.FAULT, chance) == {DeliveryState.SENT: NOTICES}
    assert len(chance.taken) == NOTICES
