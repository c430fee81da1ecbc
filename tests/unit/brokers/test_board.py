"""What a house is told: what changed, all of it over a new connection, by one process only."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sigec.brokers.model import HomeConnector, HomeTopics, TopicMessage, home_messages
from sigec.brokers.ports import BrokerUnavailable
from sigec.brokers.service import HomeBoard
from sigec.kit.clock import ManualClock
from tests.integration.actors import NOON
from tests.unit.brokers.test_home import CHARGING

TOPICS = HomeTopics(prefix="sigec", discovery="homeassistant")


@dataclass
class Fake:
    """A broker of topics, the turn, and the events behind it."""

    connection: int | None = 1
    told: list[TopicMessage] = field(default_factory=list)
    is_open: bool = False
    breaks: bool = False
    is_our_turn: bool = True
    batches: int = 0

    async def open(self) -> None:
        self.is_open = True

    async def publish(self, messages: Sequence[TopicMessage]) -> None:
        if self.breaks:
            raise BrokerUnavailable("the line is gone")
        self.told += messages

    async def close(self) -> None:
        self.is_open = False

    async def is_ours(self) -> bool:
        return self.is_our_turn

    async def release(self) -> None:
        self.is_our_turn = False

    async def step(self) -> bool:
        self.batches += 1
        return True


class Board(HomeBoard):
    """Shows connectors that a test names."""

    def __init__(self, fake: Fake, clock: ManualClock) -> None:
        super().__init__(
            clock,
            port=fake,
            topics=TOPICS,
            sources=None,  # type: ignore[arg-type]  # nobody is asked: see `_load`
            turn=fake,  # type: ignore[arg-type]  # what it asks of a turn
            feeder=fake,  # type: ignore[arg-type]  # what it asks of a feeder
            shows_person=False,
        )
        self.fake = fake
        self.clock = clock
        self.connectors: list[HomeConnector] = [CHARGING]

    async def _load(self) -> Sequence[HomeConnector]:
        return self.connectors

    async def told(self, *, after_s: int = 5) -> list[str]:
        """Return the topics that are told when the clock has moved on."""
        self.clock.advance(seconds=after_s)
        self.fake.told.clear()
        assert await self.step() is self.fake.is_our_turn
        return [each.topic for each in self.fake.told]


def board() -> Board:
    return Board(Fake(), ManualClock(NOON))


ALL = [each.topic for each in home_messages(CHARGING, TOPICS, shows_person=False)]
STATE = ALL[-1]


async def test_what_did_not_change_is_not_told_again() -> None:
    shown = board()
    assert await shown.told() == ALL
    assert await shown.told() == []
    shown.connectors = [replace(CHARGING, power_w=3_680)]
    assert await shown.told(after_s=4) == [], "not yet: it looks every five seconds"
    assert await shown.told(after_s=1) == [STATE]


async def test_a_new_connection_and_each_five_minutes_hear_everything() -> None:
    shown = board()
    await shown.told()
    shown.fake.connection = None
    assert await shown.told() == []
    shown.fake.connection = 2
    assert await shown.told(after_s=0) == ALL
    assert await shown.told(after_s=299) == []
    assert await shown.told(after_s=5) == ALL, "or its sensors would expire"


async def test_a_connector_that_is_gone_is_taken_away() -> None:
    shown = board()
    await shown.told()
    shown.connectors = []
    assert sorted(await shown.told()) == sorted(ALL)
    assert {each.payload for each in shown.fake.told} == {b""}
    assert await shown.told() == []


async def test_after_a_line_that_broke_everything_is_told_again() -> None:
    shown = board()
    shown.fake.breaks = True
    await shown.told()
    shown.fake.breaks = False
    assert await shown.told(after_s=0) == ALL


async def test_only_whose_turn_it_is_connects() -> None:
    shown = board()
    await shown.told()
    seen = [shown.fake.is_open]
    shown.fake.is_our_turn = False
    assert await shown.told() == []
    assert [*seen, shown.fake.is_open] == [True, False]
    assert shown.fake.batches == 1, "events neither"
