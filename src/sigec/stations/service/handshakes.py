"""List refused handshakes without letting whoever knocks fill the database."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Ingest
from sigec.kit.ids import StationId, StreamId, TenantId
from sigec.kit.ports import Clock
from sigec.stations._store.handshakes import RefusedHandshakes, count_handshakes
from sigec.stations.model import IncidentKind, Peer, RefusalReason, Trouble
from sigec.stations.service.troubles import begin_troubles

WRITES_PER_SECOND = 2
WRITES_BURST = 120
WAITING_MAX = 1_000

_LANE = UUID(int=0)
"""Handshakes belong to no station: they all take the same lane."""


class HandshakeLog:
    """Counts refusals; when they come too fast, what cannot be written waits for its next turn."""

    def __init__(self, *, ingest: Ingest, clock: Clock) -> None:
        self._ingest = ingest
        self._clock = clock
        self._allowed = float(WRITES_BURST)
        self._refilled_at = clock.now()
        self._waiting: OrderedDict[tuple[str, str, RefusalReason], int] = OrderedDict()

    def note(
        self,
        identity: str,
        tenant_id: TenantId | None,
        peer: Peer,
        reason: RefusalReason,
        *,
        station_id: StationId | None = None,
    ) -> None:
        """Count a refusal, and store it some time soon.

        With ``station_id`` it is told as a security event of the station whose name was taken.
        """
        now = self._clock.now()
        key = (identity, peer.address, reason)
        count = self._waiting.pop(key, 0) + 1
        if not self._may_write(now):
            self._waiting[key] = count
            if len(self._waiting) > WAITING_MAX:
                self._waiting.popitem(last=False)
            return
        refused = RefusedHandshakes(
            identity=identity.replace("\0", ""),
            tenant_id=tenant_id,
            address=peer.address,
            reason=reason,
            count=count,
            at=now,
            station_id=station_id,
        )
        self._ingest.post(_LANE, _apply, refused)

    def _may_write(self, now: datetime) -> bool:
        refill = (now - self._refilled_at).total_seconds() * WRITES_PER_SECOND
        self._allowed = min(WRITES_BURST, self._allowed + refill)
        self._refilled_at = now
        if self._allowed < 1:
            return False
        self._allowed -= 1
        return True


async def _apply(
    connection: AsyncConnection, _stream: StreamId, refused: Sequence[RefusedHandshakes]
) -> Sequence[None]:
    await count_handshakes(connection, refused)
    for each in refused:
        if each.station_id is not None and each.tenant_id is not None:
            trouble = Trouble(
                tenant_id=each.tenant_id,
                kind=IncidentKind.SECURITY_EVENT,
                began_at=each.at,
                station_id=each.station_id,
                error_code=each.reason.value,
                detail=each.address,
            )
            await begin_troubles(connection, [trouble], at=each.at)
    return [None] * len(refused)
