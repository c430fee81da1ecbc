"""What happens to stations and their connectors."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import ConnectorId, DesireId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class StationChanged(Event):
    """A station was created, edited, adopted or removed; what is remembered of it is stale."""

    name: ClassVar[str] = "station.changed"
    station_id: StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class StationBooted(Event):
    """A station sent BootNotification."""

    name: ClassVar[str] = "station.booted"
    station_id: StationId
    registration: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationConnected(Event):
    """A station's authenticated socket was opened.

    ``certificate_fingerprint`` is that of the certificate it showed, in hex.
    """

    name: ClassVar[str] = "station.connected"
    station_id: StationId
    protocol: str
    certificate_fingerprint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationDisconnected(Event):
    """A station has no socket any more."""

    name: ClassVar[str] = "station.disconnected"
    station_id: StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class StationAnnounced(Event):
    """A station told of something; ``key``, ``status`` and ``evse`` where it is one thing."""

    name: ClassVar[str] = "station.announced"
    station_id: StationId
    topic: str
    key: str | None = None
    status: str | None = None
    evse: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorStatusChanged(Event):
    """A connector reported another status or error than before; both as OCPP spells them."""

    name: ClassVar[str] = "connector.status_changed"
    station_id: StationId
    connector_id: ConnectorId
    evse: int
    connector: int
    status: str
    previous_status: str | None = None
    error_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationDesireChanged(Event):
    """What is wanted of a station changed, or how near the station is to it.

    ``state`` is ``None`` when it is wanted no longer.
    """

    name: ClassVar[str] = "station.desire_changed"
    station_id: StationId
    desire_id: DesireId
    kind: str
    subject: str
    state: str | None
    needs_reboot: bool = False
    reason: str | None = None
