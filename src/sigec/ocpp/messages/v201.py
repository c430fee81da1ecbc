"""OCPP 2.0.1: every message as a strict type (generated, do not edit)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, field

from sigec.ocpp.messages.base import Action, Instant, Integer, Open, Strict


class CustomDataType(Open, frozen=True, kw_only=True):
    vendor_id: Annotated[str, Meta(max_length=255)]


class HashAlgorithmEnumType(StrEnum):
    SHA256 = "SHA256"
    SHA384 = "SHA384"
    SHA512 = "SHA512"


class IdTokenEnumType(StrEnum):
    CENTRAL = "Central"
    E_MAID = "eMAID"
    ISO14443 = "ISO14443"
    ISO15693 = "ISO15693"
    KEY_CODE = "KeyCode"
    LOCAL = "Local"
    MAC_ADDRESS = "MacAddress"
    NO_AUTHORIZATION = "NoAuthorization"


class AdditionalInfoType(Strict, frozen=True, kw_only=True):
    additional_id_token: Annotated[str, Meta(max_length=36)]
    type: Annotated[str, Meta(max_length=50)]
    custom_data: CustomDataType | None = None


class IdTokenType(Strict, frozen=True, kw_only=True):
    id_token: Annotated[str, Meta(max_length=36)]
    type: IdTokenEnumType
    custom_data: CustomDataType | None = None
    additional_info: Annotated[list[AdditionalInfoType], Meta(min_length=1)] | None = None


class OCSPRequestDataType(Strict, frozen=True, kw_only=True):
    hash_algorithm: HashAlgorithmEnumType
    issuer_name_hash: Annotated[str, Meta(max_length=128)]
    issuer_key_hash: Annotated[str, Meta(max_length=128)]
    serial_number: Annotated[str, Meta(max_length=40)]
    responder_url: Annotated[str, Meta(max_length=512)] = field(name="responderURL")
    custom_data: CustomDataType | None = None


class AuthorizationStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    BLOCKED = "Blocked"
    CONCURRENT_TX = "ConcurrentTx"
    EXPIRED = "Expired"
    INVALID = "Invalid"
    NO_CREDIT = "NoCredit"
    NOT_ALLOWED_TYPE_EVSE = "NotAllowedTypeEVSE"
    NOT_AT_THIS_LOCATION = "NotAtThisLocation"
    NOT_AT_THIS_TIME = "NotAtThisTime"
    UNKNOWN = "Unknown"


class AuthorizeCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    SIGNATURE_ERROR = "SignatureError"
    CERTIFICATE_EXPIRED = "CertificateExpired"
    CERTIFICATE_REVOKED = "CertificateRevoked"
    NO_CERTIFICATE_AVAILABLE = "NoCertificateAvailable"
    CERT_CHAIN_ERROR = "CertChainError"
    CONTRACT_CANCELLED = "ContractCancelled"


class MessageFormatEnumType(StrEnum):
    ASCII = "ASCII"
    HTML = "HTML"
    URI = "URI"
    UTF8 = "UTF8"


class MessageContentType(Strict, frozen=True, kw_only=True):
    format: MessageFormatEnumType
    content: Annotated[str, Meta(max_length=512)]
    custom_data: CustomDataType | None = None
    language: Annotated[str, Meta(max_length=8)] | None = None


class BootReasonEnumType(StrEnum):
    APPLICATION_RESET = "ApplicationReset"
    FIRMWARE_UPDATE = "FirmwareUpdate"
    LOCAL_RESET = "LocalReset"
    POWER_UP = "PowerUp"
    REMOTE_RESET = "RemoteReset"
    SCHEDULED_RESET = "ScheduledReset"
    TRIGGERED = "Triggered"
    UNKNOWN = "Unknown"
    WATCHDOG = "Watchdog"


class ModemType(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    iccid: Annotated[str, Meta(max_length=20)] | None = None
    imsi: Annotated[str, Meta(max_length=20)] | None = None


class RegistrationStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    PENDING = "Pending"
    REJECTED = "Rejected"


class StatusInfoType(Strict, frozen=True, kw_only=True):
    reason_code: Annotated[str, Meta(max_length=20)]
    custom_data: CustomDataType | None = None
    additional_info: Annotated[str, Meta(max_length=512)] | None = None


class CancelReservationStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class CertificateSigningUseEnumType(StrEnum):
    CHARGING_STATION_CERTIFICATE = "ChargingStationCertificate"
    V2_G_CERTIFICATE = "V2GCertificate"


class CertificateSignedStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class OperationalStatusEnumType(StrEnum):
    INOPERATIVE = "Inoperative"
    OPERATIVE = "Operative"


class EVSEType(Strict, frozen=True, kw_only=True):
    id: Integer
    custom_data: CustomDataType | None = None
    connector_id: Integer | None = None


class ChangeAvailabilityStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    SCHEDULED = "Scheduled"


class ClearCacheStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ChargingProfilePurposeEnumType(StrEnum):
    CHARGING_STATION_EXTERNAL_CONSTRAINTS = "ChargingStationExternalConstraints"
    CHARGING_STATION_MAX_PROFILE = "ChargingStationMaxProfile"
    TX_DEFAULT_PROFILE = "TxDefaultProfile"
    TX_PROFILE = "TxProfile"


class ClearChargingProfileType(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    evse_id: Integer | None = None
    charging_profile_purpose: ChargingProfilePurposeEnumType | None = None
    stack_level: Integer | None = None


class ClearChargingProfileStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    UNKNOWN = "Unknown"


class ClearMessageStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    UNKNOWN = "Unknown"


class ClearMonitoringStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NOT_FOUND = "NotFound"


class ClearMonitoringResultType(Strict, frozen=True, kw_only=True):
    status: ClearMonitoringStatusEnumType
    id: Integer
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class ChargingLimitSourceEnumType(StrEnum):
    EMS = "EMS"
    OTHER = "Other"
    SO = "SO"
    CSO = "CSO"


class CertificateHashDataType(Strict, frozen=True, kw_only=True):
    hash_algorithm: HashAlgorithmEnumType
    issuer_name_hash: Annotated[str, Meta(max_length=128)]
    issuer_key_hash: Annotated[str, Meta(max_length=128)]
    serial_number: Annotated[str, Meta(max_length=40)]
    custom_data: CustomDataType | None = None


class CustomerInformationStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    INVALID = "Invalid"


class DataTransferStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    UNKNOWN_MESSAGE_ID = "UnknownMessageId"
    UNKNOWN_VENDOR_ID = "UnknownVendorId"


class DeleteCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAILED = "Failed"
    NOT_FOUND = "NotFound"


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


class CertificateActionEnumType(StrEnum):
    INSTALL = "Install"
    UPDATE = "Update"


class Iso15118EVCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAILED = "Failed"


class ReportBaseEnumType(StrEnum):
    CONFIGURATION_INVENTORY = "ConfigurationInventory"
    FULL_INVENTORY = "FullInventory"
    SUMMARY_INVENTORY = "SummaryInventory"


class GenericDeviceModelStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NOT_SUPPORTED = "NotSupported"
    EMPTY_RESULT_SET = "EmptyResultSet"


class GetCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAILED = "Failed"


class ChargingProfileCriterionType(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    charging_profile_purpose: ChargingProfilePurposeEnumType | None = None
    stack_level: Integer | None = None
    charging_profile_id: Annotated[list[Integer], Meta(min_length=1)] | None = None
    charging_limit_source: (
        Annotated[list[ChargingLimitSourceEnumType], Meta(max_length=4, min_length=1)] | None
    ) = None


class GetChargingProfileStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    NO_PROFILES = "NoProfiles"


class ChargingRateUnitEnumType(StrEnum):
    W = "W"
    A = "A"


class GenericStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ChargingSchedulePeriodType(Strict, frozen=True, kw_only=True):
    start_period: Integer
    limit: float
    custom_data: CustomDataType | None = None
    number_phases: Integer | None = None
    phase_to_use: Integer | None = None


class CompositeScheduleType(Strict, frozen=True, kw_only=True):
    charging_schedule_period: Annotated[list[ChargingSchedulePeriodType], Meta(min_length=1)]
    evse_id: Integer
    duration: Integer
    schedule_start: Instant
    charging_rate_unit: ChargingRateUnitEnumType
    custom_data: CustomDataType | None = None


class MessagePriorityEnumType(StrEnum):
    ALWAYS_FRONT = "AlwaysFront"
    IN_FRONT = "InFront"
    NORMAL_CYCLE = "NormalCycle"


class MessageStateEnumType(StrEnum):
    CHARGING = "Charging"
    FAULTED = "Faulted"
    IDLE = "Idle"
    UNAVAILABLE = "Unavailable"


class GetDisplayMessagesStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    UNKNOWN = "Unknown"


class GetCertificateIdUseEnumType(StrEnum):
    V2_G_ROOT_CERTIFICATE = "V2GRootCertificate"
    MO_ROOT_CERTIFICATE = "MORootCertificate"
    CSMS_ROOT_CERTIFICATE = "CSMSRootCertificate"
    V2_G_CERTIFICATE_CHAIN = "V2GCertificateChain"
    MANUFACTURER_ROOT_CERTIFICATE = "ManufacturerRootCertificate"


class GetInstalledCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    NOT_FOUND = "NotFound"


class CertificateHashDataChainType(Strict, frozen=True, kw_only=True):
    certificate_hash_data: CertificateHashDataType
    certificate_type: GetCertificateIdUseEnumType
    custom_data: CustomDataType | None = None
    child_certificate_hash_data: (
        Annotated[list[CertificateHashDataType], Meta(max_length=4, min_length=1)] | None
    ) = None


class LogEnumType(StrEnum):
    DIAGNOSTICS_LOG = "DiagnosticsLog"
    SECURITY_LOG = "SecurityLog"


class LogParametersType(Strict, frozen=True, kw_only=True):
    remote_location: Annotated[str, Meta(max_length=512)]
    custom_data: CustomDataType | None = None
    oldest_timestamp: Instant | None = None
    latest_timestamp: Instant | None = None


class LogStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    ACCEPTED_CANCELED = "AcceptedCanceled"


class MonitoringCriterionEnumType(StrEnum):
    THRESHOLD_MONITORING = "ThresholdMonitoring"
    DELTA_MONITORING = "DeltaMonitoring"
    PERIODIC_MONITORING = "PeriodicMonitoring"


class ComponentType(Strict, frozen=True, kw_only=True):
    name: Annotated[str, Meta(max_length=50)]
    custom_data: CustomDataType | None = None
    evse: EVSEType | None = None
    instance: Annotated[str, Meta(max_length=50)] | None = None


class VariableType(Strict, frozen=True, kw_only=True):
    name: Annotated[str, Meta(max_length=50)]
    custom_data: CustomDataType | None = None
    instance: Annotated[str, Meta(max_length=50)] | None = None


class ComponentCriterionEnumType(StrEnum):
    ACTIVE = "Active"
    AVAILABLE = "Available"
    ENABLED = "Enabled"
    PROBLEM = "Problem"


class AttributeEnumType(StrEnum):
    ACTUAL = "Actual"
    TARGET = "Target"
    MIN_SET = "MinSet"
    MAX_SET = "MaxSet"


class GetVariableDataType(Strict, frozen=True, kw_only=True):
    component: ComponentType
    variable: VariableType
    custom_data: CustomDataType | None = None
    attribute_type: AttributeEnumType | None = None


class GetVariableStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    UNKNOWN_COMPONENT = "UnknownComponent"
    UNKNOWN_VARIABLE = "UnknownVariable"
    NOT_SUPPORTED_ATTRIBUTE_TYPE = "NotSupportedAttributeType"


class GetVariableResultType(Strict, frozen=True, kw_only=True):
    attribute_status: GetVariableStatusEnumType
    component: ComponentType
    variable: VariableType
    custom_data: CustomDataType | None = None
    attribute_status_info: StatusInfoType | None = None
    attribute_type: AttributeEnumType | None = None
    attribute_value: Annotated[str, Meta(max_length=2500)] | None = None


class InstallCertificateUseEnumType(StrEnum):
    V2_G_ROOT_CERTIFICATE = "V2GRootCertificate"
    MO_ROOT_CERTIFICATE = "MORootCertificate"
    CSMS_ROOT_CERTIFICATE = "CSMSRootCertificate"
    MANUFACTURER_ROOT_CERTIFICATE = "ManufacturerRootCertificate"


class InstallCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    FAILED = "Failed"


class UploadLogStatusEnumType(StrEnum):
    BAD_MESSAGE = "BadMessage"
    IDLE = "Idle"
    NOT_SUPPORTED_OPERATION = "NotSupportedOperation"
    PERMISSION_DENIED = "PermissionDenied"
    UPLOADED = "Uploaded"
    UPLOAD_FAILURE = "UploadFailure"
    UPLOADING = "Uploading"
    ACCEPTED_CANCELED = "AcceptedCanceled"


class LocationEnumType(StrEnum):
    BODY = "Body"
    CABLE = "Cable"
    EV = "EV"
    INLET = "Inlet"
    OUTLET = "Outlet"


class MeasurandEnumType(StrEnum):
    CURRENT_EXPORT = "Current.Export"
    CURRENT_IMPORT = "Current.Import"
    CURRENT_OFFERED = "Current.Offered"
    ENERGY_ACTIVE_EXPORT_REGISTER = "Energy.Active.Export.Register"
    ENERGY_ACTIVE_IMPORT_REGISTER = "Energy.Active.Import.Register"
    ENERGY_REACTIVE_EXPORT_REGISTER = "Energy.Reactive.Export.Register"
    ENERGY_REACTIVE_IMPORT_REGISTER = "Energy.Reactive.Import.Register"
    ENERGY_ACTIVE_EXPORT_INTERVAL = "Energy.Active.Export.Interval"
    ENERGY_ACTIVE_IMPORT_INTERVAL = "Energy.Active.Import.Interval"
    ENERGY_ACTIVE_NET = "Energy.Active.Net"
    ENERGY_REACTIVE_EXPORT_INTERVAL = "Energy.Reactive.Export.Interval"
    ENERGY_REACTIVE_IMPORT_INTERVAL = "Energy.Reactive.Import.Interval"
    ENERGY_REACTIVE_NET = "Energy.Reactive.Net"
    ENERGY_APPARENT_NET = "Energy.Apparent.Net"
    ENERGY_APPARENT_IMPORT = "Energy.Apparent.Import"
    ENERGY_APPARENT_EXPORT = "Energy.Apparent.Export"
    FREQUENCY = "Frequency"
    POWER_ACTIVE_EXPORT = "Power.Active.Export"
    POWER_ACTIVE_IMPORT = "Power.Active.Import"
    POWER_FACTOR = "Power.Factor"
    POWER_OFFERED = "Power.Offered"
    POWER_REACTIVE_EXPORT = "Power.Reactive.Export"
    POWER_REACTIVE_IMPORT = "Power.Reactive.Import"
    SO_C = "SoC"
    VOLTAGE = "Voltage"


class PhaseEnumType(StrEnum):
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


class ReadingContextEnumType(StrEnum):
    INTERRUPTION_BEGIN = "Interruption.Begin"
    INTERRUPTION_END = "Interruption.End"
    OTHER = "Other"
    SAMPLE_CLOCK = "Sample.Clock"
    SAMPLE_PERIODIC = "Sample.Periodic"
    TRANSACTION_BEGIN = "Transaction.Begin"
    TRANSACTION_END = "Transaction.End"
    TRIGGER = "Trigger"


class SignedMeterValueType(Strict, frozen=True, kw_only=True):
    signed_meter_data: Annotated[str, Meta(max_length=2500)]
    signing_method: Annotated[str, Meta(max_length=50)]
    encoding_method: Annotated[str, Meta(max_length=50)]
    public_key: Annotated[str, Meta(max_length=2500)]
    custom_data: CustomDataType | None = None


class UnitOfMeasureType(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    unit: Annotated[str, Meta(max_length=20)] | None = None
    multiplier: Integer | None = None


class CostKindEnumType(StrEnum):
    CARBON_DIOXIDE_EMISSION = "CarbonDioxideEmission"
    RELATIVE_PRICE_PERCENTAGE = "RelativePricePercentage"
    RENEWABLE_GENERATION_PERCENTAGE = "RenewableGenerationPercentage"


class ChargingLimitType(Strict, frozen=True, kw_only=True):
    charging_limit_source: ChargingLimitSourceEnumType
    custom_data: CustomDataType | None = None
    is_grid_critical: bool | None = None


class CostType(Strict, frozen=True, kw_only=True):
    cost_kind: CostKindEnumType
    amount: Integer
    custom_data: CustomDataType | None = None
    amount_multiplier: Integer | None = None


class RelativeTimeIntervalType(Strict, frozen=True, kw_only=True):
    start: Integer
    custom_data: CustomDataType | None = None
    duration: Integer | None = None


class MessageInfoType(Strict, frozen=True, kw_only=True):
    id: Integer
    priority: MessagePriorityEnumType
    message: MessageContentType
    custom_data: CustomDataType | None = None
    display: ComponentType | None = None
    state: MessageStateEnumType | None = None
    start_date_time: Instant | None = None
    end_date_time: Instant | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None


class EnergyTransferModeEnumType(StrEnum):
    DC = "DC"
    AC_SINGLE_PHASE = "AC_single_phase"
    AC_TWO_PHASE = "AC_two_phase"
    AC_THREE_PHASE = "AC_three_phase"


class ACChargingParametersType(Strict, frozen=True, kw_only=True):
    energy_amount: Integer
    ev_min_current: Integer
    ev_max_current: Integer
    ev_max_voltage: Integer
    custom_data: CustomDataType | None = None


class DCChargingParametersType(Strict, frozen=True, kw_only=True):
    ev_max_current: Integer
    ev_max_voltage: Integer
    custom_data: CustomDataType | None = None
    energy_amount: Integer | None = None
    ev_max_power: Integer | None = None
    state_of_charge: Annotated[int, Meta(ge=0, le=100)] | None = None
    ev_energy_capacity: Integer | None = None
    full_so_c: Annotated[int, Meta(ge=0, le=100)] | None = None
    bulk_so_c: Annotated[int, Meta(ge=0, le=100)] | None = None


class NotifyEVChargingNeedsStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    PROCESSING = "Processing"


class EventNotificationEnumType(StrEnum):
    HARD_WIRED_NOTIFICATION = "HardWiredNotification"
    HARD_WIRED_MONITOR = "HardWiredMonitor"
    PRECONFIGURED_MONITOR = "PreconfiguredMonitor"
    CUSTOM_MONITOR = "CustomMonitor"


class EventTriggerEnumType(StrEnum):
    ALERTING = "Alerting"
    DELTA = "Delta"
    PERIODIC = "Periodic"


class EventDataType(Strict, frozen=True, kw_only=True):
    event_id: Integer
    timestamp: Instant
    trigger: EventTriggerEnumType
    actual_value: Annotated[str, Meta(max_length=2500)]
    component: ComponentType
    event_notification_type: EventNotificationEnumType
    variable: VariableType
    custom_data: CustomDataType | None = None
    cause: Integer | None = None
    tech_code: Annotated[str, Meta(max_length=50)] | None = None
    tech_info: Annotated[str, Meta(max_length=500)] | None = None
    cleared: bool | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None
    variable_monitoring_id: Integer | None = None


class MonitorEnumType(StrEnum):
    UPPER_THRESHOLD = "UpperThreshold"
    LOWER_THRESHOLD = "LowerThreshold"
    DELTA = "Delta"
    PERIODIC = "Periodic"
    PERIODIC_CLOCK_ALIGNED = "PeriodicClockAligned"


class VariableMonitoringType(Strict, frozen=True, kw_only=True):
    id: Integer
    transaction: bool
    value: float
    type: MonitorEnumType
    severity: Integer
    custom_data: CustomDataType | None = None


class DataEnumType(StrEnum):
    STRING = "string"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE_TIME = "dateTime"
    BOOLEAN = "boolean"
    OPTION_LIST = "OptionList"
    SEQUENCE_LIST = "SequenceList"
    MEMBER_LIST = "MemberList"


class MutabilityEnumType(StrEnum):
    READ_ONLY = "ReadOnly"
    WRITE_ONLY = "WriteOnly"
    READ_WRITE = "ReadWrite"


class VariableAttributeType(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    type: AttributeEnumType | None = None
    value: Annotated[str, Meta(max_length=2500)] | None = None
    mutability: MutabilityEnumType | None = None
    persistent: bool | None = None
    constant: bool | None = None


class VariableCharacteristicsType(Strict, frozen=True, kw_only=True):
    data_type: DataEnumType
    supports_monitoring: bool
    custom_data: CustomDataType | None = None
    unit: Annotated[str, Meta(max_length=16)] | None = None
    min_limit: float | None = None
    max_limit: float | None = None
    values_list: Annotated[str, Meta(max_length=1000)] | None = None


class PublishFirmwareStatusEnumType(StrEnum):
    IDLE = "Idle"
    DOWNLOAD_SCHEDULED = "DownloadScheduled"
    DOWNLOADING = "Downloading"
    DOWNLOADED = "Downloaded"
    PUBLISHED = "Published"
    DOWNLOAD_FAILED = "DownloadFailed"
    DOWNLOAD_PAUSED = "DownloadPaused"
    INVALID_CHECKSUM = "InvalidChecksum"
    CHECKSUM_VERIFIED = "ChecksumVerified"
    PUBLISH_FAILED = "PublishFailed"


class ChargingProfileKindEnumType(StrEnum):
    ABSOLUTE = "Absolute"
    RECURRING = "Recurring"
    RELATIVE = "Relative"


class RecurrencyKindEnumType(StrEnum):
    DAILY = "Daily"
    WEEKLY = "Weekly"


class RequestStartStopStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ReservationUpdateStatusEnumType(StrEnum):
    EXPIRED = "Expired"
    REMOVED = "Removed"


class ConnectorEnumType(StrEnum):
    C_CCS1 = "cCCS1"
    C_CCS2 = "cCCS2"
    C_G105 = "cG105"
    C_TESLA = "cTesla"
    C_TYPE1 = "cType1"
    C_TYPE2 = "cType2"
    S309_1_P_16_A = "s309-1P-16A"
    S309_1_P_32_A = "s309-1P-32A"
    S309_3_P_16_A = "s309-3P-16A"
    S309_3_P_32_A = "s309-3P-32A"
    S_BS1361 = "sBS1361"
    S_CEE_7_7 = "sCEE-7-7"
    S_TYPE2 = "sType2"
    S_TYPE3 = "sType3"
    OTHER1_PH_MAX16_A = "Other1PhMax16A"
    OTHER1_PH_OVER16_A = "Other1PhOver16A"
    OTHER3_PH = "Other3Ph"
    PAN = "Pan"
    W_INDUCTIVE = "wInductive"
    W_RESONANT = "wResonant"
    UNDETERMINED = "Undetermined"
    UNKNOWN = "Unknown"


class ReserveNowStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAULTED = "Faulted"
    OCCUPIED = "Occupied"
    REJECTED = "Rejected"
    UNAVAILABLE = "Unavailable"


class ResetEnumType(StrEnum):
    IMMEDIATE = "Immediate"
    ON_IDLE = "OnIdle"


class ResetStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    SCHEDULED = "Scheduled"


class UpdateEnumType(StrEnum):
    DIFFERENTIAL = "Differential"
    FULL = "Full"


class SendLocalListStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAILED = "Failed"
    VERSION_MISMATCH = "VersionMismatch"


class ChargingProfileStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class DisplayMessageStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    NOT_SUPPORTED_MESSAGE_FORMAT = "NotSupportedMessageFormat"
    REJECTED = "Rejected"
    NOT_SUPPORTED_PRIORITY = "NotSupportedPriority"
    NOT_SUPPORTED_STATE = "NotSupportedState"
    UNKNOWN_TRANSACTION = "UnknownTransaction"


class MonitoringBaseEnumType(StrEnum):
    ALL = "All"
    FACTORY_DEFAULT = "FactoryDefault"
    HARD_WIRED_ONLY = "HardWiredOnly"


class APNAuthenticationEnumType(StrEnum):
    CHAP = "CHAP"
    NONE = "NONE"
    PAP = "PAP"
    AUTO = "AUTO"


class OCPPInterfaceEnumType(StrEnum):
    WIRED0 = "Wired0"
    WIRED1 = "Wired1"
    WIRED2 = "Wired2"
    WIRED3 = "Wired3"
    WIRELESS0 = "Wireless0"
    WIRELESS1 = "Wireless1"
    WIRELESS2 = "Wireless2"
    WIRELESS3 = "Wireless3"


class OCPPTransportEnumType(StrEnum):
    JSON = "JSON"
    SOAP = "SOAP"


class OCPPVersionEnumType(StrEnum):
    OCPP12 = "OCPP12"
    OCPP15 = "OCPP15"
    OCPP16 = "OCPP16"
    OCPP20 = "OCPP20"


class VPNEnumType(StrEnum):
    IK_EV2 = "IKEv2"
    IP_SEC = "IPSec"
    L2_TP = "L2TP"
    PPTP = "PPTP"


class APNType(Strict, frozen=True, kw_only=True):
    apn: Annotated[str, Meta(max_length=512)]
    apn_authentication: APNAuthenticationEnumType
    custom_data: CustomDataType | None = None
    apn_user_name: Annotated[str, Meta(max_length=20)] | None = None
    apn_password: Annotated[str, Meta(max_length=20)] | None = None
    sim_pin: Integer | None = None
    preferred_network: Annotated[str, Meta(max_length=6)] | None = None
    use_only_preferred_network: bool | None = None


class VPNType(Strict, frozen=True, kw_only=True):
    server: Annotated[str, Meta(max_length=512)]
    user: Annotated[str, Meta(max_length=20)]
    password: Annotated[str, Meta(max_length=20)]
    key: Annotated[str, Meta(max_length=255)]
    type: VPNEnumType
    custom_data: CustomDataType | None = None
    group: Annotated[str, Meta(max_length=20)] | None = None


class SetNetworkProfileStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    FAILED = "Failed"


class SetMonitoringDataType(Strict, frozen=True, kw_only=True):
    value: float
    type: MonitorEnumType
    severity: Integer
    component: ComponentType
    variable: VariableType
    custom_data: CustomDataType | None = None
    id: Integer | None = None
    transaction: bool | None = None


class SetMonitoringStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    UNKNOWN_COMPONENT = "UnknownComponent"
    UNKNOWN_VARIABLE = "UnknownVariable"
    UNSUPPORTED_MONITOR_TYPE = "UnsupportedMonitorType"
    REJECTED = "Rejected"
    DUPLICATE = "Duplicate"


class SetMonitoringResultType(Strict, frozen=True, kw_only=True):
    status: SetMonitoringStatusEnumType
    type: MonitorEnumType
    component: ComponentType
    variable: VariableType
    severity: Integer
    custom_data: CustomDataType | None = None
    id: Integer | None = None
    status_info: StatusInfoType | None = None


class SetVariableDataType(Strict, frozen=True, kw_only=True):
    attribute_value: Annotated[str, Meta(max_length=1000)]
    component: ComponentType
    variable: VariableType
    custom_data: CustomDataType | None = None
    attribute_type: AttributeEnumType | None = None


class SetVariableStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    UNKNOWN_COMPONENT = "UnknownComponent"
    UNKNOWN_VARIABLE = "UnknownVariable"
    NOT_SUPPORTED_ATTRIBUTE_TYPE = "NotSupportedAttributeType"
    REBOOT_REQUIRED = "RebootRequired"


class SetVariableResultType(Strict, frozen=True, kw_only=True):
    attribute_status: SetVariableStatusEnumType
    component: ComponentType
    variable: VariableType
    custom_data: CustomDataType | None = None
    attribute_type: AttributeEnumType | None = None
    attribute_status_info: StatusInfoType | None = None


class ConnectorStatusEnumType(StrEnum):
    AVAILABLE = "Available"
    OCCUPIED = "Occupied"
    RESERVED = "Reserved"
    UNAVAILABLE = "Unavailable"
    FAULTED = "Faulted"


class ChargingStateEnumType(StrEnum):
    CHARGING = "Charging"
    EV_CONNECTED = "EVConnected"
    SUSPENDED_EV = "SuspendedEV"
    SUSPENDED_EVSE = "SuspendedEVSE"
    IDLE = "Idle"


class ReasonEnumType(StrEnum):
    DE_AUTHORIZED = "DeAuthorized"
    EMERGENCY_STOP = "EmergencyStop"
    ENERGY_LIMIT_REACHED = "EnergyLimitReached"
    EV_DISCONNECTED = "EVDisconnected"
    GROUND_FAULT = "GroundFault"
    IMMEDIATE_RESET = "ImmediateReset"
    LOCAL = "Local"
    LOCAL_OUT_OF_CREDIT = "LocalOutOfCredit"
    MASTER_PASS = "MasterPass"
    OTHER = "Other"
    OVERCURRENT_FAULT = "OvercurrentFault"
    POWER_LOSS = "PowerLoss"
    POWER_QUALITY = "PowerQuality"
    REBOOT = "Reboot"
    REMOTE = "Remote"
    SOC_LIMIT_REACHED = "SOCLimitReached"
    STOPPED_BY_EV = "StoppedByEV"
    TIME_LIMIT_REACHED = "TimeLimitReached"
    TIMEOUT = "Timeout"


class TransactionEventEnumType(StrEnum):
    ENDED = "Ended"
    STARTED = "Started"
    UPDATED = "Updated"


class TriggerReasonEnumType(StrEnum):
    AUTHORIZED = "Authorized"
    CABLE_PLUGGED_IN = "CablePluggedIn"
    CHARGING_RATE_CHANGED = "ChargingRateChanged"
    CHARGING_STATE_CHANGED = "ChargingStateChanged"
    DEAUTHORIZED = "Deauthorized"
    ENERGY_LIMIT_REACHED = "EnergyLimitReached"
    EV_COMMUNICATION_LOST = "EVCommunicationLost"
    EV_CONNECT_TIMEOUT = "EVConnectTimeout"
    METER_VALUE_CLOCK = "MeterValueClock"
    METER_VALUE_PERIODIC = "MeterValuePeriodic"
    TIME_LIMIT_REACHED = "TimeLimitReached"
    TRIGGER = "Trigger"
    UNLOCK_COMMAND = "UnlockCommand"
    STOP_AUTHORIZED = "StopAuthorized"
    EV_DEPARTED = "EVDeparted"
    EV_DETECTED = "EVDetected"
    REMOTE_STOP = "RemoteStop"
    REMOTE_START = "RemoteStart"
    ABNORMAL_CONDITION = "AbnormalCondition"
    SIGNED_DATA_RECEIVED = "SignedDataReceived"
    RESET_COMMAND = "ResetCommand"


class TransactionType(Strict, frozen=True, kw_only=True):
    transaction_id: Annotated[str, Meta(max_length=36)]
    custom_data: CustomDataType | None = None
    charging_state: ChargingStateEnumType | None = None
    time_spent_charging: Integer | None = None
    stopped_reason: ReasonEnumType | None = None
    remote_start_id: Integer | None = None


class MessageTriggerEnumType(StrEnum):
    BOOT_NOTIFICATION = "BootNotification"
    LOG_STATUS_NOTIFICATION = "LogStatusNotification"
    FIRMWARE_STATUS_NOTIFICATION = "FirmwareStatusNotification"
    HEARTBEAT = "Heartbeat"
    METER_VALUES = "MeterValues"
    SIGN_CHARGING_STATION_CERTIFICATE = "SignChargingStationCertificate"
    SIGN_V2_G_CERTIFICATE = "SignV2GCertificate"
    STATUS_NOTIFICATION = "StatusNotification"
    TRANSACTION_EVENT = "TransactionEvent"
    SIGN_COMBINED_CERTIFICATE = "SignCombinedCertificate"
    PUBLISH_FIRMWARE_STATUS_NOTIFICATION = "PublishFirmwareStatusNotification"


class TriggerMessageStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NOT_IMPLEMENTED = "NotImplemented"


class UnlockStatusEnumType(StrEnum):
    UNLOCKED = "Unlocked"
    UNLOCK_FAILED = "UnlockFailed"
    ONGOING_AUTHORIZED_TRANSACTION = "OngoingAuthorizedTransaction"
    UNKNOWN_CONNECTOR = "UnknownConnector"


class UnpublishFirmwareStatusEnumType(StrEnum):
    DOWNLOAD_ONGOING = "DownloadOngoing"
    NO_FIRMWARE = "NoFirmware"
    UNPUBLISHED = "Unpublished"


class FirmwareType(Strict, frozen=True, kw_only=True):
    location: Annotated[str, Meta(max_length=512)]
    retrieve_date_time: Instant
    custom_data: CustomDataType | None = None
    install_date_time: Instant | None = None
    signing_certificate: Annotated[str, Meta(max_length=5500)] | None = None
    signature: Annotated[str, Meta(max_length=800)] | None = None


class UpdateFirmwareStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    ACCEPTED_CANCELED = "AcceptedCanceled"
    INVALID_CERTIFICATE = "InvalidCertificate"
    REVOKED_CERTIFICATE = "RevokedCertificate"


class AuthorizeRequest(Strict, frozen=True, kw_only=True):
    id_token: IdTokenType
    custom_data: CustomDataType | None = None
    certificate: Annotated[str, Meta(max_length=5500)] | None = None
    iso15118_certificate_hash_data: (
        Annotated[list[OCSPRequestDataType], Meta(max_length=4, min_length=1)] | None
    ) = None


class BootNotificationResponse(Strict, frozen=True, kw_only=True):
    current_time: Instant
    interval: Integer
    status: RegistrationStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class CancelReservationRequest(Strict, frozen=True, kw_only=True):
    reservation_id: Integer
    custom_data: CustomDataType | None = None


class CancelReservationResponse(Strict, frozen=True, kw_only=True):
    status: CancelReservationStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class CertificateSignedRequest(Strict, frozen=True, kw_only=True):
    certificate_chain: Annotated[str, Meta(max_length=10000)]
    custom_data: CustomDataType | None = None
    certificate_type: CertificateSigningUseEnumType | None = None


class CertificateSignedResponse(Strict, frozen=True, kw_only=True):
    status: CertificateSignedStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class ChangeAvailabilityRequest(Strict, frozen=True, kw_only=True):
    operational_status: OperationalStatusEnumType
    custom_data: CustomDataType | None = None
    evse: EVSEType | None = None


class ChangeAvailabilityResponse(Strict, frozen=True, kw_only=True):
    status: ChangeAvailabilityStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class ClearCacheRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class ClearCacheResponse(Strict, frozen=True, kw_only=True):
    status: ClearCacheStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class ClearChargingProfileRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    charging_profile_id: Integer | None = None
    charging_profile_criteria: ClearChargingProfileType | None = None


class ClearChargingProfileResponse(Strict, frozen=True, kw_only=True):
    status: ClearChargingProfileStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class ClearDisplayMessageRequest(Strict, frozen=True, kw_only=True):
    id: Integer
    custom_data: CustomDataType | None = None


class ClearDisplayMessageResponse(Strict, frozen=True, kw_only=True):
    status: ClearMessageStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class ClearVariableMonitoringRequest(Strict, frozen=True, kw_only=True):
    id: Annotated[list[Integer], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class ClearVariableMonitoringResponse(Strict, frozen=True, kw_only=True):
    clear_monitoring_result: Annotated[list[ClearMonitoringResultType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class ClearedChargingLimitRequest(Strict, frozen=True, kw_only=True):
    charging_limit_source: ChargingLimitSourceEnumType
    custom_data: CustomDataType | None = None
    evse_id: Integer | None = None


class ClearedChargingLimitResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class CostUpdatedRequest(Strict, frozen=True, kw_only=True):
    total_cost: float
    transaction_id: Annotated[str, Meta(max_length=36)]
    custom_data: CustomDataType | None = None


class CostUpdatedResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class CustomerInformationRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    report: bool
    clear: bool
    custom_data: CustomDataType | None = None
    customer_certificate: CertificateHashDataType | None = None
    id_token: IdTokenType | None = None
    customer_identifier: Annotated[str, Meta(max_length=64)] | None = None


class CustomerInformationResponse(Strict, frozen=True, kw_only=True):
    status: CustomerInformationStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class DataTransferRequest(Strict, frozen=True, kw_only=True):
    vendor_id: Annotated[str, Meta(max_length=255)]
    custom_data: CustomDataType | None = None
    message_id: Annotated[str, Meta(max_length=50)] | None = None
    data: Any | None = None


class DataTransferResponse(Strict, frozen=True, kw_only=True):
    status: DataTransferStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None
    data: Any | None = None


class DeleteCertificateRequest(Strict, frozen=True, kw_only=True):
    certificate_hash_data: CertificateHashDataType
    custom_data: CustomDataType | None = None


class DeleteCertificateResponse(Strict, frozen=True, kw_only=True):
    status: DeleteCertificateStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class FirmwareStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: FirmwareStatusEnumType
    custom_data: CustomDataType | None = None
    request_id: Integer | None = None


class FirmwareStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class Get15118EVCertificateRequest(Strict, frozen=True, kw_only=True):
    iso15118_schema_version: Annotated[str, Meta(max_length=50)]
    action: CertificateActionEnumType
    exi_request: Annotated[str, Meta(max_length=5600)]
    custom_data: CustomDataType | None = None


class Get15118EVCertificateResponse(Strict, frozen=True, kw_only=True):
    status: Iso15118EVCertificateStatusEnumType
    exi_response: Annotated[str, Meta(max_length=7500)]
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class GetBaseReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    report_base: ReportBaseEnumType
    custom_data: CustomDataType | None = None


class GetBaseReportResponse(Strict, frozen=True, kw_only=True):
    status: GenericDeviceModelStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class GetCertificateStatusRequest(Strict, frozen=True, kw_only=True):
    ocsp_request_data: OCSPRequestDataType
    custom_data: CustomDataType | None = None


class GetCertificateStatusResponse(Strict, frozen=True, kw_only=True):
    status: GetCertificateStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None
    ocsp_result: Annotated[str, Meta(max_length=5500)] | None = None


class GetChargingProfilesRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    charging_profile: ChargingProfileCriterionType
    custom_data: CustomDataType | None = None
    evse_id: Integer | None = None


class GetChargingProfilesResponse(Strict, frozen=True, kw_only=True):
    status: GetChargingProfileStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class GetCompositeScheduleRequest(Strict, frozen=True, kw_only=True):
    duration: Integer
    evse_id: Integer
    custom_data: CustomDataType | None = None
    charging_rate_unit: ChargingRateUnitEnumType | None = None


class GetCompositeScheduleResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None
    schedule: CompositeScheduleType | None = None


class GetDisplayMessagesRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    custom_data: CustomDataType | None = None
    id: Annotated[list[Integer], Meta(min_length=1)] | None = None
    priority: MessagePriorityEnumType | None = None
    state: MessageStateEnumType | None = None


class GetDisplayMessagesResponse(Strict, frozen=True, kw_only=True):
    status: GetDisplayMessagesStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class GetInstalledCertificateIdsRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    certificate_type: Annotated[list[GetCertificateIdUseEnumType], Meta(min_length=1)] | None = None


class GetInstalledCertificateIdsResponse(Strict, frozen=True, kw_only=True):
    status: GetInstalledCertificateStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None
    certificate_hash_data_chain: (
        Annotated[list[CertificateHashDataChainType], Meta(min_length=1)] | None
    ) = None


class GetLocalListVersionRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class GetLocalListVersionResponse(Strict, frozen=True, kw_only=True):
    version_number: Integer
    custom_data: CustomDataType | None = None


class GetLogRequest(Strict, frozen=True, kw_only=True):
    log: LogParametersType
    log_type: LogEnumType
    request_id: Integer
    custom_data: CustomDataType | None = None
    retries: Integer | None = None
    retry_interval: Integer | None = None


class GetLogResponse(Strict, frozen=True, kw_only=True):
    status: LogStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None
    filename: Annotated[str, Meta(max_length=255)] | None = None


class GetMonitoringReportResponse(Strict, frozen=True, kw_only=True):
    status: GenericDeviceModelStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class GetReportResponse(Strict, frozen=True, kw_only=True):
    status: GenericDeviceModelStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class GetTransactionStatusRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None


class GetTransactionStatusResponse(Strict, frozen=True, kw_only=True):
    messages_in_queue: bool
    custom_data: CustomDataType | None = None
    ongoing_indicator: bool | None = None


class GetVariablesRequest(Strict, frozen=True, kw_only=True):
    get_variable_data: Annotated[list[GetVariableDataType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class GetVariablesResponse(Strict, frozen=True, kw_only=True):
    get_variable_result: Annotated[list[GetVariableResultType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class HeartbeatRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class HeartbeatResponse(Strict, frozen=True, kw_only=True):
    current_time: Instant
    custom_data: CustomDataType | None = None


class InstallCertificateRequest(Strict, frozen=True, kw_only=True):
    certificate_type: InstallCertificateUseEnumType
    certificate: Annotated[str, Meta(max_length=5500)]
    custom_data: CustomDataType | None = None


class InstallCertificateResponse(Strict, frozen=True, kw_only=True):
    status: InstallCertificateStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class LogStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: UploadLogStatusEnumType
    custom_data: CustomDataType | None = None
    request_id: Integer | None = None


class LogStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class MeterValuesResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyChargingLimitResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyCustomerInformationRequest(Strict, frozen=True, kw_only=True):
    data: Annotated[str, Meta(max_length=512)]
    seq_no: Integer
    generated_at: Instant
    request_id: Integer
    custom_data: CustomDataType | None = None
    tbc: bool | None = None


class NotifyCustomerInformationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyDisplayMessagesRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    custom_data: CustomDataType | None = None
    message_info: Annotated[list[MessageInfoType], Meta(min_length=1)] | None = None
    tbc: bool | None = None


class NotifyDisplayMessagesResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyEVChargingNeedsResponse(Strict, frozen=True, kw_only=True):
    status: NotifyEVChargingNeedsStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class NotifyEVChargingScheduleResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class NotifyEventRequest(Strict, frozen=True, kw_only=True):
    generated_at: Instant
    seq_no: Integer
    event_data: Annotated[list[EventDataType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None
    tbc: bool | None = None


class NotifyEventResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyMonitoringReportResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyReportResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class PublishFirmwareRequest(Strict, frozen=True, kw_only=True):
    location: Annotated[str, Meta(max_length=512)]
    checksum: Annotated[str, Meta(max_length=32)]
    request_id: Integer
    custom_data: CustomDataType | None = None
    retries: Integer | None = None
    retry_interval: Integer | None = None


class PublishFirmwareResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


LocationItem: TypeAlias = Annotated[str, Meta(max_length=512)]


class PublishFirmwareStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: PublishFirmwareStatusEnumType
    custom_data: CustomDataType | None = None
    location: Annotated[list[LocationItem], Meta(min_length=1)] | None = None
    request_id: Integer | None = None


class PublishFirmwareStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class ReportChargingProfilesResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class RequestStartTransactionResponse(Strict, frozen=True, kw_only=True):
    status: RequestStartStopStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None


class RequestStopTransactionRequest(Strict, frozen=True, kw_only=True):
    transaction_id: Annotated[str, Meta(max_length=36)]
    custom_data: CustomDataType | None = None


class RequestStopTransactionResponse(Strict, frozen=True, kw_only=True):
    status: RequestStartStopStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class ReservationStatusUpdateRequest(Strict, frozen=True, kw_only=True):
    reservation_id: Integer
    reservation_update_status: ReservationUpdateStatusEnumType
    custom_data: CustomDataType | None = None


class ReservationStatusUpdateResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class ReserveNowRequest(Strict, frozen=True, kw_only=True):
    id: Integer
    expiry_date_time: Instant
    id_token: IdTokenType
    custom_data: CustomDataType | None = None
    connector_type: ConnectorEnumType | None = None
    evse_id: Integer | None = None
    group_id_token: IdTokenType | None = None


class ReserveNowResponse(Strict, frozen=True, kw_only=True):
    status: ReserveNowStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class ResetRequest(Strict, frozen=True, kw_only=True):
    type: ResetEnumType
    custom_data: CustomDataType | None = None
    evse_id: Integer | None = None


class ResetResponse(Strict, frozen=True, kw_only=True):
    status: ResetStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class SecurityEventNotificationRequest(Strict, frozen=True, kw_only=True):
    type: Annotated[str, Meta(max_length=50)]
    timestamp: Instant
    custom_data: CustomDataType | None = None
    tech_info: Annotated[str, Meta(max_length=255)] | None = None


class SecurityEventNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class SendLocalListResponse(Strict, frozen=True, kw_only=True):
    status: SendLocalListStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class SetChargingProfileResponse(Strict, frozen=True, kw_only=True):
    status: ChargingProfileStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class SetDisplayMessageRequest(Strict, frozen=True, kw_only=True):
    message: MessageInfoType
    custom_data: CustomDataType | None = None


class SetDisplayMessageResponse(Strict, frozen=True, kw_only=True):
    status: DisplayMessageStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class SetMonitoringBaseRequest(Strict, frozen=True, kw_only=True):
    monitoring_base: MonitoringBaseEnumType
    custom_data: CustomDataType | None = None


class SetMonitoringBaseResponse(Strict, frozen=True, kw_only=True):
    status: GenericDeviceModelStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class SetMonitoringLevelRequest(Strict, frozen=True, kw_only=True):
    severity: Integer
    custom_data: CustomDataType | None = None


class SetMonitoringLevelResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class SetNetworkProfileResponse(Strict, frozen=True, kw_only=True):
    status: SetNetworkProfileStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class SetVariableMonitoringRequest(Strict, frozen=True, kw_only=True):
    set_monitoring_data: Annotated[list[SetMonitoringDataType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class SetVariableMonitoringResponse(Strict, frozen=True, kw_only=True):
    set_monitoring_result: Annotated[list[SetMonitoringResultType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class SetVariablesRequest(Strict, frozen=True, kw_only=True):
    set_variable_data: Annotated[list[SetVariableDataType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class SetVariablesResponse(Strict, frozen=True, kw_only=True):
    set_variable_result: Annotated[list[SetVariableResultType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class SignCertificateRequest(Strict, frozen=True, kw_only=True):
    csr: Annotated[str, Meta(max_length=5500)]
    custom_data: CustomDataType | None = None
    certificate_type: CertificateSigningUseEnumType | None = None


class SignCertificateResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class StatusNotificationRequest(Strict, frozen=True, kw_only=True):
    timestamp: Instant
    connector_status: ConnectorStatusEnumType
    evse_id: Integer
    connector_id: Integer
    custom_data: CustomDataType | None = None


class StatusNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class TriggerMessageRequest(Strict, frozen=True, kw_only=True):
    requested_message: MessageTriggerEnumType
    custom_data: CustomDataType | None = None
    evse: EVSEType | None = None


class TriggerMessageResponse(Strict, frozen=True, kw_only=True):
    status: TriggerMessageStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class UnlockConnectorRequest(Strict, frozen=True, kw_only=True):
    evse_id: Integer
    connector_id: Integer
    custom_data: CustomDataType | None = None


class UnlockConnectorResponse(Strict, frozen=True, kw_only=True):
    status: UnlockStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class UnpublishFirmwareRequest(Strict, frozen=True, kw_only=True):
    checksum: Annotated[str, Meta(max_length=32)]
    custom_data: CustomDataType | None = None


class UnpublishFirmwareResponse(Strict, frozen=True, kw_only=True):
    status: UnpublishFirmwareStatusEnumType
    custom_data: CustomDataType | None = None


class UpdateFirmwareRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    firmware: FirmwareType
    custom_data: CustomDataType | None = None
    retries: Integer | None = None
    retry_interval: Integer | None = None


class UpdateFirmwareResponse(Strict, frozen=True, kw_only=True):
    status: UpdateFirmwareStatusEnumType
    custom_data: CustomDataType | None = None
    status_info: StatusInfoType | None = None


class IdTokenInfoType(Strict, frozen=True, kw_only=True):
    status: AuthorizationStatusEnumType
    custom_data: CustomDataType | None = None
    cache_expiry_date_time: Instant | None = None
    charging_priority: Integer | None = None
    language1: Annotated[str, Meta(max_length=8)] | None = None
    evse_id: Annotated[list[Integer], Meta(min_length=1)] | None = None
    group_id_token: IdTokenType | None = None
    language2: Annotated[str, Meta(max_length=8)] | None = None
    personal_message: MessageContentType | None = None


class ChargingStationType(Strict, frozen=True, kw_only=True):
    model: Annotated[str, Meta(max_length=20)]
    vendor_name: Annotated[str, Meta(max_length=50)]
    custom_data: CustomDataType | None = None
    serial_number: Annotated[str, Meta(max_length=25)] | None = None
    modem: ModemType | None = None
    firmware_version: Annotated[str, Meta(max_length=50)] | None = None


class ComponentVariableType(Strict, frozen=True, kw_only=True):
    component: ComponentType
    custom_data: CustomDataType | None = None
    variable: VariableType | None = None


class SampledValueType(Strict, frozen=True, kw_only=True):
    value: float
    custom_data: CustomDataType | None = None
    context: ReadingContextEnumType | None = None
    measurand: MeasurandEnumType | None = None
    phase: PhaseEnumType | None = None
    location: LocationEnumType | None = None
    signed_meter_value: SignedMeterValueType | None = None
    unit_of_measure: UnitOfMeasureType | None = None


class ConsumptionCostType(Strict, frozen=True, kw_only=True):
    start_value: float
    cost: Annotated[list[CostType], Meta(max_length=3, min_length=1)]
    custom_data: CustomDataType | None = None


class SalesTariffEntryType(Strict, frozen=True, kw_only=True):
    relative_time_interval: RelativeTimeIntervalType
    custom_data: CustomDataType | None = None
    e_price_level: Annotated[int, Meta(ge=0)] | None = None
    consumption_cost: (
        Annotated[list[ConsumptionCostType], Meta(max_length=3, min_length=1)] | None
    ) = None


class SalesTariffType(Strict, frozen=True, kw_only=True):
    id: Integer
    sales_tariff_entry: Annotated[list[SalesTariffEntryType], Meta(max_length=1024, min_length=1)]
    custom_data: CustomDataType | None = None
    sales_tariff_description: Annotated[str, Meta(max_length=32)] | None = None
    num_e_price_levels: Integer | None = None


class ChargingNeedsType(Strict, frozen=True, kw_only=True):
    requested_energy_transfer: EnergyTransferModeEnumType
    custom_data: CustomDataType | None = None
    ac_charging_parameters: ACChargingParametersType | None = None
    dc_charging_parameters: DCChargingParametersType | None = None
    departure_time: Instant | None = None


class MonitoringDataType(Strict, frozen=True, kw_only=True):
    component: ComponentType
    variable: VariableType
    variable_monitoring: Annotated[list[VariableMonitoringType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class ReportDataType(Strict, frozen=True, kw_only=True):
    component: ComponentType
    variable: VariableType
    variable_attribute: Annotated[list[VariableAttributeType], Meta(max_length=4, min_length=1)]
    custom_data: CustomDataType | None = None
    variable_characteristics: VariableCharacteristicsType | None = None


class AuthorizationData(Strict, frozen=True, kw_only=True):
    id_token: IdTokenType
    custom_data: CustomDataType | None = None
    id_token_info: IdTokenInfoType | None = None


class NetworkConnectionProfileType(Strict, frozen=True, kw_only=True):
    ocpp_version: OCPPVersionEnumType
    ocpp_transport: OCPPTransportEnumType
    ocpp_csms_url: Annotated[str, Meta(max_length=512)]
    message_timeout: Integer
    security_profile: Integer
    ocpp_interface: OCPPInterfaceEnumType
    custom_data: CustomDataType | None = None
    apn: APNType | None = None
    vpn: VPNType | None = None


class AuthorizeResponse(Strict, frozen=True, kw_only=True):
    id_token_info: IdTokenInfoType
    custom_data: CustomDataType | None = None
    certificate_status: AuthorizeCertificateStatusEnumType | None = None


class BootNotificationRequest(Strict, frozen=True, kw_only=True):
    charging_station: ChargingStationType
    reason: BootReasonEnumType
    custom_data: CustomDataType | None = None


class GetMonitoringReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    custom_data: CustomDataType | None = None
    component_variable: Annotated[list[ComponentVariableType], Meta(min_length=1)] | None = None
    monitoring_criteria: (
        Annotated[list[MonitoringCriterionEnumType], Meta(max_length=3, min_length=1)] | None
    ) = None


class GetReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    custom_data: CustomDataType | None = None
    component_variable: Annotated[list[ComponentVariableType], Meta(min_length=1)] | None = None
    component_criteria: (
        Annotated[list[ComponentCriterionEnumType], Meta(max_length=4, min_length=1)] | None
    ) = None


class NotifyEVChargingNeedsRequest(Strict, frozen=True, kw_only=True):
    charging_needs: ChargingNeedsType
    evse_id: Integer
    custom_data: CustomDataType | None = None
    max_schedule_tuples: Integer | None = None


class NotifyMonitoringReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    seq_no: Integer
    generated_at: Instant
    custom_data: CustomDataType | None = None
    monitor: Annotated[list[MonitoringDataType], Meta(min_length=1)] | None = None
    tbc: bool | None = None


class NotifyReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    generated_at: Instant
    seq_no: Integer
    custom_data: CustomDataType | None = None
    report_data: Annotated[list[ReportDataType], Meta(min_length=1)] | None = None
    tbc: bool | None = None


class SendLocalListRequest(Strict, frozen=True, kw_only=True):
    version_number: Integer
    update_type: UpdateEnumType
    custom_data: CustomDataType | None = None
    local_authorization_list: Annotated[list[AuthorizationData], Meta(min_length=1)] | None = None


class SetNetworkProfileRequest(Strict, frozen=True, kw_only=True):
    configuration_slot: Integer
    connection_data: NetworkConnectionProfileType
    custom_data: CustomDataType | None = None


class TransactionEventResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None
    total_cost: float | None = None
    charging_priority: Integer | None = None
    id_token_info: IdTokenInfoType | None = None
    updated_personal_message: MessageContentType | None = None


class MeterValueType(Strict, frozen=True, kw_only=True):
    sampled_value: Annotated[list[SampledValueType], Meta(min_length=1)]
    timestamp: Instant
    custom_data: CustomDataType | None = None


class ChargingScheduleType(Strict, frozen=True, kw_only=True):
    id: Integer
    charging_rate_unit: ChargingRateUnitEnumType
    charging_schedule_period: Annotated[
        list[ChargingSchedulePeriodType], Meta(max_length=1024, min_length=1)
    ]
    custom_data: CustomDataType | None = None
    start_schedule: Instant | None = None
    duration: Integer | None = None
    min_charging_rate: float | None = None
    sales_tariff: SalesTariffType | None = None


class ChargingProfileType(Strict, frozen=True, kw_only=True):
    id: Integer
    stack_level: Integer
    charging_profile_purpose: ChargingProfilePurposeEnumType
    charging_profile_kind: ChargingProfileKindEnumType
    charging_schedule: Annotated[list[ChargingScheduleType], Meta(max_length=3, min_length=1)]
    custom_data: CustomDataType | None = None
    recurrency_kind: RecurrencyKindEnumType | None = None
    valid_from: Instant | None = None
    valid_to: Instant | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None


class MeterValuesRequest(Strict, frozen=True, kw_only=True):
    evse_id: Integer
    meter_value: Annotated[list[MeterValueType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class NotifyChargingLimitRequest(Strict, frozen=True, kw_only=True):
    charging_limit: ChargingLimitType
    custom_data: CustomDataType | None = None
    charging_schedule: Annotated[list[ChargingScheduleType], Meta(min_length=1)] | None = None
    evse_id: Integer | None = None


class NotifyEVChargingScheduleRequest(Strict, frozen=True, kw_only=True):
    time_base: Instant
    charging_schedule: ChargingScheduleType
    evse_id: Integer
    custom_data: CustomDataType | None = None


class ReportChargingProfilesRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    charging_limit_source: ChargingLimitSourceEnumType
    charging_profile: Annotated[list[ChargingProfileType], Meta(min_length=1)]
    evse_id: Integer
    custom_data: CustomDataType | None = None
    tbc: bool | None = None


class RequestStartTransactionRequest(Strict, frozen=True, kw_only=True):
    id_token: IdTokenType
    remote_start_id: Integer
    custom_data: CustomDataType | None = None
    evse_id: Integer | None = None
    group_id_token: IdTokenType | None = None
    charging_profile: ChargingProfileType | None = None


class SetChargingProfileRequest(Strict, frozen=True, kw_only=True):
    evse_id: Integer
    charging_profile: ChargingProfileType
    custom_data: CustomDataType | None = None


class TransactionEventRequest(Strict, frozen=True, kw_only=True):
    event_type: TransactionEventEnumType
    timestamp: Instant
    trigger_reason: TriggerReasonEnumType
    seq_no: Integer
    transaction_info: TransactionType
    custom_data: CustomDataType | None = None
    meter_value: Annotated[list[MeterValueType], Meta(min_length=1)] | None = None
    offline: bool | None = None
    number_of_phases_used: Integer | None = None
    cable_max_current: Integer | None = None
    reservation_id: Integer | None = None
    evse: EVSEType | None = None
    id_token: IdTokenType | None = None


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
    "ClearCache": Action(
        ClearCacheRequest, ClearCacheResponse, from_station=False, to_station=True
    ),
    "ClearChargingProfile": Action(
        ClearChargingProfileRequest,
        ClearChargingProfileResponse,
        from_station=False,
        to_station=True,
    ),
    "ClearDisplayMessage": Action(
        ClearDisplayMessageRequest, ClearDisplayMessageResponse, from_station=False, to_station=True
    ),
    "ClearVariableMonitoring": Action(
        ClearVariableMonitoringRequest,
        ClearVariableMonitoringResponse,
        from_station=False,
        to_station=True,
    ),
    "ClearedChargingLimit": Action(
        ClearedChargingLimitRequest,
        ClearedChargingLimitResponse,
        from_station=True,
        to_station=False,
    ),
    "CostUpdated": Action(
        CostUpdatedRequest, CostUpdatedResponse, from_station=False, to_station=True
    ),
    "CustomerInformation": Action(
        CustomerInformationRequest, CustomerInformationResponse, from_station=False, to_station=True
    ),
    "DataTransfer": Action(
        DataTransferRequest, DataTransferResponse, from_station=True, to_station=True
    ),
    "DeleteCertificate": Action(
        DeleteCertificateRequest, DeleteCertificateResponse, from_station=False, to_station=True
    ),
    "FirmwareStatusNotification": Action(
        FirmwareStatusNotificationRequest,
        FirmwareStatusNotificationResponse,
        from_station=True,
        to_station=False,
    ),
    "Get15118EVCertificate": Action(
        Get15118EVCertificateRequest,
        Get15118EVCertificateResponse,
        from_station=True,
        to_station=False,
    ),
    "GetBaseReport": Action(
        GetBaseReportRequest, GetBaseReportResponse, from_station=False, to_station=True
    ),
    "GetCertificateStatus": Action(
        GetCertificateStatusRequest,
        GetCertificateStatusResponse,
        from_station=True,
        to_station=False,
    ),
    "GetChargingProfiles": Action(
        GetChargingProfilesRequest, GetChargingProfilesResponse, from_station=False, to_station=True
    ),
    "GetCompositeSchedule": Action(
        GetCompositeScheduleRequest,
        GetCompositeScheduleResponse,
        from_station=False,
        to_station=True,
    ),
    "GetDisplayMessages": Action(
        GetDisplayMessagesRequest, GetDisplayMessagesResponse, from_station=False, to_station=True
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
    "GetMonitoringReport": Action(
        GetMonitoringReportRequest, GetMonitoringReportResponse, from_station=False, to_station=True
    ),
    "GetReport": Action(GetReportRequest, GetReportResponse, from_station=False, to_station=True),
    "GetTransactionStatus": Action(
        GetTransactionStatusRequest,
        GetTransactionStatusResponse,
        from_station=False,
        to_station=True,
    ),
    "GetVariables": Action(
        GetVariablesRequest, GetVariablesResponse, from_station=False, to_station=True
    ),
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
    "NotifyChargingLimit": Action(
        NotifyChargingLimitRequest, NotifyChargingLimitResponse, from_station=True, to_station=False
    ),
    "NotifyCustomerInformation": Action(
        NotifyCustomerInformationRequest,
        NotifyCustomerInformationResponse,
        from_station=True,
        to_station=False,
    ),
    "NotifyDisplayMessages": Action(
        NotifyDisplayMessagesRequest,
        NotifyDisplayMessagesResponse,
        from_station=True,
        to_station=False,
    ),
    "NotifyEVChargingNeeds": Action(
        NotifyEVChargingNeedsRequest,
        NotifyEVChargingNeedsResponse,
        from_station=True,
        to_station=False,
    ),
    "NotifyEVChargingSchedule": Action(
        NotifyEVChargingScheduleRequest,
        NotifyEVChargingScheduleResponse,
        from_station=True,
        to_station=False,
    ),
    "NotifyEvent": Action(
        NotifyEventRequest, NotifyEventResponse, from_station=True, to_station=False
    ),
    "NotifyMonitoringReport": Action(
        NotifyMonitoringReportRequest,
        NotifyMonitoringReportResponse,
        from_station=True,
        to_station=False,
    ),
    "NotifyReport": Action(
        NotifyReportRequest, NotifyReportResponse, from_station=True, to_station=False
    ),
    "PublishFirmware": Action(
        PublishFirmwareRequest, PublishFirmwareResponse, from_station=False, to_station=True
    ),
    "PublishFirmwareStatusNotification": Action(
        PublishFirmwareStatusNotificationRequest,
        PublishFirmwareStatusNotificationResponse,
        from_station=True,
        to_station=False,
    ),
    "ReportChargingProfiles": Action(
        ReportChargingProfilesRequest,
        ReportChargingProfilesResponse,
        from_station=True,
        to_station=False,
    ),
    "RequestStartTransaction": Action(
        RequestStartTransactionRequest,
        RequestStartTransactionResponse,
        from_station=False,
        to_station=True,
    ),
    "RequestStopTransaction": Action(
        RequestStopTransactionRequest,
        RequestStopTransactionResponse,
        from_station=False,
        to_station=True,
    ),
    "ReservationStatusUpdate": Action(
        ReservationStatusUpdateRequest,
        ReservationStatusUpdateResponse,
        from_station=True,
        to_station=False,
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
    "SetDisplayMessage": Action(
        SetDisplayMessageRequest, SetDisplayMessageResponse, from_station=False, to_station=True
    ),
    "SetMonitoringBase": Action(
        SetMonitoringBaseRequest, SetMonitoringBaseResponse, from_station=False, to_station=True
    ),
    "SetMonitoringLevel": Action(
        SetMonitoringLevelRequest, SetMonitoringLevelResponse, from_station=False, to_station=True
    ),
    "SetNetworkProfile": Action(
        SetNetworkProfileRequest, SetNetworkProfileResponse, from_station=False, to_station=True
    ),
    "SetVariableMonitoring": Action(
        SetVariableMonitoringRequest,
        SetVariableMonitoringResponse,
        from_station=False,
        to_station=True,
    ),
    "SetVariables": Action(
        SetVariablesRequest, SetVariablesResponse, from_station=False, to_station=True
    ),
    "SignCertificate": Action(
        SignCertificateRequest, SignCertificateResponse, from_station=True, to_station=False
    ),
    "StatusNotification": Action(
        StatusNotificationRequest, StatusNotificationResponse, from_station=True, to_station=False
    ),
    "TransactionEvent": Action(
        TransactionEventRequest, TransactionEventResponse, from_station=True, to_station=False
    ),
    "TriggerMessage": Action(
        TriggerMessageRequest, TriggerMessageResponse, from_station=False, to_station=True
    ),
    "UnlockConnector": Action(
        UnlockConnectorRequest, UnlockConnectorResponse, from_station=False, to_station=True
    ),
    "UnpublishFirmware": Action(
        UnpublishFirmwareRequest, UnpublishFirmwareResponse, from_station=False, to_station=True
    ),
    "UpdateFirmware": Action(
        UpdateFirmwareRequest, UpdateFirmwareResponse, from_station=False, to_station=True
    ),
}
