"""The state of the cloud and what happens in it: cars come, charge and go."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Protocol

from sigec_sandbox.cvepro.behaviours import AccountKind, Behaviours
from sigec_sandbox.cvepro.sign_ins import SignIns
from sigec_sandbox.cvepro.things import (
    Account,
    Charger,
    Charging,
    Numbers,
    Outlet,
    Tag,
    Tenant,
    find_tag,
)

CALLS_KEPT = 200_000


class Time(Protocol):
    """Whatever tells the time."""

    def now(self) -> datetime:
        """Return the instant, aware and in UTC."""


class WallTime:
    """The time of this machine."""

    def now(self) -> datetime:
        """Return the instant, aware and in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A request that came in, by the cloud's clock."""

    at: datetime
    method: str
    path: str
    status: int


class NothingThere(Exception):
    """The text says which thing the cloud does not have."""


@dataclass(kw_only=True)
class Cloud:
    """A whole cloud. ``heard`` are the latest requests; ``chargings`` are the truth, by id."""

    time: Time = field(default_factory=WallTime)
    seed: int = 0
    behaviours: Behaviours = field(default_factory=Behaviours)
    tenants: list[Tenant] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    chargers: dict[str, Charger] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    chargings: dict[int, Charging] = field(default_factory=dict)
    heard: "deque[Heard]" = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    limited_until: datetime | None = None
    offset: timedelta = timedelta(0)
    last_transaction: int = 1_000
    """The id of the latest one; whoever starts anew beside what was told goes on above it."""

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.sign_ins = SignIns(self.chance)
        self.listeners: list[Listener] = []
        self._numbers = Numbers(last=1_000)

    def __getstate__(self) -> dict[str, Any]:
        """Keep what it knows; who listened and what was asked ends with its process."""
        return {**self.__dict__, "listeners": [], "heard": deque(maxlen=CALLS_KEPT)}

    def now(self) -> datetime:
        """Return the cloud's own instant; `offset` moves it."""
        return self.time.now() + self.offset

    # ── Furnishing ────────────────────────────────────────────────────────────────────────────────

    def add_tenant(self, name: str, api_key: str, *, timezone: str = "America/Sao_Paulo") -> Tenant:
        """Add a customer."""
        tenant = Tenant(pk=self._numbers.next(), name=name, api_key=api_key, timezone=timezone)
        self.tenants.append(tenant)
        return tenant

    def add_account(
        self,
        tenant: Tenant,
        email: str,
        password: str,
        *,
        kind: AccountKind = AccountKind.API,
        name: str = "Integração",
    ) -> Account:
        """Add somebody who may sign in."""
        account = Account(
            pk=self._numbers.next(),
            tenant_pk=tenant.pk,
            name=name,
            email=email,
            password=password,
            kind=kind,
        )
        self.accounts.append(account)
        return account

    def add_charger(
        self,
        tenant: Tenant,
        box_id: str,
        *,
        description: str = "",
        outlets: int = 1,
        power_max_w: int = 7_400,
        swaps_case: bool = False,
    ) -> Charger:
        """Add a charger whose outlets are all free."""
        charger = Charger(
            pk=self._numbers.next(),
            tenant_pk=tenant.pk,
            box_id=box_id,
            description=description or box_id,
            outlets={
                number: Outlet(
                    pk=self._numbers.next(),
                    number=number,
                    power_max_w=power_max_w,
                    status_at=self.now(),
                )
                for number in range(1, outlets + 1)
            },
            heartbeat_at=self.now(),
            swaps_case=swaps_case,
        )
        self.chargers[box_id] = charger
        return charger

    def add_tag(self, id_tag: str, *, owner: str | None = None, unit: str | None = None) -> Tag:
        """Add a card."""
        tag = Tag(pk=self._numbers.next(), id_tag=id_tag, owner_name=owner, owner_unit=unit)
        self.tags.append(tag)
        return tag

    # ── What happens ──────────────────────────────────────────────────────────────────────────────

    def plug(self, box_id: str, outlet: int = 1) -> None:
        """Plug a car in."""
        self.report(box_id, outlet, "Preparing")

    def report(self, box_id: str, outlet: int, status: str, *, error_code: str = "NoError") -> None:
        """Tell the status of an outlet; those who watch by STOMP hear of it."""
        found = self._outlet(box_id, outlet)
        found.status, found.error_code, found.status_at = status, error_code, self.now()
        for listener in list(self.listeners):
            listener.status_changed(self.chargers[box_id], found)

    def beat(self, box_id: str) -> None:
        """Send a charger's heartbeat, if it is connected."""
        charger = self._charger(box_id)
        if charger.is_connected:
            charger.heartbeat_at = self.now()

    def start(self, box_id: str, outlet: int, id_tag: str, *, at: datetime | None = None) -> int:
        """Begin a charge, now or in the past; return its transaction's id."""
        charger, found = self._charger(box_id), self._outlet(box_id, outlet)
        tag = find_tag(self.tags, id_tag) or self.add_tag(id_tag)
        charging = Charging(
            id=self._next_transaction(),
            charger=charger,
            outlet=outlet,
            tag=tag,
            started_at=(at or self.now()).replace(microsecond=0),
            start_wh=found.register_wh,
            meter_wh=found.register_wh,
        )
        self.chargings[charging.id] = charging
        self.report(box_id, outlet, "Charging")
        return charging.id

    def meter(self, transaction_id: int, energy_wh: int) -> None:
        """Say how much a charge has taken so far."""
        self._charging(transaction_id).meter_wh = (
            self._charging(transaction_id).start_wh + energy_wh
        )

    def stop(
        self,
        transaction_id: int,
        *,
        energy_wh: int | None = None,
        at: datetime | None = None,
        known_after: timedelta = timedelta(0),
        reason: str | None = "EVDisconnected",
        idle_s: int = 0,
    ) -> None:
        """End a charge at an instant; the cloud hears of it later, if so asked."""
        charging = self._charging(transaction_id)
        if energy_wh is not None:
            self.meter(transaction_id, energy_wh)
        charging.stopped_at = (at or self.now()).replace(microsecond=0)
        charging.stop_known_at = self.now() + known_after
        charging.reason, charging.idle_s = reason, idle_s
        self._outlet(charging.charger.box_id, charging.outlet).register_wh = charging.meter_wh
        self.report(charging.charger.box_id, charging.outlet, "Available")

    # ── What tests ask ────────────────────────────────────────────────────────────────────────────

    def truth(self) -> Sequence[Charging]:
        """Return every charge there was, by its start."""
        return sorted(self.chargings.values(), key=lambda each: (each.started_at, each.id))

    def limit_rate(self, seconds: int) -> None:
        """Answer 429 for this long."""
        self.limited_until = self.now() + timedelta(seconds=seconds)

    def freeze_status(self, *, frozen: bool) -> None:
        """Tell from now on the status of this moment, or the true one again."""
        self.behaviours.stale_status = frozen
        for charger in self.chargers.values():
            for outlet in charger.outlets.values():
                outlet.shown = None
                if frozen:
                    outlet.shown = outlet.told

    def _next_transaction(self) -> int:
        self.last_transaction += 1
        return self.last_transaction

    def _charger(self, box_id: str) -> Charger:
        if box_id not in self.chargers:
            raise NothingThere(f"there is no charger {box_id}")
        return self.chargers[box_id]

    def _outlet(self, box_id: str, number: int) -> Outlet:
        outlets = self._charger(box_id).outlets
        if number not in outlets:
            raise NothingThere(f"{box_id} has no connector {number}")
        return outlets[number]

    def _charging(self, transaction_id: int) -> Charging:
        if transaction_id not in self.chargings:
            raise NothingThere(f"there is no transaction {transaction_id}")
        return self.chargings[transaction_id]


class Listener(Protocol):
    """Hears what changes, as it changes."""

    def status_changed(self, charger: Charger, outlet: Outlet) -> None:
        """Hear of an outlet's new status."""
