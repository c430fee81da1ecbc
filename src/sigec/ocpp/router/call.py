"""What a handler is given beside the typed request, and what it is."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, field

from sigec.journal import Entry
from sigec.ocpp.frames import OcppVersion
from sigec.ocpp.router.services import Services
from sigec.stations.model import Admission, Deviation

ACTION_LENGTH_MAX = 50
MESSAGE_ID_LENGTH_MAX = 255


class Call(Struct, frozen=True, kw_only=True, gc=False):
    """One message of a station. ``request`` is the payload as it came.

    ``invited`` are actions that we asked the station for on this connection.
    """

    services: Services
    station: Admission
    version: OcppVersion
    action: str
    message_id: str
    request: str
    received_at: datetime
    invited: frozenset[str] = frozenset()
    deviations: frozenset[Deviation] = field(default_factory=frozenset)

    def entry(
        self,
        *,
        at: datetime | None = None,
        answer: str | None = None,
        evse: int | None = None,
        connector: int | None = None,
    ) -> Entry:
        """Make the journal's row for this message; ``at`` is the source's instant."""
        return Entry(
            tenant_id=self.station.tenant_id,
            station_id=self.station.station_id,
            protocol=self.version.value,
            direction="in",
            action=_storable(self.action, ACTION_LENGTH_MAX),
            message_id=_storable(self.message_id, MESSAGE_ID_LENGTH_MAX),
            request=self.request,
            answer=answer,
            at=at or self.received_at,
            received_at=self.received_at,
            evse=evse,
            connector=connector,
        )

    async def keep(self, response: Struct | None = None) -> bytes:
        """Journal a message that changes nothing else; return its answer once that is durable."""
        payload = b"{}" if response is None else msgspec.json.encode(response)
        return await self.services.stations.record_fact(self.entry(), lambda: payload)


def _storable(text: str, length_max: int) -> str:
    """Return the text as every database takes it: PostgreSQL refuses NUL."""
    return text.replace("\0", "")[:length_max]


Handler: TypeAlias = Callable[[Call, Any], Awaitable[bytes | Struct]]
"""Deals with one action and returns the payload of its answer, typed or as JSON.

:raises Refused: to answer with a CALLERROR.
"""

Gate: TypeAlias = Callable[[Call], None]
"""Decides whether a station may send a message at all.

:raises Refused: when it may not.
"""
