"""What a station can be told about its firmware and its logs, whatever version it speaks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

STATION_RETRIES = 3
"""How often a station tries again by itself before it gives up."""
STATION_RETRY_INTERVAL_S = 60


class LogKind(StrEnum):
    """The logs that stations keep."""

    DIAGNOSTICS = "diagnostics"
    SECURITY = "security"
    DATA_COLLECTOR = "data_collector"
    """2.1 only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFirmware:
    """Fetch a firmware, check its signature if there is one, and install it.

    Without ``install_at`` at once. 1.6 knows no ``request_id`` unless the firmware is signed.
    """

    request_id: int
    location: str
    retrieve_at: datetime
    install_at: datetime | None = None
    signature: str | None = None
    signing_certificate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishFirmware:
    """Fetch a firmware and offer it to the stations behind this one (2.x); ``checksum`` is MD5."""

    request_id: int
    location: str
    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpublishFirmware:
    """Offer a firmware no more (2.x)."""

    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GetLog:
    """Upload a log to a location; without instants all of it."""

    kind: LogKind
    request_id: int
    location: str
    from_at: datetime | None = None
    to_at: datetime | None = None
