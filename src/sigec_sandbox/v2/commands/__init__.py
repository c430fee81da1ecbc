"""How a 2.x station answers each command, a file per functional block."""

from sigec_sandbox.stations.replies import Routes
from sigec_sandbox.v2.commands import (
    authorization,
    availability,
    provisioning,
    remote_control,
    reservation,
    smart_charging,
    transactions,
)

ROUTES_2: Routes = {
    "CancelReservation": reservation.cancel_reservation,
    "ChangeAvailability": availability.change_availability,
    "ClearCache": authorization.clear_cache,
    "ClearChargingProfile": smart_charging.clear_charging_profile,
    "DataTransfer": provisioning.data_transfer,
    "GetBaseReport": provisioning.get_base_report,
    "GetChargingProfiles": smart_charging.get_charging_profiles,
    "GetCompositeSchedule": smart_charging.get_composite_schedule,
    "GetLocalListVersion": authorization.get_local_list_version,
    "GetReport": provisioning.get_report,
    "GetTransactionStatus": transactions.get_transaction_status,
    "GetVariables": provisioning.get_variables,
    "RequestStartTransaction": remote_control.request_start_transaction,
    "RequestStopTransaction": remote_control.request_stop_transaction,
    "ReserveNow": reservation.reserve_now,
    "Reset": provisioning.reset,
    "SendLocalList": authorization.send_local_list,
    "SetChargingProfile": smart_charging.set_charging_profile,
    "SetVariables": provisioning.set_variables,
    "TriggerMessage": remote_control.trigger_message,
    "UnlockConnector": remote_control.unlock_connector,
}

ROUTES_21: Routes = ROUTES_2
