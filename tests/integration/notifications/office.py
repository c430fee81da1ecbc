"""A platform with one station, Ana who charges there, a síndica, and carriers that write down."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import column, func, select, table

from sigec import jobs
from sigec.accounts.model import User, UserDraft
from sigec.accounts.service import AccountService
from sigec.accounts.service.throttle import LoginThrottle
from sigec.adapters.aes_vault import AesVault
from sigec.adapters.memory_cache import MemoryCache
from sigec.db import Database
from sigec.db.types import UtcDateTime
from sigec.drivers.model import IdTokenDraft, Person, PersonDraft, Purpose, TokenRef
from sigec.drivers.service import PrivacyService
from sigec.events import Event
from sigec.events.drivers import PersonChanged
from sigec.events.incidents import IncidentOpened
from sigec.events.webhooks import WebhookPaused
from sigec.jobs import Job
from sigec.kit.actor import PLATFORM, Role
from sigec.kit.clock import ManualClock
from sigec.kit.ids import PersonId
from sigec.kit.pages import PageRequest
from sigec.notifications.model import (
    Acceptance,
    AccountDraft,
    Channel,
    ChannelHealth,
    Delivery,
    DeliveryState,
    Kind,
    Message,
    Notice,
    OpenAccount,
    Provider,
    ProviderForm,
)
from sigec.notifications.ports import Carrier
from sigec.notifications.service import (
    SUMMARY_KIND,
    TIMER_KIND,
    ChannelService,
    DailySummary,
    Desk,
    InboxService,
    NoticeCourier,
    NoticeDeliveryService,
    NoticePlanner,
    NoticeSettingsService,
    PreferenceService,
    WattWatcher,
)
from sigec.outbox import Envelope
from sigec.subscriptions import TOLD_FIRST
from sigec.worker.relay import Relay, Subscriber
from tests.canaries import API_KEY, EMAIL, PASSWORD, PHONE, SECRET_KEY
from tests.integration.rest.conftest import quick_passwords
from tests.integration.sessions.house import House, at, open_house

ANA = TokenRef(value="ANA-1")
SINDICA = "sindica@example.com"
RESIDENTS_KINDS = (
    Kind.IDLE_STARTED,
    Kind.BATTERY_FULL,
    Kind.INTERRUPTED,
    Kind.CHARGING_ENDED,
    Kind.FAULT,
    Kind.STATION_FREE,
)
Happens = Exception | asyncio.Event | None


@dataclass
class FakeCarrier:
    """Writes down what it was given, and does what it is told with it."""

    dedupes: bool = False
    given: list[Message] = field(default_factory=list)
    then: list[Happens] = field(default_factory=list)
    """What happens to the next messages; after that all are taken."""
    always: Happens = None
    health: ChannelHealth = field(default_factory=lambda: ChannelHealth(is_ready=True))

    async def carry(self, message: Message) -> Acceptance:
        self.given.append(message)
        happens = self.then.pop(0) if self.then else self.always
        if isinstance(happens, Exception):
            raise happens
        if happens is not None:
            await happens.wait()
        return Acceptance(provider_id=f"id-{len(self.given)}")

    async def check(self) -> ChannelHealth:
        return self.health


@dataclass
class FakeCarriers:
    """One carrier for each channel, whoever the account is with."""

    by_channel: dict[Channel, FakeCarrier] = field(
        default_factory=lambda: {channel: FakeCarrier() for channel in Channel}
    )

    def prepare(self, form: ProviderForm, settings: Mapping[str, str]) -> Mapping[str, str]:
        return {name: f"made-{name}" for name in form.ours}

    def carrier_of(self, account: OpenAccount) -> Carrier:
        return self.by_channel[account.account.channel]


@dataclass
class FakeBell:
    """Remembers whom it rang for."""

    heard: list[Notice] = field(default_factory=list)

    async def rang(self, notices: Sequence[Notice]) -> None:
        self.heard.extend(notices)


@dataclass
class Office:
    """All that notices are made of, around a house with a station."""

    house: House
    database: Database
    clock: ManualClock
    carriers: FakeCarriers
    bell: FakeBell
    ana: Person
    sindica: User
    settings: NoticeSettingsService
    preferences: PreferenceService
    channels: ChannelService
    deliveries: NoticeDeliveryService
    inbox: InboxService
    relay: Relay
    planner: NoticePlanner
    watcher: WattWatcher
    summary: DailySummary
    couriers: Mapping[bool, NoticeCourier]

    def carrier(self, channel: Channel = Channel.WHATSAPP) -> FakeCarrier:
        return self.carriers.by_channel[channel]

    async def switch(self, *kinds: Kind, **changes: Any) -> None:
        for kind in kinds:
            await self.settings.edit_settings(self.house.admin, kind, {"is_on": True, **changes})

    async def account(self, channel: Channel, provider: Provider, **settings: str) -> None:
        secrets = {
            Provider.EVOLUTION: {"api_key": API_KEY},
            Provider.SMTP: {"password": API_KEY},
            Provider.TWILIO: {"auth_token": API_KEY},
        }
        draft = AccountDraft(
            channel=channel,
            provider=provider,
            settings=settings,
            secrets=secrets.get(provider, {}),
        )
        await self.channels.save_channel(self.house.admin, draft)

    async def move_to(self, minute: float, *, works: bool = True) -> None:
        """Let time pass until a minute, with everything done that is due on the way."""
        target = at(minute)
        if works:
            await self.work()
        while self.clock.now() < target:
            due_at = await self._next_timer_at() if works else None
            until = target if due_at is None else min(target, due_at)
            self.clock.advance(seconds=max((until - self.clock.now()).total_seconds(), 1))
            if works:
                await self.work()

    async def _next_timer_at(self) -> datetime | None:
        statement = select(func.min(table("jobs", column("run_at", UtcDateTime)).c.run_at))
        async with self.database.read(PLATFORM) as connection:
            found: datetime | None = (await connection.execute(statement)).scalar()
        return found

    async def work(self) -> None:
        """Project, relay, run timers, and try everything that is due, once."""
        await self.house.project()
        while await self.relay.step():
            pass
        await self.run_timers()
        for is_urgent in (True, False):
            while due := await self.couriers[is_urgent].claim({}, limit=64):
                for delivery in due:
                    await self.couriers[is_urgent].deliver(delivery)

    async def run_timers(self) -> None:
        handlers: Mapping[str, Callable[[Job], Any]] = {
            TIMER_KIND: self.watcher.look_again,
            SUMMARY_KIND: self.summary.run,
        }
        async with self.database.read(PLATFORM) as connection:
            if not await jobs.is_any_due(connection, at=self.clock.now()):
                return
        async with self.database.transaction(PLATFORM) as connection:
            due = await jobs.claim(connection, at=self.clock.now(), limit=50, lease_s=60)
        for job in due:
            if job.kind in handlers:
                await handlers[job.kind](job)
            async with self.database.transaction(PLATFORM) as connection:
                await jobs.finish(connection, job)

    async def told(self) -> list[tuple[str, float]]:
        """Return which notices there are and their instants in minutes, the earliest first."""
        await self.work()
        found = sorted(self.bell.heard, key=lambda notice: (notice.at, notice.kind))
        minutes = [(notice.at - at(0)) / timedelta(minutes=1) for notice in found]
        return [
            (notice.kind.value, round(minute, 3))
            for notice, minute in zip(found, minutes, strict=True)
        ]

    async def log(self) -> list[Delivery]:
        """Return the deliveries, the earliest first."""
        page = await self.deliveries.list_deliveries(self.house.admin, PageRequest())
        return list(reversed(page.items))

    async def states(self) -> list[tuple[str, DeliveryState]]:
        return [(each.channel.value, each.state) for each in await self.log()]


def _only(kinds: Sequence[type[Event]], react: Any) -> Any:
    async def reaction(envelopes: Sequence[Envelope]) -> None:
        meant = [each for each in envelopes if isinstance(each.event, tuple(kinds))]
        if meant:
            await react(meant)

    return reaction


@asynccontextmanager
async def open_office(database: Database) -> AsyncIterator[Office]:
    async with open_house(database) as house:
        clock, carriers, bell = house.clock, FakeCarriers(), FakeBell()
        vault = AesVault(SECRET_KEY, purpose="notifications")
        watcher = WattWatcher(database, clock, bell)
        house.projector = house.sessions.projector(house.watcher, watcher)
        planner = NoticePlanner(database, clock, watcher=watcher, bell=bell)
        desk = Desk(clock, vault=vault, public_url="https://sigec.example.com")

        async def forget(envelopes: Sequence[Envelope]) -> None:
            for each in envelopes:
                assert isinstance(each.event, PersonChanged)
                await planner.forget(each.event)

        urgent = (IncidentOpened, WebhookPaused)
        everybody = [
            Subscriber(name="notices.urgent", react=_only(urgent, planner.plan_urgent)),
            Subscriber(name="notices", react=planner.plan),
            Subscriber(name="notices.forget", react=_only([PersonChanged], forget)),
        ]
        ana = await _settle_ana(house)
        accounts = AccountService(
            database,
            clock,
            passwords=quick_passwords(),
            throttle=LoginThrottle(MemoryCache(clock), clock),
        )
        sindica = await accounts.create_user(
            house.admin,
            UserDraft(email=SINDICA, name="Rosa", role=Role.TENANT_ADMIN, password=PASSWORD),
        )
        office = Office(
            house=house,
            database=database,
            clock=clock,
            carriers=carriers,
            bell=bell,
            ana=ana,
            sindica=sindica,
            settings=NoticeSettingsService(
                database, clock, vault=vault, carriers=carriers, desk=desk
            ),
            preferences=PreferenceService(database, clock, vault),
            channels=ChannelService(database, clock, vault=vault, carriers=carriers, bell=bell),
            deliveries=NoticeDeliveryService(database, clock),
            inbox=InboxService(database, clock),
            relay=Relay(database, clock, _AllEvents(everybody), first=TOLD_FIRST),
            planner=planner,
            watcher=watcher,
            summary=DailySummary(database, clock, bell),
            couriers={
                is_urgent: NoticeCourier(
                    database,
                    clock,
                    vault=vault,
                    carriers=carriers,
                    desk=desk,
                    bell=bell,
                    is_urgent=is_urgent,
                )
                for is_urgent in (True, False)
            },
        )
        await office.account(
            Channel.WHATSAPP, Provider.EVOLUTION, base_url="https://evo.example", instance="g1"
        )
        await office.account(
            Channel.EMAIL, Provider.SMTP, host="smtp.example.com", **{"from": "a@example.com"}
        )
        await office.switch(*RESIDENTS_KINDS)
        yield office


class _AllEvents(dict[type[Event], Sequence[Subscriber]]):
    """The same subscribers for every event."""

    def __init__(self, everybody: Sequence[Subscriber]) -> None:
        super().__init__({Event: everybody})
        self._everybody = everybody

    def get(self, _kind: Any, _default: Any = None) -> Any:
        return self._everybody


async def _settle_ana(house: House) -> Person:
    draft = PersonDraft(name="Ana Souza", phone=PHONE, email=EMAIL)
    ana = await house.people.create_person(house.admin, draft)
    token = IdTokenDraft(value=ANA.value, person_id=PersonId(ana.id))
    await house.tokens.create_token(house.admin, token)
    privacy = PrivacyService(house.database, house.clock)
    for purpose in (Purpose.WHATSAPP, Purpose.EMAIL):
        await privacy.note_consent(house.admin, ana.id, purpose, wording="2026-11", is_given=True)
    return ana
