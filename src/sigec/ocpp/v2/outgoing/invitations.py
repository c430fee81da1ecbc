"""What a 2.x station may send because we asked for it, also before it is accepted."""

from collections.abc import Mapping
from typing import Any

_INVITED = {
    "CustomerInformation": "NotifyCustomerInformation",
    "GetBaseReport": "NotifyReport",
    "GetChargingProfiles": "ReportChargingProfiles",
    "GetDERControl": "ReportDERControl",
    "GetDisplayMessages": "NotifyDisplayMessages",
    "GetLog": "LogStatusNotification",
    "GetMonitoringReport": "NotifyMonitoringReport",
    "GetReport": "NotifyReport",
    "PublishFirmware": "PublishFirmwareStatusNotification",
    "SetVariableMonitoring": "NotifyEvent",
    "UpdateFirmware": "FirmwareStatusNotification",
}
_CERTIFICATES = frozenset(
    {
        "SignChargingStationCertificate",
        "SignV2GCertificate",
        "SignV2G20Certificate",
        "SignCombinedCertificate",
    }
)


def invited_by(action: str, payload: Mapping[str, Any]) -> str | None:
    """Return the action that a request of ours asks for."""
    if action == "TriggerMessage":
        wanted = str(payload.get("requestedMessage"))
        return "SignCertificate" if wanted in _CERTIFICATES else wanted
    return _INVITED.get(action)
