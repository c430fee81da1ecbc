"""Firmware and logs as 1.6 says them: plain, or by its security extension."""

from msgspec import Struct

from sigec.ocpp.messages import v16
from sigec.stations.model import (
    STATION_RETRIES,
    STATION_RETRY_INTERVAL_S,
    GetLog,
    LogKind,
    UpdateFirmware,
)


def update_firmware(command: UpdateFirmware) -> tuple[str, Struct] | None:
    """Send SignedUpdateFirmware for what is signed, else UpdateFirmware, which installs at once."""
    if command.signature is not None and command.signing_certificate is not None:
        return "SignedUpdateFirmware", v16.SignedUpdateFirmwareRequest(
            request_id=command.request_id,
            retries=STATION_RETRIES,
            retry_interval=STATION_RETRY_INTERVAL_S,
            firmware=v16.FirmwareType(
                location=command.location,
                retrieve_date_time=command.retrieve_at,
                install_date_time=command.install_at,
                signing_certificate=command.signing_certificate,
                signature=command.signature,
            ),
        )
    if command.install_at is not None:
        return None
    return "UpdateFirmware", v16.UpdateFirmwareRequest(
        location=command.location,
        retrieve_date=command.retrieve_at,
        retries=STATION_RETRIES,
        retry_interval=STATION_RETRY_INTERVAL_S,
    )


def get_log(command: GetLog) -> tuple[str, Struct] | None:
    """Send GetDiagnostics, which every station knows, or GetLog for the security log."""
    match command.kind:
        case LogKind.DIAGNOSTICS:
            return "GetDiagnostics", v16.GetDiagnosticsRequest(
                location=command.location,
                retries=STATION_RETRIES,
                retry_interval=STATION_RETRY_INTERVAL_S,
                start_time=command.from_at,
                stop_time=command.to_at,
            )
        case LogKind.SECURITY:
            return "GetLog", v16.GetLogRequest(
                log_type=v16.LogEnumType.SECURITY_LOG,
                request_id=command.request_id,
                retries=STATION_RETRIES,
                retry_interval=STATION_RETRY_INTERVAL_S,
                log=v16.LogParametersType(
                    remote_location=command.location,
                    oldest_timestamp=command.from_at,
                    latest_timestamp=command.to_at,
                ),
            )
        case LogKind.DATA_COLLECTOR:
            return None
