"""Firmware and logs as 2.x says them (OCPP 2.0.1 blocks L and N)."""

from collections.abc import Mapping

from msgspec import Struct

from sigec.ocpp.messages import v201
from sigec.stations.model import (
    STATION_RETRIES,
    STATION_RETRY_INTERVAL_S,
    GetLog,
    LogKind,
    PublishFirmware,
    UnpublishFirmware,
    UpdateFirmware,
)

_KINDS: Mapping[LogKind, v201.LogEnumType] = {
    LogKind.DIAGNOSTICS: v201.LogEnumType.DIAGNOSTICS_LOG,
    LogKind.SECURITY: v201.LogEnumType.SECURITY_LOG,
}


def update_firmware(command: UpdateFirmware) -> tuple[str, Struct]:
    """Order an update, signed or not."""
    return "UpdateFirmware", v201.UpdateFirmwareRequest(
        request_id=command.request_id,
        retries=STATION_RETRIES,
        retry_interval=STATION_RETRY_INTERVAL_S,
        firmware=v201.FirmwareType(
            location=command.location,
            retrieve_date_time=command.retrieve_at,
            install_date_time=command.install_at,
            signing_certificate=command.signing_certificate,
            signature=command.signature,
        ),
    )


def publish_firmware(command: PublishFirmware) -> tuple[str, Struct]:
    """Order a local controller to offer a firmware."""
    return "PublishFirmware", v201.PublishFirmwareRequest(
        request_id=command.request_id,
        location=command.location,
        checksum=command.checksum,
        retries=STATION_RETRIES,
        retry_interval=STATION_RETRY_INTERVAL_S,
    )


def unpublish_firmware(command: UnpublishFirmware) -> tuple[str, Struct]:
    """Order a local controller to offer a firmware no more."""
    return "UnpublishFirmware", v201.UnpublishFirmwareRequest(checksum=command.checksum)


def get_log(command: GetLog) -> tuple[str, Struct] | None:
    """Ask for a log that 2.0.1 knows."""
    kind = _KINDS.get(command.kind)
    if kind is None:
        return None
    return "GetLog", v201.GetLogRequest(
        log_type=kind,
        request_id=command.request_id,
        retries=STATION_RETRIES,
        retry_interval=STATION_RETRY_INTERVAL_S,
        log=v201.LogParametersType(
            remote_location=command.location,
            oldest_timestamp=command.from_at,
            latest_timestamp=command.to_at,
        ),
    )
