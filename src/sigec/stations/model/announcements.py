"""What stations tell of beside boots, statuses and charges: their last word on each thing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sigec.kit.ids import AnnouncementId
from sigec.stations.model.incidents import IncidentKind, Trouble

KEY_LENGTH_MAX = 400
STATUS_LENGTH_MAX = 100


class AnnouncementTopic(StrEnum):
    """What an announcement is about."""

    BATTERY_SWAP = "battery_swap"
    CERTIFICATE_REQUEST = "certificate_request"
    CERTIFICATE_STATUS = "certificate_status"
    CHARGING_LIMIT = "charging_limit"
    CHARGING_NEEDS = "charging_needs"
    CHARGING_PROFILE = "charging_profile"
    CHARGING_SCHEDULE = "charging_schedule"
    CONTRACT_CERTIFICATE = "contract_certificate"
    CUSTOMER_INFORMATION = "customer_information"
    DER_ALARM = "der_alarm"
    DER_CONTROL = "der_control"
    DISPLAY_MESSAGE = "display_message"
    DYNAMIC_SCHEDULE = "dynamic_schedule"
    EVENT = "event"
    EVENT_STREAM = "event_stream"
    FIRMWARE = "firmware"
    FIRMWARE_PUBLISHING = "firmware_publishing"
    LOG = "log"
    """An upload of a log; diagnostics in OCPP 1.6."""
    MONITOR = "monitor"
    PRIORITY_CHARGING = "priority_charging"
    RESERVATION = "reservation"
    SECURITY_EVENT = "security_event"
    SETTLEMENT = "settlement"
    VENDOR_MESSAGE = "vendor_message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One thing that a station told. Of those with the same topic and key the latest counts.

    ``status`` and ``detail`` are spelled as OCPP does. ``at`` is the source's instant, ``None``
    when it tells none.
    """

    topic: AnnouncementTopic
    key: str = ""
    status: str | None = None
    evse: int | None = None
    at: datetime | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    def cut(self) -> Self:
        """Return it as it can be stored: a name that is too long is one all the same."""
        status = None if self.status is None else self.status[:STATUS_LENGTH_MAX]
        return replace(self, key=self.key[:KEY_LENGTH_MAX], status=status)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnnouncement:
    """What a station last said of a thing, and when that reached us."""

    id: AnnouncementId
    announcement: Announcement
    received_at: datetime


_ROUTINE = frozenset(
    {
        "FirmwareUpdated",
        "MaintenanceLoginAccepted",
        "ReconfigurationOfSecurityParameters",
        "ResetOrReboot",
        "SettingSystemTime",
        "StartupOfTheDevice",
    }
)
"""Security events of every day, which call for nobody."""


def is_alarming(announcement: Announcement) -> bool:
    """Say whether somebody should look at what a station told."""
    return (
        announcement.topic is AnnouncementTopic.SECURITY_EVENT and announcement.key not in _ROUTINE
    )


def security_trouble(told: Announcement, **owner: Any) -> Trouble:
    """Make the trouble of a security event; ``owner`` is whose station, which, and since when."""
    detail = told.detail.get("techInfo")
    return Trouble(
        kind=IncidentKind.SECURITY_EVENT,
        error_code=told.key,
        detail=detail if isinstance(detail, str) else None,
        **owner,
    )
