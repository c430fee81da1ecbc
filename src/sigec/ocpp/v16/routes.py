"""Which message of a 1.6 station goes where, and when it may be sent."""

from collections.abc import Mapping

from sigec.ocpp.frames import ErrorCode
from sigec.ocpp.messages import v16
from sigec.ocpp.router import Call, Handler, Refused, acknowledge
from sigec.ocpp.v16.incoming import core
from sigec.stations.model import Registration

HANDLERS: Mapping[str, Handler] = {
    "Authorize": core.authorize,
    "BootNotification": core.boot_notification,
    "DataTransfer": acknowledge(
        v16.DataTransferResponse(status=v16.DataTransferStatus.UNKNOWN_VENDOR_ID)
    ),
    "DiagnosticsStatusNotification": acknowledge(v16.DiagnosticsStatusNotificationResponse()),
    "FirmwareStatusNotification": acknowledge(v16.FirmwareStatusNotificationResponse()),
    "Heartbeat": core.heartbeat,
    "LogStatusNotification": acknowledge(v16.LogStatusNotificationResponse()),
    "MeterValues": core.meter_values,
    "SecurityEventNotification": acknowledge(v16.SecurityEventNotificationResponse()),
    "SignCertificate": acknowledge(
        v16.SignCertificateResponse(status=v16.GenericStatusEnumType.REJECTED)
    ),
    "SignedFirmwareStatusNotification": acknowledge(v16.SignedFirmwareStatusNotificationResponse()),
    "StartTransaction": core.start_transaction,
    "StatusNotification": core.status_notification,
    "StopTransaction": core.stop_transaction,
}

ALWAYS_HEARD = frozenset({"BootNotification", "StartTransaction", "StopTransaction"})


def gate(call: Call) -> None:
    """Hear a station that is not accepted only where silence costs a charge, or when asked.

    :raises Refused: for anything else it sends.
    """
    known = call.services.stations.find(call.station.station_id) or call.station
    is_heard = call.action in ALWAYS_HEARD or call.action in call.invited
    if known.registration is not Registration.ACCEPTED and not is_heard:
        raise Refused(ErrorCode.SECURITY_ERROR, "the station is not accepted")
