"""OCPP 1.6: every message as a strict type (generated, do not edit)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta

from sigec.ocpp.messages.base import Action, Instant, Integer, Strict


class CertificateSignedStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class HashAlgorithmEnumType(StrEnum):
    SHA256 = "SHA256"
    SHA384 = "SHA384"
    SHA512 = "SHA512"


class CertificateHashDataType(Strict, frozen=True, kw_only=True):
    hash_algorithm: HashAlgorithmEnumType
    issuer_name_hash: Annotated[str, Meta(max_length=128)]
    issuer_key_hash: Annotated[str, Meta(max_length=128)]
    serial_number: Annotated[str, Meta(max_length=40)]


class DeleteCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAILED = "Failed"
    NOT_FOUND = "NotFound"


class MessageTriggerEnumType(StrEnum):
    BOOT_NOTIFICATION = "BootNotification"
    LOG_STATUS_NOTIFICATION = "LogStatusNotification"
    FIRMWARE_STATUS_NOTIFICATION = "FirmwareStatusNotification"
    HEARTBEAT = "Heartbeat"
    METER_VALUES = "MeterValues"
    SIGN_CHARGE_POINT_CERTIFICATE = "SignChargePointCertificate"
    STATUS_NOTIFICATION = "StatusNotification"


class TriggerMessageStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NOT_IMPLEMENTED = "NotImplemented"


class CertificateUseEnumType(StrEnum):
    CENTRAL_SYSTEM_ROOT_CERTIFICATE = "CentralSystemRootCertificate"
    MANUFACTURER_ROOT_CERTIFICATE = "ManufacturerRootCertificate"


class GetInstalledCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    NOT_FOUND = "NotFound"


class LogEnumType(StrEnum):
    DIAGNOSTICS_LOG = "DiagnosticsLog"
    SECURITY_LOG = "SecurityLog"


class LogParametersType(Strict, frozen=True, kw_only=True):
    remote_location: Annotated[str, Meta(max_length=512)]
    oldest_timestamp: Instant | None = None
    latest_timestamp: Instant | None = None


class LogStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    ACCEPTED_CANCELED = "AcceptedCanceled"


class InstallCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAILED = "Failed"
    REJECTED = "Rejected"


class UploadLogStatusEnumType(StrEnum):
    BAD_MESSAGE = "BadMessage"
    IDLE = "Idle"
    NOT_SUPPORTED_OPERATION = "NotSupportedOperation"
    PERMISSION_DENIED = "PermissionDenied"
    UPLOADED = "Uploaded"
    UPLOAD_FAILURE = "UploadFailure"
    UPLOADING = "Uploading"


class GenericStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class FirmwareStatusEnumType(StrEnum):
    DOWNLOADED = "Downloaded"
    DOWNLOAD_FAILED = "DownloadFailed"
    DOWNLOADING = "Downloading"
    DOWNLOAD_SCHEDULED = "DownloadScheduled"
    DOWNLOAD_PAUSED = "DownloadPaused"
    IDLE = "Idle"
    INSTALLATION_FAILED = "InstallationFailed"
    INSTALLING = "Installing"
    INSTALLED = "Installed"
    INSTALL_REBOOTING = "InstallRebooting"
    INSTALL_SCHEDULED = "InstallScheduled"
    INSTALL_VERIFICATION_FAILED = "InstallVerificationFailed"
    INVALID_SIGNATURE = "InvalidSignature"
    SIGNATURE_VERIFIED = "SignatureVerified"


class FirmwareType(Strict, frozen=True, kw_only=True):
    location: Annotated[str, Meta(max_length=512)]
    retrieve_date_time: Instant
    signing_certificate: Annotated[str, Meta(max_length=5500)]
    signature: Annotated[str, Meta(max_length=800)]
    install_date_time: Instant | None = None


class UpdateFirmwareStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    ACCEPTED_CANCELED = "AcceptedCanceled"
    INVALID_CERTIFICATE = "InvalidCertificate"
    REVOKED_CERTIFICATE = "RevokedCertificate"


class AuthorizationStatus(StrEnum):
    ACCEPTED = "Accepted"
    BLOCKED = "Blocked"
    EXPIRED = "Expired"
    INVALID = "Invalid"
    CONCURRENT_TX = "ConcurrentTx"


class IdTagInfo(Strict, frozen=True, kw_only=True):
    status: AuthorizationStatus
    expiry_date: Instant | None = None
    parent_id_tag: Annotated[str, Meta(max_length=20)] | None = None


class RegistrationStatus(StrEnum):
    ACCEPTED = "Accepted"
    PENDING = "Pending"
    REJECTED = "Rejected"


class CancelReservationStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class AvailabilityType(StrEnum):
    INOPERATIVE = "Inoperative"
    OPERATIVE = "Operative"


class AvailabilityStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    SCHEDULED = "Scheduled"


class ConfigurationStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    REBOOT_REQUIRED = "RebootRequired"
    NOT_SUPPORTED = "NotSupported"


class ClearCacheStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ChargingProfilePurposeType(StrEnum):
    CHARGE_POINT_MAX_PROFILE = "ChargePointMaxProfile"
    TX_DEFAULT_PROFILE = "TxDefaultProfile"
    TX_PROFILE = "TxProfile"


class ClearChargingProfileStatus(StrEnum):
    ACCEPTED = "Accepted"
    UNKNOWN = "Unknown"


class DataTransferStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    UNKNOWN_MESSAGE_ID = "UnknownMessageId"
    UNKNOWN_VENDOR_ID = "UnknownVendorId"


class DiagnosticsStatus(StrEnum):
    IDLE = "Idle"
    UPLOADED = "Uploaded"
    UPLOAD_FAILED = "UploadFailed"
    UPLOADING = "Uploading"


class FirmwareStatus(StrEnum):
    DOWNLOADED = "Downloaded"
    DOWNLOAD_FAILED = "DownloadFailed"
    DOWNLOADING = "Downloading"
    IDLE = "Idle"
    INSTALLATION_FAILED = "InstallationFailed"
    INSTALLING = "Installing"
    INSTALLED = "Installed"


class ChargingRateUnitType(StrEnum):
    A = "A"
    W = "W"


class GetCompositeScheduleStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ChargingSchedulePeriod(Strict, frozen=True, kw_only=True):
    start_period: Integer
    limit: float
    number_phases: Integer | None = None


class ChargingSchedule(Strict, frozen=True, kw_only=True):
    charging_rate_unit: ChargingRateUnitType
    charging_schedule_period: list[ChargingSchedulePeriod]
    duration: Integer | None = None
    start_schedule: Instant | None = None
    min_charging_rate: float | None = None


class KeyValue(Strict, frozen=True, kw_only=True):
    key: Annotated[str, Meta(max_length=50)]
    readonly: bool
    value: Annotated[str, Meta(max_length=500)] | None = None


class ReadingContext(StrEnum):
    INTERRUPTION_BEGIN = "Interruption.Begin"
    INTERRUPTION_END = "Interruption.End"
    SAMPLE_CLOCK = "Sample.Clock"
    SAMPLE_PERIODIC = "Sample.Periodic"
    TRANSACTION_BEGIN = "Transaction.Begin"
    TRANSACTION_END = "Transaction.End"
    TRIGGER = "Trigger"
    OTHER = "Other"


class ValueFormat(StrEnum):
    RAW = "Raw"
    SIGNED_DATA = "SignedData"


class Measurand(StrEnum):
    ENERGY_ACTIVE_EXPORT_REGISTER = "Energy.Active.Export.Register"
    ENERGY_ACTIVE_IMPORT_REGISTER = "Energy.Active.Import.Register"
    ENERGY_REACTIVE_EXPORT_REGISTER = "Energy.Reactive.Export.Register"
    ENERGY_REACTIVE_IMPORT_REGISTER = "Energy.Reactive.Import.Register"
    ENERGY_ACTIVE_EXPORT_INTERVAL = "Energy.Active.Export.Interval"
    ENERGY_ACTIVE_IMPORT_INTERVAL = "Energy.Active.Import.Interval"
    ENERGY_REACTIVE_EXPORT_INTERVAL = "Energy.Reactive.Export.Interval"
    ENERGY_REACTIVE_IMPORT_INTERVAL = "Energy.Reactive.Import.Interval"
    POWER_ACTIVE_EXPORT = "Power.Active.Export"
    POWER_ACTIVE_IMPORT = "Power.Active.Import"
    POWER_OFFERED = "Power.Offered"
    POWER_REACTIVE_EXPORT = "Power.Reactive.Export"
    POWER_REACTIVE_IMPORT = "Power.Reactive.Import"
    POWER_FACTOR = "Power.Factor"
    CURRENT_IMPORT = "Current.Import"
    CURRENT_EXPORT = "Current.Export"
    CURRENT_OFFERED = "Current.Offered"
    VOLTAGE = "Voltage"
    FREQUENCY = "Frequency"
    TEMPERATURE = "Temperature"
    SO_C = "SoC"
    RPM = "RPM"


class Phase(StrEnum):
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    N = "N"
    L1_N = "L1-N"
    L2_N = "L2-N"
    L3_N = "L3-N"
    L1_L2 = "L1-L2"
    L2_L3 = "L2-L3"
    L3_L1 = "L3-L1"


class Location(StrEnum):
    CABLE = "Cable"
    EV = "EV"
    INLET = "Inlet"
    OUTLET = "Outlet"
    BODY = "Body"


class UnitOfMeasure(StrEnum):
    WH = "Wh"
    K_WH = "kWh"
    VARH = "varh"
    KVARH = "kvarh"
    W = "W"
    K_W = "kW"
    VA = "VA"
    K_VA = "kVA"
    VAR = "var"
    KVAR = "kvar"
    A = "A"
    V = "V"
    K = "K"
    CELCIUS = "Celcius"
    CELSIUS = "Celsius"
    FAHRENHEIT = "Fahrenheit"
    PERCENT = "Percent"
    HERTZ = "Hertz"


class SampledValue(Strict, frozen=True, kw_only=True):
    value: str
    context: ReadingContext | None = None
    format: ValueFormat | None = None
    measurand: Measurand | None = None
    phase: Phase | None = None
    location: Location | None = None
    unit: UnitOfMeasure | None = None


class MeterValue(Strict, frozen=True, kw_only=True):
    timestamp: Instant
    sampled_value: Annotated[list[SampledValue], Meta(min_length=1)]


class ChargingProfileKindType(StrEnum):
    ABSOLUTE = "Absolute"
    RECURRING = "Recurring"
    RELATIVE = "Relative"


class RecurrencyKindType(StrEnum):
    DAILY = "Daily"
    WEEKLY = "Weekly"


class ChargingProfile(Strict, frozen=True, kw_only=True):
    charging_profile_id: Integer
    stack_level: Integer
    charging_profile_purpose: ChargingProfilePurposeType
    charging_profile_kind: ChargingProfileKindType
    charging_schedule: ChargingSchedule
    transaction_id: Integer | None = None
    recurrency_kind: RecurrencyKindType | None = None
    valid_from: Instant | None = None
    valid_to: Instant | None = None


class RemoteStartStopStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ReservationStatus(StrEnum):
    ACCEPTED = "Accepted"
    FAULTED = "Faulted"
    OCCUPIED = "Occupied"
    REJECTED = "Rejected"
    UNAVAILABLE = "Unavailable"


class ResetType(StrEnum):
    HARD = "Hard"
    SOFT = "Soft"


class ResetStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class AuthorizationData(Strict, frozen=True, kw_only=True):
    id_tag: Annotated[str, Meta(max_length=20)]
    id_tag_info: IdTagInfo | None = None


class UpdateType(StrEnum):
    DIFFERENTIAL = "Differential"
    FULL = "Full"


class UpdateStatus(StrEnum):
    ACCEPTED = "Accepted"
    FAILED = "Failed"
    NOT_SUPPORTED = "NotSupported"
    VERSION_MISMATCH = "VersionMismatch"


class ChargingProfileStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NOT_SUPPORTED = "NotSupported"


class ChargePointErrorCode(StrEnum):
    CONNECTOR_LOCK_FAILURE = "ConnectorLockFailure"
    EV_COMMUNICATION_ERROR = "EVCommunicationError"
    GROUND_FAILURE = "GroundFailure"
    HIGH_TEMPERATURE = "HighTemperature"
    INTERNAL_ERROR = "InternalError"
    LOCAL_LIST_CONFLICT = "LocalListConflict"
    NO_ERROR = "NoError"
    OTHER_ERROR = "OtherError"
    OVER_CURRENT_FAILURE = "OverCurrentFailure"
    POWER_METER_FAILURE = "PowerMeterFailure"
    POWER_SWITCH_FAILURE = "PowerSwitchFailure"
    READER_FAILURE = "ReaderFailure"
    RESET_FAILURE = "ResetFailure"
    UNDER_VOLTAGE = "UnderVoltage"
    OVER_VOLTAGE = "OverVoltage"
    WEAK_SIGNAL = "WeakSignal"


class ChargePointStatus(StrEnum):
    AVAILABLE = "Available"
    PREPARING = "Preparing"
    CHARGING = "Charging"
    SUSPENDED_EVSE = "SuspendedEVSE"
    SUSPENDED_EV = "SuspendedEV"
    FINISHING = "Finishing"
    RESERVED = "Reserved"
    UNAVAILABLE = "Unavailable"
    FAULTED = "Faulted"


class Reason(StrEnum):
    EMERGENCY_STOP = "EmergencyStop"
    EV_DISCONNECTED = "EVDisconnected"
    HARD_RESET = "HardReset"
    LOCAL = "Local"
    OTHER = "Other"
    POWER_LOSS = "PowerLoss"
    REBOOT = "Reboot"
    REMOTE = "Remote"
    SOFT_RESET = "SoftReset"
    UNLOCK_COMMAND = "UnlockCommand"
    DE_AUTHORIZED = "DeAuthorized"


class MessageTrigger(StrEnum):
    BOOT_NOTIFICATION = "BootNotification"
    DIAGNOSTICS_STATUS_NOTIFICATION = "DiagnosticsStatusNotification"
    FIRMWARE_STATUS_NOTIFICATION = "FirmwareStatusNotification"
    HEARTBEAT = "Heartbeat"
    METER_VALUES = "MeterValues"
    STATUS_NOTIFICATION = "StatusNotification"


class TriggerMessageStatus(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NOT_IMPLEMENTED = "NotImplemented"


class UnlockStatus(StrEnum):
    UNLOCKED = "Unlocked"
    UNLOCK_FAILED = "UnlockFailed"
    NOT_SUPPORTED = "NotSupported"


class AuthorizeRequest(Strict, frozen=True, kw_only=True):
    id_tag: Annotated[str, Meta(max_length=20)]


class AuthorizeResponse(Strict, frozen=True, kw_only=True):
    id_tag_info: IdTagInfo


class BootNotificationRequest(Strict, frozen=True, kw_only=True):
    charge_point_vendor: Annotated[str, Meta(max_length=20)]
    charge_point_model: Annotated[str, Meta(max_length=20)]
    charge_point_serial_number: Annotated[str, Meta(max_length=25)] | None = None
    charge_box_serial_number: Annotated[str, Meta(max_length=25)] | None = None
    firmware_version: Annotated[str, Meta(max_length=50)] | None = None
    iccid: Annotated[str, Meta(max_length=20)] | None = None
    imsi: Annotated[str, Meta(max_length=20)] | None = None
    meter_type: Annotated[str, Meta(max_length=25)] | None = None
    meter_serial_number: Annotated[str, Meta(max_length=25)] | None = None


class BootNotificationResponse(Strict, frozen=True, kw_only=True):
    status: RegistrationStatus
    current_time: Instant
    interval: Integer


class CancelReservationRequest(Strict, frozen=True, kw_only=True):
    reservation_id: Integer


class CancelReservationResponse(Strict, frozen=True, kw_only=True):
    status: CancelReservationStatus


class CertificateSignedRequest(Strict, frozen=True, kw_only=True):
    certificate_chain: Annotated[str, Meta(max_length=10000)]


class CertificateSignedResponse(Strict, frozen=True, kw_only=True):
    status: CertificateSignedStatusEnumType


class ChangeAvailabilityRequest(Strict, frozen=True, kw_only=True):
    connector_id: Integer
    type: AvailabilityType


class ChangeAvailabilityResponse(Strict, frozen=True, kw_only=True):
    status: AvailabilityStatus


class ChangeConfigurationRequest(Strict, frozen=True, kw_only=True):
    key: Annotated[str, Meta(max_length=50)]
    value: Annotated[str, Meta(max_length=500)]


class ChangeConfigurationResponse(Strict, frozen=True, kw_only=True):
    status: ConfigurationStatus


class ClearCacheRequest(Strict, frozen=True, kw_only=True):
    pass


class ClearCacheResponse(Strict, frozen=True, kw_only=True):
    status: ClearCacheStatus


class ClearChargingProfileRequest(Strict, frozen=True, kw_only=True):
    id: Integer | None = None
    connector_id: Integer | None = None
    charging_profile_purpose: ChargingProfilePurposeType | None = None
    stack_level: Integer | None = None


class ClearChargingProfileResponse(Strict, frozen=True, kw_only=True):
    status: ClearChargingProfileStatus


class DataTransferRequest(Strict, frozen=True, kw_only=True):
    vendor_id: Annotated[str, Meta(max_length=255)]
    message_id: Annotated[str, Meta(max_length=50)] | None = None
    data: str | None = None


class DataTransferResponse(Strict, frozen=True, kw_only=True):
    status: DataTransferStatus
    data: str | None = None


class DeleteCertificateRequest(Strict, frozen=True, kw_only=True):
    certificate_hash_data: CertificateHashDataType


class DeleteCertificateResponse(Strict, frozen=True, kw_only=True):
    status: DeleteCertificateStatusEnumType


class DiagnosticsStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: DiagnosticsStatus


class DiagnosticsStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    pass


class ExtendedTriggerMessageRequest(Strict, frozen=True, kw_only=True):
    requested_message: MessageTriggerEnumType
    connector_id: Integer | None = None


class ExtendedTriggerMessageResponse(Strict, frozen=True, kw_only=True):
    status: TriggerMessageStatusEnumType


class FirmwareStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: FirmwareStatus


class FirmwareStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    pass


class GetCompositeScheduleRequest(Strict, frozen=True, kw_only=True):
    connector_id: Integer
    duration: Integer
    charging_rate_unit: ChargingRateUnitType | None = None


class GetCompositeScheduleResponse(Strict, frozen=True, kw_only=True):
    status: GetCompositeScheduleStatus
    connector_id: Integer | None = None
    schedule_start: Instant | None = None
    charging_schedule: ChargingSchedule | None = None


KeyItem: TypeAlias = Annotated[str, Meta(max_length=50)]


class GetConfigurationRequest(Strict, frozen=True, kw_only=True):
    key: list[KeyItem] | None = None


UnknownKeyItem: TypeAlias = Annotated[str, Meta(max_length=50)]


class GetConfigurationResponse(Strict, frozen=True, kw_only=True):
    configuration_key: list[KeyValue] | None = None
    unknown_key: list[UnknownKeyItem] | None = None


class GetDiagnosticsRequest(Strict, frozen=True, kw_only=True):
    location: str
    retries: Integer | None = None
    retry_interval: Integer | None = None
    start_time: Instant | None = None
    stop_time: Instant | None = None


class GetDiagnosticsResponse(Strict, frozen=True, kw_only=True):
    file_name: Annotated[str, Meta(max_length=255)] | None = None


class GetInstalledCertificateIdsRequest(Strict, frozen=True, kw_only=True):
    certificate_type: CertificateUseEnumType


class GetInstalledCertificateIdsResponse(Strict, frozen=True, kw_only=True):
    status: GetInstalledCertificateStatusEnumType
    certificate_hash_data: Annotated[list[CertificateHashDataType], Meta(min_length=1)] | None = (
        None
    )


class GetLocalListVersionRequest(Strict, frozen=True, kw_only=True):
    pass


class GetLocalListVersionResponse(Strict, frozen=True, kw_only=True):
    list_version: Integer


class GetLogRequest(Strict, frozen=True, kw_only=True):
    log: LogParametersType
    log_type: LogEnumType
    request_id: Integer
    retries: Integer | None = None
    retry_interval: Integer | None = None


class GetLogResponse(Strict, frozen=True, kw_only=True):
    status: LogStatusEnumType
    filename: Annotated[str, Meta(max_length=255)] | None = None


class HeartbeatRequest(Strict, frozen=True, kw_only=True):
    pass


class HeartbeatResponse(Strict, frozen=True, kw_only=True):
    current_time: Instant


class InstallCertificateRequest(Strict, frozen=True, kw_only=True):
    certificate_type: CertificateUseEnumType
    certificate: Annotated[str, Meta(max_length=5500)]


class InstallCertificateResponse(Strict, frozen=True, kw_only=True):
    status: InstallCertificateStatusEnumType


class LogStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: UploadLogStatusEnumType
    request_id: Integer | None = None


class LogStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    pass


class MeterValuesRequest(Strict, frozen=True, kw_only=True):
    connector_id: Integer
    meter_value: Annotated[list[MeterValue], Meta(min_length=1)]
    transaction_id: Integer | None = None


class MeterValuesResponse(Strict, frozen=True, kw_only=True):
    pass


class RemoteStartTransactionRequest(Strict, frozen=True, kw_only=True):
    id_tag: Annotated[str, Meta(max_length=20)]
    connector_id: Integer | None = None
    charging_profile: ChargingProfile | None = None


class RemoteStartTransactionResponse(Strict, frozen=True, kw_only=True):
    status: RemoteStartStopStatus


class RemoteStopTransactionRequest(Strict, frozen=True, kw_only=True):
    transaction_id: Integer


class RemoteStopTransactionResponse(Strict, frozen=True, kw_only=True):
    status: RemoteStartStopStatus


class ReserveNowRequest(Strict, frozen=True, kw_only=True):
    connector_id: Integer
    expiry_date: Instant
    id_tag: Annotated[str, Meta(max_length=20)]
    reservation_id: Integer
    parent_id_tag: Annotated[str, Meta(max_length=20)] | None = None


class ReserveNowResponse(Strict, frozen=True, kw_only=True):
    status: ReservationStatus


class ResetRequest(Strict, frozen=True, kw_only=True):
    type: ResetType


class ResetResponse(Strict, frozen=True, kw_only=True):
    status: ResetStatus


class SecurityEventNotificationRequest(Strict, frozen=True, kw_only=True):
    type: Annotated[str, Meta(max_length=50)]
    timestamp: Instant
    tech_info: Annotated[str, Meta(max_length=255)] | None = None


class SecurityEventNotificationResponse(Strict, frozen=True, kw_only=True):
    pass


class SendLocalListRequest(Strict, frozen=True, kw_only=True):
    list_version: Integer
    update_type: UpdateType
    local_authorization_list: list[AuthorizationData] | None = None


class SendLocalListResponse(Strict, frozen=True, kw_only=True):
    status: UpdateStatus


class SetChargingProfileRequest(Strict, frozen=True, kw_only=True):
    connector_id: Integer
    cs_charging_profiles: ChargingProfile


class SetChargingProfileResponse(Strict, frozen=True, kw_only=True):
    status: ChargingProfileStatus


class SignCertificateRequest(Strict, frozen=True, kw_only=True):
    csr: Annotated[str, Meta(max_length=5500)]


class SignCertificateResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType


class SignedFirmwareStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: FirmwareStatusEnumType
    request_id: Integer | None = None


class SignedFirmwareStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    pass


class SignedUpdateFirmwareRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    firmware: FirmwareType
    retries: Integer | None = None
    retry_interval: Integer | None = None


class SignedUpdateFirmwareResponse(Strict, frozen=True, kw_only=True):
    status: UpdateFirmwareStatusEnumType


class StartTransactionRequest(Strict, frozen=True, kw_only=True):
    connector_id: Integer
    id_tag: Annotated[str, Meta(max_length=20)]
    meter_start: Integer
    timestamp: Instant
    reservation_id: Integer | None = None


class StartTransactionResponse(Strict, frozen=True, kw_only=True):
    id_tag_info: IdTagInfo
    transaction_id: Integer


class StatusNotificationRequest(Strict, frozen=True, kw_only=True):
    connector_id: Integer
    error_code: ChargePointErrorCode
    status: ChargePointStatus
    info: Annotated[str, Meta(max_length=50)] | None = None
    timestamp: Instant | None = None
    vendor_id: Annotated[str, Meta(max_length=255)] | None = None
    vendor_error_code: Annotated[str, Meta(max_length=50)] | None = None


class StatusNotificationResponse(Strict, frozen=True, kw_only=True):
    pass


class StopTransactionRequest(Strict, frozen=True, kw_only=True):
    meter_stop: Integer
    timestamp: Instant
    transaction_id: Integer
    id_tag: Annotated[str, Meta(max_length=20)] | None = None
    reason: Reason | None = None
    transaction_data: list[MeterValue] | None = None


class StopTransactionResponse(Strict, frozen=True, kw_only=True):
    id_tag_info: IdTagInfo | None = None


class TriggerMessageRequest(Strict, frozen=True, kw_only=True):
    requested_message: MessageTrigger
    connector_id: Integer | None = None


class TriggerMessageResponse(Strict, frozen=True, kw_only=True):
    status: TriggerMessageStatus


class UnlockConnectorRequest(Strict, frozen=True, kw_only=True):
    connector_id: Integer


class UnlockConnectorResponse(Strict, frozen=True, kw_only=True):
    status: UnlockStatus


class UpdateFirmwareRequest(Strict, frozen=True, kw_only=True):
    location: str
    retrieve_date: Instant
    retries: Integer | None = None
    retry_interval: Integer | None = None


class UpdateFirmwareResponse(Strict, frozen=True, kw_only=True):
    pass


ACTIONS: dict[str, Action] = {
    "Authorize": Action(AuthorizeRequest, AuthorizeResponse, from_station=True, to_station=False),
    "BootNotification": Action(
        BootNotificationRequest, BootNotificationResponse, from_station=True, to_station=False
    ),
    "CancelReservation": Action(
        CancelReservationRequest, CancelReservationResponse, from_station=False, to_station=True
    ),
    "CertificateSigned": Action(
        CertificateSignedRequest, CertificateSignedResponse, from_station=False, to_station=True
    ),
    "ChangeAvailability": Action(
        ChangeAvailabilityRequest, ChangeAvailabilityResponse, from_station=False, to_station=True
    ),
    "ChangeConfiguration": Action(
        ChangeConfigurationRequest, ChangeConfigurationResponse, from_station=False, to_station=True
    ),
    "ClearCache": Action(
        ClearCacheRequest, ClearCacheResponse, from_station=False, to_station=True
    ),
    "ClearChargingProfile": Action(
        ClearChargingProfileRequest,
        ClearChargingProfileResponse,
        from_station=False,
        to_station=True,
    ),
    "DataTransfer": Action(
        DataTransferRequest, DataTransferResponse, from_station=True, to_station=True
    ),
    "DeleteCertificate": Action(
        DeleteCertificateRequest, DeleteCertificateResponse, from_station=False, to_station=True
    ),
    "DiagnosticsStatusNotification": Action(
        DiagnosticsStatusNotificationRequest,
        DiagnosticsStatusNotificationResponse,
        from_station=True,
        to_station=False,
    ),
    "ExtendedTriggerMessage": Action(
        ExtendedTriggerMessageRequest,
        ExtendedTriggerMessageResponse,
        from_station=False,
        to_station=True,
    ),
    "FirmwareStatusNotification": Action(
        FirmwareStatusNotificationRequest,
        FirmwareStatusNotificationResponse,
        from_station=True,
        to_station=False,
    ),
    "GetCompositeSchedule": Action(
        GetCompositeScheduleRequest,
        GetCompositeScheduleResponse,
        from_station=False,
        to_station=True,
    ),
    "GetConfiguration": Action(
        GetConfigurationRequest, GetConfigurationResponse, from_station=False, to_station=True
    ),
    "GetDiagnostics": Action(
        GetDiagnosticsRequest, GetDiagnosticsResponse, from_station=False, to_station=True
    ),
    "GetInstalledCertificateIds": Action(
        GetInstalledCertificateIdsRequest,
        GetInstalledCertificateIdsResponse,
        from_station=False,
        to_station=True,
    ),
    "GetLocalListVersion": Action(
        GetLocalListVersionRequest, GetLocalListVersionResponse, from_station=False, to_station=True
    ),
    "GetLog": Action(GetLogRequest, GetLogResponse, from_station=False, to_station=True),
    "Heartbeat": Action(HeartbeatRequest, HeartbeatResponse, from_station=True, to_station=False),
    "InstallCertificate": Action(
        InstallCertificateRequest, InstallCertificateResponse, from_station=False, to_station=True
    ),
    "LogStatusNotification": Action(
        LogStatusNotificationRequest,
        LogStatusNotificationResponse,
        from_station=True,
        to_station=False,
    ),
    "MeterValues": Action(
        MeterValuesRequest, MeterValuesResponse, from_station=True, to_station=False
    ),
    "RemoteStartTransaction": Action(
        RemoteStartTransactionRequest,
        RemoteStartTransactionResponse,
        from_station=False,
        to_station=True,
    ),
    "RemoteStopTransaction": Action(
        RemoteStopTransactionRequest,
        RemoteStopTransactionResponse,
        from_station=False,
        to_station=True,
    ),
    "ReserveNow": Action(
        ReserveNowRequest, ReserveNowResponse, from_station=False, to_station=True
    ),
    "Reset": Action(ResetRequest, ResetResponse, from_station=False, to_station=True),
    "SecurityEventNotification": Action(
        SecurityEventNotificationRequest,
        SecurityEventNotificationResponse,
        from_station=True,
        to_station=False,
    ),
    "SendLocalList": Action(
        SendLocalListRequest, SendLocalListResponse, from_station=False, to_station=True
    ),
    "SetChargingProfile": Action(
        SetChargingProfileRequest, SetChargingProfileResponse, from_station=False, to_station=True
    ),
    "SignCertificate": Action(
        SignCertificateRequest, SignCertificateResponse, from_station=True, to_station=False
    ),
    "SignedFirmwareStatusNotification": Action(
        SignedFirmwareStatusNotificationRequest,
        SignedFirmwareStatusNotificationResponse,
        from_station=True,
        to_station=False,
    ),
    "SignedUpdateFirmware": Action(
        SignedUpdateFirmwareRequest,
        SignedUpdateFirmwareResponse,
        from_station=False,
        to_station=True,
    ),
    "StartTransaction": Action(
        StartTransactionRequest, StartTransactionResponse, from_station=True, to_station=False
    ),
    "StatusNotification": Action(
        StatusNotificationRequest, StatusNotificationResponse, from_station=True, to_station=False
    ),
    "StopTransaction": Action(
        StopTransactionRequest, StopTransactionResponse, from_station=True, to_station=False
    ),
    "TriggerMessage": Action(
        TriggerMessageRequest, TriggerMessageResponse, from_station=False, to_station=True
    ),
    "UnlockConnector": Action(
        UnlockConnectorRequest, UnlockConnectorResponse, from_station=False, to_station=True
    ),
    "UpdateFirmware": Action(
        UpdateFirmwareRequest, UpdateFirmwareResponse, from_station=False, to_station=True
    ),
}
