"""What a 1.6 station may send because we asked for it, also before it is accepted."""

from collections.abc import Mapping
from typing import Any

_INVITED = {
    "GetDiagnostics": "DiagnosticsStatusNotification",
    "GetLog": "LogStatusNotification",
    "SignedUpdateFirmware": "SignedFirmwareStatusNotification",
    "UpdateFirmware": "FirmwareStatusNotification",
}
_TRIGGERS = frozenset({"TriggerMessage", "ExtendedTriggerMessage"})
_RENAMED = {"SignChargePointCertificate": "SignCertificate"}


def invited_by(action: str, payload: Mapping[str, Any]) -> str | None:
    """Return the action that a request of ours asks for."""
    if action in _TRIGGERS:
        wanted = str(payload.get("requestedMessage"))
        return _RENAMED.get(wanted, wanted)
    return _INVITED.get(action)
