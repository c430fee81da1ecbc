"""Stations as equipment: of which make, with which firmware, and whether they can be asked."""

from dataclasses import dataclass

from sigec.kit.ids import SiteId, StationId, TenantId


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetStation:
    """A station as whoever maintains it sees it."""

    id: StationId
    tenant_id: TenantId
    site_id: SiteId | None
    name: str
    vendor: str | None
    model: str | None
    firmware_version: str | None
    protocol: str | None
    is_connected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetFilter:
    """Which stations; each part narrows, spelled as stations tell it."""

    site_id: SiteId | None = None
    vendor: str | None = None
    model: str | None = None
    firmware_version: str | None = None
