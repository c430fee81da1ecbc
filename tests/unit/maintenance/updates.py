"""Updates as tests need them."""

from datetime import UTC, datetime
from typing import Any

from sigec.kit.ids import FirmwareImageId, FirmwareUpdateId, StationId, TenantId, new_id
from sigec.maintenance.model import Update, UpdateKind, UpdateStatus

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def update(**more: Any) -> Update:
    """Return an update that was asked for at noon, or what ``more`` makes of it."""
    values: dict[str, Any] = {
        "id": FirmwareUpdateId(new_id()),
        "tenant_id": TenantId(new_id()),
        "station_id": StationId(new_id()),
        "image_id": FirmwareImageId(new_id()),
        "campaign_id": None,
        "kind": UpdateKind.UPDATE,
        "request_id": 1,
        "status": UpdateStatus.ASKED,
        "reason": None,
        "attempts": 1,
        "attempts_max": 3,
        "previous_version": "1.0.0",
        "target_version": "2.0.0",
        "install_at": None,
        "next_try_at": None,
        "heard_at": NOON,
        "created_at": NOON,
        "created_by": None,
        "ended_at": None,
        "is_proven": False,
        "sent_bytes": 0,
        "locations": (),
    }
    return Update(**{**values, **more})
