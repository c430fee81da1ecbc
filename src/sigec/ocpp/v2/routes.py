"""Which message of a 2.x station goes where, and when it may be sent."""

from collections.abc import Mapping

from sigec.ocpp.frames import ErrorCode
from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call, Handler, Refused, announce
from sigec.ocpp.v2.incoming import (
    authorization,
    availability,
    certificates,
    data_transfer,
    diagnostics,
    display,
    firmware,
    provisioning,
    reservation,
    security,
    smart_charging,
    transactions,
)
from sigec.stations.model import Registration

HANDLERS: Mapping[str, Handler] = {
    "Authorize": authorization.authorize,
    "BootNotification": provisioning.boot_notification,
    "ClearedChargingLimit": announce(smart_charging.cleared_charging_limit),
    "DataTransfer": announce(
        data_transfer.vendor_message,
        v201.DataTransferResponse(status=v201.DataTransferStatusEnumType.UNKNOWN_VENDOR_ID),
    ),
    "FirmwareStatusNotification": announce(firmware.firmware_status),
    "Get15118EVCertificate": announce(
        certificates.contract_certificate,
        v201.Get15118EVCertificateResponse(
            status=v201.Iso15118EVCertificateStatusEnumType.FAILED, exi_response=""
        ),
    ),
    "GetCertificateStatus": announce(
        certificates.certificate_status,
        v201.GetCertificateStatusResponse(status=v201.GetCertificateStatusEnumType.FAILED),
    ),
    "Heartbeat": provisioning.heartbeat,
    "LogStatusNotification": announce(diagnostics.log_status),
    "MeterValues": transactions.meter_values,
    "NotifyChargingLimit": announce(smart_charging.charging_limit),
    "NotifyCustomerInformation": announce(diagnostics.customer_information),
    "NotifyDisplayMessages": announce(display.display_messages),
    "NotifyEVChargingNeeds": announce(
        smart_charging.charging_needs,
        v201.NotifyEVChargingNeedsResponse(
            status=v201.NotifyEVChargingNeedsStatusEnumType.REJECTED
        ),
    ),
    "NotifyEVChargingSchedule": announce(
        smart_charging.charging_schedule,
        v201.NotifyEVChargingScheduleResponse(status=v201.GenericStatusEnumType.ACCEPTED),
    ),
    "NotifyEvent": diagnostics.notify_event,
    "NotifyMonitoringReport": diagnostics.notify_monitoring_report,
    "NotifyReport": provisioning.notify_report,
    "PublishFirmwareStatusNotification": announce(firmware.firmware_publishing),
    "ReportChargingProfiles": smart_charging.charging_profiles,
    "ReservationStatusUpdate": announce(reservation.reservation_status),
    "SecurityEventNotification": announce(security.security_event),
    "SignCertificate": certificates.sign_certificate,
    "StatusNotification": availability.status_notification,
    "TransactionEvent": transactions.transaction_event,
}


def gate(call: Call) -> None:
    """Hear of a station that is not accepted only its boot, and what it was asked for.

    :raises Refused: for anything else it sends.
    """
    known = call.services.stations.find(call.station.station_id) or call.station
    is_heard = call.action == "BootNotification" or call.action in call.invited
    if known.registration is not Registration.ACCEPTED and not is_heard:
        raise Refused(ErrorCode.SECURITY_ERROR, "the station is not accepted")
