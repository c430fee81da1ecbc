"""Which message of a 1.6 station goes where, and when it may be sent."""

from collections.abc import Mapping

from sigec.ocpp.frames import ErrorCode
from sigec.ocpp.messages import v16
from sigec.ocpp.router import Call, Handler, Refused, announce
from sigec.ocpp.v16.incoming import announcements as told
from sigec.ocpp.v16.incoming import certificates, core
from sigec.stations.model import Registration

HANDLERS: Mapping[str, Handler] = {
    "Authorize": core.authorize,
    "BootNotification": core.boot_notification,
    "DataTransfer": announce(
        told.vendor_message,
        v16.DataTransferResponse(status=v16.DataTransferStatus.UNKNOWN_VENDOR_ID),
    ),
    "DiagnosticsStatusNotification": announce(told.diagnostics_status),
    "FirmwareStatusNotification": announce(told.firmware_status),
    "Heartbeat": core.heartbeat,
    "LogStatusNotification": announce(told.log_status),
    "MeterValues": core.meter_values,
    "SecurityEventNotification": announce(told.security_event),
    "SignCertificate": certificates.sign_certificate,
    "SignedFirmwareStatusNotification": announce(told.signed_firmware_status),
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
