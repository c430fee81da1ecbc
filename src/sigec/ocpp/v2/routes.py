"""Which message of a 2.x station goes where, and when it may be sent."""

from collections.abc import Mapping

from sigec.ocpp.frames import ErrorCode
from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call, Handler, Refused, acknowledge
from sigec.ocpp.v2.incoming import authorization, availability, provisioning, transactions
from sigec.stations.model import Registration

HANDLERS: Mapping[str, Handler] = {
    "Authorize": authorization.authorize,
    "BootNotification": provisioning.boot_notification,
    "ClearedChargingLimit": acknowledge(v201.ClearedChargingLimitResponse()),
    "DataTransfer": acknowledge(
        v201.DataTransferResponse(status=v201.DataTransferStatusEnumType.UNKNOWN_VENDOR_ID)
    ),
    "FirmwareStatusNotification": acknowledge(v201.FirmwareStatusNotificationResponse()),
    "Get15118EVCertificate": acknowledge(
        v201.Get15118EVCertificateResponse(
            status=v201.Iso15118EVCertificateStatusEnumType.FAILED, exi_response=""
        )
    ),
    "GetCertificateStatus": acknowledge(
        v201.GetCertificateStatusResponse(status=v201.GetCertificateStatusEnumType.FAILED)
    ),
    "Heartbeat": provisioning.heartbeat,
    "LogStatusNotification": acknowledge(v201.LogStatusNotificationResponse()),
    "MeterValues": transactions.meter_values,
    "NotifyChargingLimit": acknowledge(v201.NotifyChargingLimitResponse()),
    "NotifyCustomerInformation": acknowledge(v201.NotifyCustomerInformationResponse()),
    "NotifyDisplayMessages": acknowledge(v201.NotifyDisplayMessagesResponse()),
    "NotifyEVChargingNeeds": acknowledge(
        v201.NotifyEVChargingNeedsResponse(status=v201.NotifyEVChargingNeedsStatusEnumType.REJECTED)
    ),
    "NotifyEVChargingSchedule": acknowledge(
        v201.NotifyEVChargingScheduleResponse(status=v201.GenericStatusEnumType.ACCEPTED)
    ),
    "NotifyEvent": acknowledge(v201.NotifyEventResponse()),
    "NotifyMonitoringReport": acknowledge(v201.NotifyMonitoringReportResponse()),
    "NotifyReport": provisioning.notify_report,
    "PublishFirmwareStatusNotification": acknowledge(
        v201.PublishFirmwareStatusNotificationResponse()
    ),
    "ReportChargingProfiles": acknowledge(v201.ReportChargingProfilesResponse()),
    "ReservationStatusUpdate": acknowledge(v201.ReservationStatusUpdateResponse()),
    "SecurityEventNotification": acknowledge(v201.SecurityEventNotificationResponse()),
    "SignCertificate": acknowledge(
        v201.SignCertificateResponse(status=v201.GenericStatusEnumType.REJECTED)
    ),
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
