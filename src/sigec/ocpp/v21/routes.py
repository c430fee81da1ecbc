"""Which message of a 2.1 station goes where: as in 2.0.1, and what 2.1 adds."""

from collections.abc import Mapping

from sigec.ocpp.messages import v21
from sigec.ocpp.router import Handler, acknowledge
from sigec.ocpp.v2 import routes as v2
from sigec.ocpp.v21.incoming import certificates, payments

HANDLERS: Mapping[str, Handler] = {
    **v2.HANDLERS,
    "BatterySwap": acknowledge(v21.BatterySwapResponse()),
    "ClosePeriodicEventStream": acknowledge(v21.ClosePeriodicEventStreamResponse()),
    "GetCertificateChainStatus": certificates.get_certificate_chain_status,
    "NotifyDERAlarm": acknowledge(v21.NotifyDERAlarmResponse()),
    "NotifyDERStartStop": acknowledge(v21.NotifyDERStartStopResponse()),
    "NotifyPeriodicEventStream": acknowledge(None),
    "NotifyPriorityCharging": acknowledge(v21.NotifyPriorityChargingResponse()),
    "NotifySettlement": acknowledge(v21.NotifySettlementResponse()),
    "OpenPeriodicEventStream": acknowledge(
        v21.OpenPeriodicEventStreamResponse(status=v21.GenericStatusEnumType.ACCEPTED)
    ),
    "PullDynamicScheduleUpdate": acknowledge(
        v21.PullDynamicScheduleUpdateResponse(status=v21.ChargingProfileStatusEnumType.REJECTED)
    ),
    "ReportDERControl": acknowledge(v21.ReportDERControlResponse()),
    "VatNumberValidation": payments.vat_number_validation,
}
