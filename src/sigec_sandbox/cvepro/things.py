"""What the cloud knows: tenants, accounts, chargers, tags, and every charging there was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_DNS, uuid5

from sigec_sandbox.cvepro.behaviours import AccountKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """A customer of the cloud; its key belongs to this address of the cloud and to no other."""

    pk: int
    name: str
    api_key: str
    timezone: str = "America/Sao_Paulo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who may sign in."""

    pk: int
    tenant_pk: int
    name: str
    email: str
    password: str
    kind: AccountKind = AccountKind.API


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A card; ``spelling`` is how the older generation of chargers sends it."""

    pk: int
    id_tag: str
    owner_name: str | None = None
    owner_unit: str | None = None

    @property
    def spelling(self) -> str:
        """The same card in the other case."""
        return self.id_tag.swapcase()


@dataclass(slots=True, kw_only=True)
class Outlet:
    """A connector and the last status that the cloud got of it."""

    pk: int
    number: int
    power_max_w: int
    register_wh: int = 6_057_910
    status: str = "Available"
    error_code: str = "NoError"
    status_at: datetime
    shown: tuple[str, str, datetime] | None = None
    """What is told instead while `stale_status` is on."""

    @property
    def told(self) -> tuple[str, str, datetime]:
        """Status, error code and instant as they are told."""
        return self.shown or (self.status, self.error_code, self.status_at)


@dataclass(slots=True, kw_only=True)
class Charger:
    """A charger, its outlets by number."""

    pk: int
    tenant_pk: int
    box_id: str
    description: str
    outlets: dict[int, Outlet]
    heartbeat_at: datetime
    is_connected: bool = True
    swaps_case: bool = False
    """An older generation, which sends tags in the other case."""

    @property
    def uuid(self) -> str:
        """The cloud's name for it."""
        return str(uuid5(NAMESPACE_DNS, self.box_id))


@dataclass(slots=True, kw_only=True)
class Charging:
    """One transaction. What ``stopped_at`` says is known to the cloud from ``stop_known_at`` on."""

    id: int
    charger: Charger
    outlet: int
    tag: Tag
    started_at: datetime
    start_wh: int
    meter_wh: int
    stopped_at: datetime | None = None
    stop_known_at: datetime | None = None
    reason: str | None = None
    idle_s: int = 0

    @property
    def energy_wh(self) -> int:
        """What was charged so far, or in all."""
        return self.meter_wh - self.start_wh

    def is_stopped(self, at: datetime) -> bool:
        """Say whether the cloud knows at an instant that it is over."""
        return self.stop_known_at is not None and self.stop_known_at <= at


@dataclass(slots=True)
class Numbers:
    """Primary keys as a database gives them out."""

    last: int = 0

    def next(self) -> int:
        """Return the next one."""
        self.last += 1
        return self.last


def find_tag(tags: Iterable[Tag], id_tag: str) -> Tag | None:
    """Return the tag of this spelling, whatever its case."""
    return next((tag for tag in tags if tag.id_tag.casefold() == id_tag.casefold()), None)
