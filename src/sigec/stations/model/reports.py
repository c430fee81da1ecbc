"""What a station reports of itself, in our own words: the seam that every protocol shares.

Numbers of EVSEs and connectors are OCPP's. OCPP 1.6 knows no EVSE: its connectorId is given as
both, and connectorId 0, the station as a whole, as ``None``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sigec.kit.ids import StationId
from sigec.stations.model.status import ConnectorStatus


class Registration(StrEnum):
    """Whether a station is one of ours."""

    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class BootReport:
    """What a station says of itself when it starts (BootNotification)."""

    station_id: StationId
    received_at: datetime
    vendor: str
    model: str
    serial_number: str | None = None
    firmware_version: str | None = None
    reason: str | None = None

    @property
    def is_restart(self) -> bool:
        """Whether the station says it started anew, or says nothing; not if we only asked it."""
        return self.reason != "Triggered"


@dataclass(frozen=True, slots=True, kw_only=True)
class BootOutcome:
    """What a booting station is told; ``interval_s`` is its heartbeat, or its wait to try again."""

    registration: Registration
    interval_s: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorPlace:
    """Which connector of which station."""

    station_id: StationId
    evse: int
    connector: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """A status (StatusNotification) of a connector, or of the whole station.

    ``evse`` and ``connector`` are both ``None`` for the station. ``at`` is the source's instant,
    ``None`` when it is missing or impossible. ``error_code`` is as the station wrote it.
    """

    station_id: StationId
    status: ConnectorStatus
    received_at: datetime
    evse: int | None = None
    connector: int | None = None
    at: datetime | None = None
    error_code: str | None = None
    vendor_error_code: str | None = None
    detail: str | None = None

    @property
    def place(self) -> ConnectorPlace | None:
        """Which connector it is about, ``None`` for the station as a whole (0 counts as absent)."""
        if not self.evse or not self.connector:
            return None
        return ConnectorPlace(station_id=self.station_id, evse=self.evse, connector=self.connector)

    @property
    def happened_at(self) -> datetime:
        """The source's instant, or the receipt when there is none."""
        return self.at or self.received_at
