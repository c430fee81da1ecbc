"""How a 1.6 station answers each command, a file per feature profile."""

from sigec_sandbox.stations.replies import Routes
from sigec_sandbox.v16.commands import (
    core,
    firmware,
    local_list,
    remote_control,
    reservation,
    security,
    smart_charging,
    trigger,
)

ROUTES: Routes = {
    "CancelReservation": reservation.cancel_reservation,
    "CertificateSigned": security.certificate_signed,
    "ChangeAvailability": core.change_availability,
    "ChangeConfiguration": core.change_configuration,
    "ClearCache": core.clear_cache,
    "ClearChargingProfile": smart_charging.clear_charging_profile,
    "DataTransfer": core.data_transfer,
    "DeleteCertificate": security.delete_certificate,
    "ExtendedTriggerMessage": trigger.extended_trigger_message,
    "GetCompositeSchedule": smart_charging.get_composite_schedule,
    "GetConfiguration": core.get_configuration,
    "GetDiagnostics": firmware.get_diagnostics,
    "GetInstalledCertificateIds": security.get_installed_certificate_ids,
    "GetLocalListVersion": local_list.get_local_list_version,
    "GetLog": firmware.get_log,
    "InstallCertificate": security.install_certificate,
    "RemoteStartTransaction": remote_control.remote_start_transaction,
    "RemoteStopTransaction": remote_control.remote_stop_transaction,
    "ReserveNow": reservation.reserve_now,
    "Reset": core.reset,
    "SendLocalList": local_list.send_local_list,
    "SetChargingProfile": smart_charging.set_charging_profile,
    "SignedUpdateFirmware": firmware.signed_update_firmware,
    "TriggerMessage": trigger.trigger_message,
    "UnlockConnector": core.unlock_connector,
    "UpdateFirmware": firmware.update_firmware,
}
