"""What a source tells of a station that has no socket here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sigec.kit.ids import StationId, TenantId


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredConnector:
    """A connector as the source lists it; ``number`` is OCPP 1.6's, which is its EVSE's too."""

    number: int
    type: str | None = None
    power_max_w: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorReport:
    """How a station is, by its source at the instant ``at``; ``seen_at`` is its last heartbeat."""

    station_id: StationId
    tenant_id: TenantId
    at: datetime
    protocol: str
    seen_at: datetime | None
    is_connected: bool
    vendor: str | None = None
    model: str | None = None
    serial_number: str | None = None
    firmware_version: str | None = None
    connectors: Sequence[MirroredConnector] = ()
