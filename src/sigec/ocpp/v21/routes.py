"""Which message of a 2.1 station goes where: as in 2.0.1, and what 2.1 adds."""

from collections.abc import Mapping

from sigec.ocpp.messages import v21
from sigec.ocpp.router import Handler, announce
from sigec.ocpp.v2 import routes as v2
from sigec.ocpp.v21.incoming import announcements as told
from sigec.ocpp.v21.incoming import certificates, payments

HANDLERS: Mapping[str, Handler] = {
    **v2.HANDLERS,
    "BatterySwap": announce(told.battery_swap),
    "ClosePeriodicEventStream": announce(told.stream_closed),
    "GetCertificateChainStatus": certificates.get_certificate_chain_status,
    "NotifyDERAlarm": announce(told.der_alarm),
    "NotifyDERStartStop": announce(told.der_start_stop),
    "NotifyPeriodicEventStream": announce(told.stream_values),
    "NotifyPriorityCharging": announce(told.priority_charging),
    "NotifySettlement": announce(told.settlement),
    "OpenPeriodicEventStream": announce(
        told.stream_opened,
        v21.OpenPeriodicEventStreamResponse(status=v21.GenericStatusEnumType.ACCEPTED),
    ),
    "PullDynamicScheduleUpdate": announce(
        told.dynamic_schedule,
        v21.PullDynamicScheduleUpdateResponse(status=v21.ChargingProfileStatusEnumType.REJECTED),
    ),
    "ReportDERControl": announce(told.der_controls),
    "VatNumberValidation": payments.vat_number_validation,
}
