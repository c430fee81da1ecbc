"""How a 1.6 station answers each command, a file per feature profile."""

from sigec_sandbox.stations.replies import Routes
from sigec_sandbox.v16.commands import (
    core,
    local_list,
    remote_control,
    reservation,
    smart_charging,
    trigger,
)

ROUTES: Routes = {
    "CancelReservation": reservation.cancel_reservation,
    "ChangeAvailability": core.change_availability,
    "ChangeConfiguration": core.change_configuration,
    "ClearCache": core.clear_cache,
    "ClearChargingProfile": smart_charging.clear_charging_profile,
    "DataTransfer": core.data_transfer,
    "GetCompositeSchedule": smart_charging.get_composite_schedule,
    "GetConfiguration": core.get_configuration,
    "GetLocalListVersion": local_list.get_local_list_version,
    "RemoteStartTransaction": remote_control.remote_start_transaction,
    "RemoteStopTransaction": remote_control.remote_stop_transaction,
    "ReserveNow": reservation.reserve_now,
    "Reset": core.reset,
    "SendLocalList": local_list.send_local_list,
    "SetChargingProfile": smart_charging.set_charging_profile,
    "TriggerMessage": trigger.trigger_message,
    "UnlockConnector": core.unlock_connector,
}
