"""What sessions need from outside: who reads the journal's rows, and who hears of progress."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.journal import Entry
from sigec.kit.ids import ConnectorId, PersonId, SessionId, StationId, TenantId
from sigec.sessions.model import Session, SessionStatus, TransactionReport


class ReportReader(Protocol):
    """Knows every protocol's messages; the very translation that recorded a row reads it back."""

    def __call__(self, entry: Entry) -> TransactionReport | None:
        """Return the report that the entry's request is, ``None`` when it is of another kind."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionProgress:
    """How a session stands; JSON-safe, for whoever watches. The amount is in minor units."""

    tenant_id: TenantId
    session_id: SessionId
    station_id: StationId
    connector_id: ConnectorId | None
    evse: int | None
    connector: int | None
    person_id: PersonId | None
    at: datetime
    status: SessionStatus
    energy_wh: int | None
    power_w: int | None
    offered_w: int | None
    soc_percent: float | None
    amount_minor: int | None
    currency: str | None


class PowerTold(NamedTuple):
    """What a meter said of a session's power at an instant of its own."""

    session_id: SessionId
    at: datetime
    power_w: int


AfterCommit = Callable[[], Awaitable[None]]
"""What is to be done once a transaction is committed."""


class PowerWatcher(Protocol):
    """Judges what sessions draw, each row once, in the transaction that stores its readings."""

    async def observe(
        self,
        connection: AsyncConnection,
        sessions: Sequence[Session],
        powers: Sequence[PowerTold],
    ) -> AfterCommit | None:
        """Take in what was told of sessions that go on, with all powers among it, in order."""
        ...


class ProgressListener(Protocol):
    """Hears how sessions go on; what it misses is gone."""

    async def progressed(self, progress: Sequence[SessionProgress]) -> None:
        """Tell whoever watches now."""
        ...
