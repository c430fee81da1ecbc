"""OCPP 2.1: every message as a strict type (generated, do not edit)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, field

from sigec.ocpp.messages.base import Action, Instant, Integer, Open, Strict


class CustomDataType(Open, frozen=True, kw_only=True):
    vendor_id: Annotated[str, Meta(max_length=255)]


class GenericStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class StatusInfoType(Strict, frozen=True, kw_only=True):
    reason_code: Annotated[str, Meta(max_length=20)]
    additional_info: Annotated[str, Meta(max_length=1024)] | None = None
    custom_data: CustomDataType | None = None


class PeriodicEventStreamParamsType(Strict, frozen=True, kw_only=True):
    interval: Annotated[int, Meta(ge=0)] | None = None
    values: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class HashAlgorithmEnumType(StrEnum):
    SHA256 = "SHA256"
    SHA384 = "SHA384"
    SHA512 = "SHA512"


class AdditionalInfoType(Strict, frozen=True, kw_only=True):
    additional_id_token: Annotated[str, Meta(max_length=255)]
    type: Annotated[str, Meta(max_length=50)]
    custom_data: CustomDataType | None = None


class IdTokenType(Strict, frozen=True, kw_only=True):
    id_token: Annotated[str, Meta(max_length=255)]
    type: Annotated[str, Meta(max_length=20)]
    additional_info: Annotated[list[AdditionalInfoType], Meta(min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class OCSPRequestDataType(Strict, frozen=True, kw_only=True):
    hash_algorithm: HashAlgorithmEnumType
    issuer_name_hash: Annotated[str, Meta(max_length=128)]
    issuer_key_hash: Annotated[str, Meta(max_length=128)]
    serial_number: Annotated[str, Meta(max_length=40)]
    responder_url: Annotated[str, Meta(max_length=2000)] = field(name="responderURL")
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


class DayOfWeekEnumType(StrEnum):
    MONDAY = "Monday"
    TUESDAY = "Tuesday"
    WEDNESDAY = "Wednesday"
    THURSDAY = "Thursday"
    FRIDAY = "Friday"
    SATURDAY = "Saturday"
    SUNDAY = "Sunday"


class EnergyTransferModeEnumType(StrEnum):
    AC_SINGLE_PHASE = "AC_single_phase"
    AC_TWO_PHASE = "AC_two_phase"
    AC_THREE_PHASE = "AC_three_phase"
    DC = "DC"
    AC_BPT = "AC_BPT"
    AC_BPT_DER = "AC_BPT_DER"
    AC_DER = "AC_DER"
    DC_BPT = "DC_BPT"
    DC_ACDP = "DC_ACDP"
    DC_ACDP_BPT = "DC_ACDP_BPT"
    WPT = "WPT"


class EvseKindEnumType(StrEnum):
    AC = "AC"
    DC = "DC"


class MessageFormatEnumType(StrEnum):
    ASCII = "ASCII"
    HTML = "HTML"
    URI = "URI"
    UTF8 = "UTF8"
    QRCODE = "QRCODE"


EvseIdItem: TypeAlias = Annotated[int, Meta(ge=0)]


class MessageContentType(Strict, frozen=True, kw_only=True):
    format: MessageFormatEnumType
    content: Annotated[str, Meta(max_length=1024)]
    language: Annotated[str, Meta(max_length=8)] | None = None
    custom_data: CustomDataType | None = None


class TariffConditionsFixedType(Strict, frozen=True, kw_only=True):
    start_time_of_day: str | None = None
    end_time_of_day: str | None = None
    day_of_week: Annotated[list[DayOfWeekEnumType], Meta(max_length=7, min_length=1)] | None = None
    valid_from_date: str | None = None
    valid_to_date: str | None = None
    evse_kind: EvseKindEnumType | None = None
    payment_brand: Annotated[str, Meta(max_length=20)] | None = None
    payment_recognition: Annotated[str, Meta(max_length=20)] | None = None
    custom_data: CustomDataType | None = None


class TariffConditionsType(Strict, frozen=True, kw_only=True):
    start_time_of_day: str | None = None
    end_time_of_day: str | None = None
    day_of_week: Annotated[list[DayOfWeekEnumType], Meta(max_length=7, min_length=1)] | None = None
    valid_from_date: str | None = None
    valid_to_date: str | None = None
    evse_kind: EvseKindEnumType | None = None
    min_energy: float | None = None
    max_energy: float | None = None
    min_current: float | None = None
    max_current: float | None = None
    min_power: float | None = None
    max_power: float | None = None
    min_time: Integer | None = None
    max_time: Integer | None = None
    min_charging_time: Integer | None = None
    max_charging_time: Integer | None = None
    min_idle_time: Integer | None = None
    max_idle_time: Integer | None = None
    custom_data: CustomDataType | None = None


class TariffEnergyPriceType(Strict, frozen=True, kw_only=True):
    price_kwh: float
    conditions: TariffConditionsType | None = None
    custom_data: CustomDataType | None = None


class TariffFixedPriceType(Strict, frozen=True, kw_only=True):
    price_fixed: float
    conditions: TariffConditionsFixedType | None = None
    custom_data: CustomDataType | None = None


class TariffTimePriceType(Strict, frozen=True, kw_only=True):
    price_minute: float
    conditions: TariffConditionsType | None = None
    custom_data: CustomDataType | None = None


class TaxRateType(Strict, frozen=True, kw_only=True):
    type: Annotated[str, Meta(max_length=20)]
    tax: float
    stack: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class BatterySwapEventEnumType(StrEnum):
    BATTERY_IN = "BatteryIn"
    BATTERY_OUT = "BatteryOut"
    BATTERY_OUT_TIMEOUT = "BatteryOutTimeout"


class BatteryDataType(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)]
    serial_number: Annotated[str, Meta(max_length=50)]
    so_c: Annotated[float, Meta(ge=0.0, le=100.0)]
    so_h: Annotated[float, Meta(ge=0.0, le=100.0)]
    production_date: Instant | None = None
    vendor_info: Annotated[str, Meta(max_length=500)] | None = None
    custom_data: CustomDataType | None = None


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
    iccid: Annotated[str, Meta(max_length=20)] | None = None
    imsi: Annotated[str, Meta(max_length=20)] | None = None
    custom_data: CustomDataType | None = None


class RegistrationStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    PENDING = "Pending"
    REJECTED = "Rejected"


class CancelReservationStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class CertificateSigningUseEnumType(StrEnum):
    CHARGING_STATION_CERTIFICATE = "ChargingStationCertificate"
    V2_G_CERTIFICATE = "V2GCertificate"
    V2_G20_CERTIFICATE = "V2G20Certificate"


class CertificateSignedStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class OperationalStatusEnumType(StrEnum):
    INOPERATIVE = "Inoperative"
    OPERATIVE = "Operative"


class EVSEType(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    connector_id: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class ChangeAvailabilityStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    SCHEDULED = "Scheduled"


class TariffChangeStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    TOO_MANY_ELEMENTS = "TooManyElements"
    CONDITION_NOT_SUPPORTED = "ConditionNotSupported"
    TX_NOT_FOUND = "TxNotFound"
    NO_CURRENCY_CHANGE = "NoCurrencyChange"


class ClearCacheStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ChargingProfilePurposeEnumType(StrEnum):
    CHARGING_STATION_EXTERNAL_CONSTRAINTS = "ChargingStationExternalConstraints"
    CHARGING_STATION_MAX_PROFILE = "ChargingStationMaxProfile"
    TX_DEFAULT_PROFILE = "TxDefaultProfile"
    TX_PROFILE = "TxProfile"
    PRIORITY_CHARGING = "PriorityCharging"
    LOCAL_GENERATION = "LocalGeneration"


class ClearChargingProfileType(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    charging_profile_purpose: ChargingProfilePurposeEnumType | None = None
    stack_level: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class ClearChargingProfileStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    UNKNOWN = "Unknown"


class DERControlEnumType(StrEnum):
    ENTER_SERVICE = "EnterService"
    FREQ_DROOP = "FreqDroop"
    FREQ_WATT = "FreqWatt"
    FIXED_PF_ABSORB = "FixedPFAbsorb"
    FIXED_PF_INJECT = "FixedPFInject"
    FIXED_VAR = "FixedVar"
    GRADIENTS = "Gradients"
    HF_MUST_TRIP = "HFMustTrip"
    HF_MAY_TRIP = "HFMayTrip"
    HV_MUST_TRIP = "HVMustTrip"
    HV_MOM_CESS = "HVMomCess"
    HV_MAY_TRIP = "HVMayTrip"
    LIMIT_MAX_DISCHARGE = "LimitMaxDischarge"
    LF_MUST_TRIP = "LFMustTrip"
    LV_MUST_TRIP = "LVMustTrip"
    LV_MOM_CESS = "LVMomCess"
    LV_MAY_TRIP = "LVMayTrip"
    POWER_MONITORING_MUST_TRIP = "PowerMonitoringMustTrip"
    VOLT_VAR = "VoltVar"
    VOLT_WATT = "VoltWatt"
    WATT_PF = "WattPF"
    WATT_VAR = "WattVar"


class DERControlStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NOT_SUPPORTED = "NotSupported"
    NOT_FOUND = "NotFound"


class ClearMessageStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    UNKNOWN = "Unknown"
    REJECTED = "Rejected"


class TariffClearStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NO_TARIFF = "NoTariff"


class ClearTariffsResultType(Strict, frozen=True, kw_only=True):
    status: TariffClearStatusEnumType
    status_info: StatusInfoType | None = None
    tariff_id: Annotated[str, Meta(max_length=60)] | None = None
    custom_data: CustomDataType | None = None


class ClearMonitoringStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NOT_FOUND = "NotFound"


class ClearMonitoringResultType(Strict, frozen=True, kw_only=True):
    status: ClearMonitoringStatusEnumType
    id: Annotated[int, Meta(ge=0)]
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


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


class CertificateStatusSourceEnumType(StrEnum):
    CRL = "CRL"
    OCSP = "OCSP"


Url: TypeAlias = Annotated[str, Meta(max_length=2000)]


class CertificateStatusRequestInfoType(Strict, frozen=True, kw_only=True):
    certificate_hash_data: CertificateHashDataType
    source: CertificateStatusSourceEnumType
    urls: Annotated[list[Url], Meta(max_length=5, min_length=1)]
    custom_data: CustomDataType | None = None


class CertificateStatusEnumType(StrEnum):
    GOOD = "Good"
    REVOKED = "Revoked"
    UNKNOWN = "Unknown"
    FAILED = "Failed"


class CertificateStatusType(Strict, frozen=True, kw_only=True):
    certificate_hash_data: CertificateHashDataType
    source: CertificateStatusSourceEnumType
    status: CertificateStatusEnumType
    next_update: Instant
    custom_data: CustomDataType | None = None


class GetCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAILED = "Failed"


ChargingLimitSourceItem: TypeAlias = Annotated[str, Meta(max_length=20)]


class ChargingProfileCriterionType(Strict, frozen=True, kw_only=True):
    charging_profile_purpose: ChargingProfilePurposeEnumType | None = None
    stack_level: Annotated[int, Meta(ge=0)] | None = None
    charging_profile_id: Annotated[list[Integer], Meta(min_length=1)] | None = None
    charging_limit_source: (
        Annotated[list[ChargingLimitSourceItem], Meta(max_length=4, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class GetChargingProfileStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    NO_PROFILES = "NoProfiles"


class ChargingRateUnitEnumType(StrEnum):
    W = "W"
    A = "A"


class OperationModeEnumType(StrEnum):
    IDLE = "Idle"
    CHARGING_ONLY = "ChargingOnly"
    CENTRAL_SETPOINT = "CentralSetpoint"
    EXTERNAL_SETPOINT = "ExternalSetpoint"
    EXTERNAL_LIMITS = "ExternalLimits"
    CENTRAL_FREQUENCY = "CentralFrequency"
    LOCAL_FREQUENCY = "LocalFrequency"
    LOCAL_LOAD_BALANCING = "LocalLoadBalancing"


class V2XFreqWattPointType(Strict, frozen=True, kw_only=True):
    frequency: float
    power: float
    custom_data: CustomDataType | None = None


class V2XSignalWattPointType(Strict, frozen=True, kw_only=True):
    signal: Integer
    power: float
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
    SUSPENDED = "Suspended"
    DISCHARGING = "Discharging"


class GetDisplayMessagesStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    UNKNOWN = "Unknown"


class GetCertificateIdUseEnumType(StrEnum):
    V2_G_ROOT_CERTIFICATE = "V2GRootCertificate"
    MO_ROOT_CERTIFICATE = "MORootCertificate"
    CSMS_ROOT_CERTIFICATE = "CSMSRootCertificate"
    V2_G_CERTIFICATE_CHAIN = "V2GCertificateChain"
    MANUFACTURER_ROOT_CERTIFICATE = "ManufacturerRootCertificate"
    OEM_ROOT_CERTIFICATE = "OEMRootCertificate"


class GetInstalledCertificateStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    NOT_FOUND = "NotFound"


class CertificateHashDataChainType(Strict, frozen=True, kw_only=True):
    certificate_hash_data: CertificateHashDataType
    certificate_type: GetCertificateIdUseEnumType
    child_certificate_hash_data: (
        Annotated[list[CertificateHashDataType], Meta(max_length=4, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class LogEnumType(StrEnum):
    DIAGNOSTICS_LOG = "DiagnosticsLog"
    SECURITY_LOG = "SecurityLog"
    DATA_COLLECTOR_LOG = "DataCollectorLog"


class LogParametersType(Strict, frozen=True, kw_only=True):
    remote_location: Annotated[str, Meta(max_length=2000)]
    oldest_timestamp: Instant | None = None
    latest_timestamp: Instant | None = None
    custom_data: CustomDataType | None = None


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
    evse: EVSEType | None = None
    instance: Annotated[str, Meta(max_length=50)] | None = None
    custom_data: CustomDataType | None = None


class VariableType(Strict, frozen=True, kw_only=True):
    name: Annotated[str, Meta(max_length=50)]
    instance: Annotated[str, Meta(max_length=50)] | None = None
    custom_data: CustomDataType | None = None


class ConstantStreamDataType(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    params: PeriodicEventStreamParamsType
    variable_monitoring_id: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class ComponentCriterionEnumType(StrEnum):
    ACTIVE = "Active"
    AVAILABLE = "Available"
    ENABLED = "Enabled"
    PROBLEM = "Problem"


class TariffGetStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NO_TARIFF = "NoTariff"


class TariffKindEnumType(StrEnum):
    DEFAULT_TARIFF = "DefaultTariff"
    DRIVER_TARIFF = "DriverTariff"


EvseId: TypeAlias = Annotated[int, Meta(ge=0)]


IdToken: TypeAlias = Annotated[str, Meta(max_length=255)]


class TariffAssignmentType(Strict, frozen=True, kw_only=True):
    tariff_id: Annotated[str, Meta(max_length=60)]
    tariff_kind: TariffKindEnumType
    valid_from: Instant | None = None
    evse_ids: Annotated[list[EvseId], Meta(min_length=1)] | None = None
    id_tokens: Annotated[list[IdToken], Meta(min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class AttributeEnumType(StrEnum):
    ACTUAL = "Actual"
    TARGET = "Target"
    MIN_SET = "MinSet"
    MAX_SET = "MaxSet"


class GetVariableDataType(Strict, frozen=True, kw_only=True):
    component: ComponentType
    variable: VariableType
    attribute_type: AttributeEnumType | None = None
    custom_data: CustomDataType | None = None


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
    attribute_status_info: StatusInfoType | None = None
    attribute_type: AttributeEnumType | None = None
    attribute_value: Annotated[str, Meta(max_length=2500)] | None = None
    custom_data: CustomDataType | None = None


class InstallCertificateUseEnumType(StrEnum):
    V2_G_ROOT_CERTIFICATE = "V2GRootCertificate"
    MO_ROOT_CERTIFICATE = "MORootCertificate"
    MANUFACTURER_ROOT_CERTIFICATE = "ManufacturerRootCertificate"
    CSMS_ROOT_CERTIFICATE = "CSMSRootCertificate"
    OEM_ROOT_CERTIFICATE = "OEMRootCertificate"


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
    UPSTREAM = "Upstream"


class MeasurandEnumType(StrEnum):
    CURRENT_EXPORT = "Current.Export"
    CURRENT_EXPORT_OFFERED = "Current.Export.Offered"
    CURRENT_EXPORT_MINIMUM = "Current.Export.Minimum"
    CURRENT_IMPORT = "Current.Import"
    CURRENT_IMPORT_OFFERED = "Current.Import.Offered"
    CURRENT_IMPORT_MINIMUM = "Current.Import.Minimum"
    CURRENT_OFFERED = "Current.Offered"
    DISPLAY_PRESENT_SOC = "Display.PresentSOC"
    DISPLAY_MINIMUM_SOC = "Display.MinimumSOC"
    DISPLAY_TARGET_SOC = "Display.TargetSOC"
    DISPLAY_MAXIMUM_SOC = "Display.MaximumSOC"
    DISPLAY_REMAINING_TIME_TO_MINIMUM_SOC = "Display.RemainingTimeToMinimumSOC"
    DISPLAY_REMAINING_TIME_TO_TARGET_SOC = "Display.RemainingTimeToTargetSOC"
    DISPLAY_REMAINING_TIME_TO_MAXIMUM_SOC = "Display.RemainingTimeToMaximumSOC"
    DISPLAY_CHARGING_COMPLETE = "Display.ChargingComplete"
    DISPLAY_BATTERY_ENERGY_CAPACITY = "Display.BatteryEnergyCapacity"
    DISPLAY_INLET_HOT = "Display.InletHot"
    ENERGY_ACTIVE_EXPORT_INTERVAL = "Energy.Active.Export.Interval"
    ENERGY_ACTIVE_EXPORT_REGISTER = "Energy.Active.Export.Register"
    ENERGY_ACTIVE_IMPORT_INTERVAL = "Energy.Active.Import.Interval"
    ENERGY_ACTIVE_IMPORT_REGISTER = "Energy.Active.Import.Register"
    ENERGY_ACTIVE_IMPORT_CABLE_LOSS = "Energy.Active.Import.CableLoss"
    ENERGY_ACTIVE_IMPORT_LOCAL_GENERATION_REGISTER = "Energy.Active.Import.LocalGeneration.Register"
    ENERGY_ACTIVE_NET = "Energy.Active.Net"
    ENERGY_ACTIVE_SETPOINT_INTERVAL = "Energy.Active.Setpoint.Interval"
    ENERGY_APPARENT_EXPORT = "Energy.Apparent.Export"
    ENERGY_APPARENT_IMPORT = "Energy.Apparent.Import"
    ENERGY_APPARENT_NET = "Energy.Apparent.Net"
    ENERGY_REACTIVE_EXPORT_INTERVAL = "Energy.Reactive.Export.Interval"
    ENERGY_REACTIVE_EXPORT_REGISTER = "Energy.Reactive.Export.Register"
    ENERGY_REACTIVE_IMPORT_INTERVAL = "Energy.Reactive.Import.Interval"
    ENERGY_REACTIVE_IMPORT_REGISTER = "Energy.Reactive.Import.Register"
    ENERGY_REACTIVE_NET = "Energy.Reactive.Net"
    ENERGY_REQUEST_TARGET = "EnergyRequest.Target"
    ENERGY_REQUEST_MINIMUM = "EnergyRequest.Minimum"
    ENERGY_REQUEST_MAXIMUM = "EnergyRequest.Maximum"
    ENERGY_REQUEST_MINIMUM_V2_X = "EnergyRequest.Minimum.V2X"
    ENERGY_REQUEST_MAXIMUM_V2_X = "EnergyRequest.Maximum.V2X"
    ENERGY_REQUEST_BULK = "EnergyRequest.Bulk"
    FREQUENCY = "Frequency"
    POWER_ACTIVE_EXPORT = "Power.Active.Export"
    POWER_ACTIVE_IMPORT = "Power.Active.Import"
    POWER_ACTIVE_SETPOINT = "Power.Active.Setpoint"
    POWER_ACTIVE_RESIDUAL = "Power.Active.Residual"
    POWER_EXPORT_MINIMUM = "Power.Export.Minimum"
    POWER_EXPORT_OFFERED = "Power.Export.Offered"
    POWER_FACTOR = "Power.Factor"
    POWER_IMPORT_OFFERED = "Power.Import.Offered"
    POWER_IMPORT_MINIMUM = "Power.Import.Minimum"
    POWER_OFFERED = "Power.Offered"
    POWER_REACTIVE_EXPORT = "Power.Reactive.Export"
    POWER_REACTIVE_IMPORT = "Power.Reactive.Import"
    SO_C = "SoC"
    VOLTAGE = "Voltage"
    VOLTAGE_MINIMUM = "Voltage.Minimum"
    VOLTAGE_MAXIMUM = "Voltage.Maximum"


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
    signed_meter_data: Annotated[str, Meta(max_length=32768)]
    encoding_method: Annotated[str, Meta(max_length=50)]
    signing_method: Annotated[str, Meta(max_length=50)] | None = None
    public_key: Annotated[str, Meta(max_length=2500)] | None = None
    custom_data: CustomDataType | None = None


class UnitOfMeasureType(Strict, frozen=True, kw_only=True):
    unit: Annotated[str, Meta(max_length=20)] | None = None
    multiplier: Integer | None = None
    custom_data: CustomDataType | None = None


class NotifyAllowedEnergyTransferStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class CostKindEnumType(StrEnum):
    CARBON_DIOXIDE_EMISSION = "CarbonDioxideEmission"
    RELATIVE_PRICE_PERCENTAGE = "RelativePricePercentage"
    RENEWABLE_GENERATION_PERCENTAGE = "RenewableGenerationPercentage"


class ChargingLimitType(Strict, frozen=True, kw_only=True):
    charging_limit_source: Annotated[str, Meta(max_length=20)]
    is_local_generation: bool | None = None
    is_grid_critical: bool | None = None
    custom_data: CustomDataType | None = None


class CostType(Strict, frozen=True, kw_only=True):
    cost_kind: CostKindEnumType
    amount: Integer
    amount_multiplier: Integer | None = None
    custom_data: CustomDataType | None = None


class LimitAtSoCType(Strict, frozen=True, kw_only=True):
    soc: Annotated[int, Meta(ge=0, le=100)]
    limit: float
    custom_data: CustomDataType | None = None


class PriceLevelScheduleEntryType(Strict, frozen=True, kw_only=True):
    duration: Integer
    price_level: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class PriceLevelScheduleType(Strict, frozen=True, kw_only=True):
    price_level_schedule_entries: Annotated[
        list[PriceLevelScheduleEntryType], Meta(max_length=100, min_length=1)
    ]
    time_anchor: Instant
    price_schedule_id: Annotated[int, Meta(ge=0)]
    number_of_price_levels: Annotated[int, Meta(ge=0)]
    price_schedule_description: Annotated[str, Meta(max_length=32)] | None = None
    custom_data: CustomDataType | None = None


class RationalNumberType(Strict, frozen=True, kw_only=True):
    exponent: Integer
    value: Integer
    custom_data: CustomDataType | None = None


class RelativeTimeIntervalType(Strict, frozen=True, kw_only=True):
    start: Integer
    duration: Integer | None = None
    custom_data: CustomDataType | None = None


class TaxRuleType(Strict, frozen=True, kw_only=True):
    tax_rule_id: Annotated[int, Meta(ge=0)] = field(name="taxRuleID")
    applies_to_energy_fee: bool
    applies_to_parking_fee: bool
    applies_to_overstay_fee: bool
    applies_to_minimum_maximum_cost: bool
    tax_rate: RationalNumberType
    tax_rule_name: Annotated[str, Meta(max_length=100)] | None = None
    tax_included_in_price: bool | None = None
    custom_data: CustomDataType | None = None


class GridEventFaultEnumType(StrEnum):
    CURRENT_IMBALANCE = "CurrentImbalance"
    LOCAL_EMERGENCY = "LocalEmergency"
    LOW_INPUT_POWER = "LowInputPower"
    OVER_CURRENT = "OverCurrent"
    OVER_FREQUENCY = "OverFrequency"
    OVER_VOLTAGE = "OverVoltage"
    PHASE_ROTATION = "PhaseRotation"
    REMOTE_EMERGENCY = "RemoteEmergency"
    UNDER_FREQUENCY = "UnderFrequency"
    UNDER_VOLTAGE = "UnderVoltage"
    VOLTAGE_IMBALANCE = "VoltageImbalance"


class MessageInfoType(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    priority: MessagePriorityEnumType
    message: MessageContentType
    display: ComponentType | None = None
    state: MessageStateEnumType | None = None
    start_date_time: Instant | None = None
    end_date_time: Instant | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None
    message_extra: Annotated[list[MessageContentType], Meta(max_length=4, min_length=1)] | None = (
        None
    )
    custom_data: CustomDataType | None = None


class ControlModeEnumType(StrEnum):
    SCHEDULED_CONTROL = "ScheduledControl"
    DYNAMIC_CONTROL = "DynamicControl"


class IslandingDetectionEnumType(StrEnum):
    NO_ANTI_ISLANDING_SUPPORT = "NoAntiIslandingSupport"
    RO_CO_F = "RoCoF"
    UVP_OVP = "UVP_OVP"
    UFP_OFP = "UFP_OFP"
    VOLTAGE_VECTOR_SHIFT = "VoltageVectorShift"
    ZERO_CROSSING_DETECTION = "ZeroCrossingDetection"
    OTHER_PASSIVE = "OtherPassive"
    IMPEDANCE_MEASUREMENT = "ImpedanceMeasurement"
    IMPEDANCE_AT_FREQUENCY = "ImpedanceAtFrequency"
    SLIP_MODE_FREQUENCY_SHIFT = "SlipModeFrequencyShift"
    SANDIA_FREQUENCY_SHIFT = "SandiaFrequencyShift"
    SANDIA_VOLTAGE_SHIFT = "SandiaVoltageShift"
    FREQUENCY_JUMP = "FrequencyJump"
    RCLQ_FACTOR = "RCLQFactor"
    OTHER_ACTIVE = "OtherActive"


class MobilityNeedsModeEnumType(StrEnum):
    EVCC = "EVCC"
    EVCC_SECC = "EVCC_SECC"


class ACChargingParametersType(Strict, frozen=True, kw_only=True):
    energy_amount: float
    ev_min_current: float
    ev_max_current: float
    ev_max_voltage: float
    custom_data: CustomDataType | None = None


class DCChargingParametersType(Strict, frozen=True, kw_only=True):
    ev_max_current: float
    ev_max_voltage: float
    ev_max_power: float | None = None
    ev_energy_capacity: float | None = None
    energy_amount: float | None = None
    state_of_charge: Annotated[int, Meta(ge=0, le=100)] | None = None
    full_so_c: Annotated[int, Meta(ge=0, le=100)] | None = None
    bulk_so_c: Annotated[int, Meta(ge=0, le=100)] | None = None
    custom_data: CustomDataType | None = None


class DERChargingParametersType(Strict, frozen=True, kw_only=True):
    ev_supported_der_control: Annotated[list[DERControlEnumType], Meta(min_length=1)] | None = (
        field(name="evSupportedDERControl", default=None)
    )
    ev_over_excited_max_discharge_power: float | None = None
    ev_over_excited_power_factor: float | None = None
    ev_under_excited_max_discharge_power: float | None = None
    ev_under_excited_power_factor: float | None = None
    max_apparent_power: float | None = None
    max_charge_apparent_power: float | None = None
    max_charge_apparent_power_l2: float | None = field(
        name="maxChargeApparentPower_L2", default=None
    )
    max_charge_apparent_power_l3: float | None = field(
        name="maxChargeApparentPower_L3", default=None
    )
    max_discharge_apparent_power: float | None = None
    max_discharge_apparent_power_l2: float | None = field(
        name="maxDischargeApparentPower_L2", default=None
    )
    max_discharge_apparent_power_l3: float | None = field(
        name="maxDischargeApparentPower_L3", default=None
    )
    max_charge_reactive_power: float | None = None
    max_charge_reactive_power_l2: float | None = field(
        name="maxChargeReactivePower_L2", default=None
    )
    max_charge_reactive_power_l3: float | None = field(
        name="maxChargeReactivePower_L3", default=None
    )
    min_charge_reactive_power: float | None = None
    min_charge_reactive_power_l2: float | None = field(
        name="minChargeReactivePower_L2", default=None
    )
    min_charge_reactive_power_l3: float | None = field(
        name="minChargeReactivePower_L3", default=None
    )
    max_discharge_reactive_power: float | None = None
    max_discharge_reactive_power_l2: float | None = field(
        name="maxDischargeReactivePower_L2", default=None
    )
    max_discharge_reactive_power_l3: float | None = field(
        name="maxDischargeReactivePower_L3", default=None
    )
    min_discharge_reactive_power: float | None = None
    min_discharge_reactive_power_l2: float | None = field(
        name="minDischargeReactivePower_L2", default=None
    )
    min_discharge_reactive_power_l3: float | None = field(
        name="minDischargeReactivePower_L3", default=None
    )
    nominal_voltage: float | None = None
    nominal_voltage_offset: float | None = None
    max_nominal_voltage: float | None = None
    min_nominal_voltage: float | None = None
    ev_inverter_manufacturer: Annotated[str, Meta(max_length=50)] | None = None
    ev_inverter_model: Annotated[str, Meta(max_length=50)] | None = None
    ev_inverter_serial_number: Annotated[str, Meta(max_length=50)] | None = None
    ev_inverter_sw_version: Annotated[str, Meta(max_length=50)] | None = None
    ev_inverter_hw_version: Annotated[str, Meta(max_length=50)] | None = None
    ev_islanding_detection_method: (
        Annotated[list[IslandingDetectionEnumType], Meta(min_length=1)] | None
    ) = None
    ev_islanding_trip_time: float | None = None
    ev_maximum_level1_dc_injection: float | None = field(
        name="evMaximumLevel1DCInjection", default=None
    )
    ev_duration_level1_dc_injection: float | None = field(
        name="evDurationLevel1DCInjection", default=None
    )
    ev_maximum_level2_dc_injection: float | None = field(
        name="evMaximumLevel2DCInjection", default=None
    )
    ev_duration_level2_dc_injection: float | None = field(
        name="evDurationLevel2DCInjection", default=None
    )
    ev_reactive_susceptance: float | None = None
    ev_session_total_discharge_energy_available: float | None = None
    custom_data: CustomDataType | None = None


class EVPowerScheduleEntryType(Strict, frozen=True, kw_only=True):
    duration: Integer
    power: float
    custom_data: CustomDataType | None = None


class EVPowerScheduleType(Strict, frozen=True, kw_only=True):
    ev_power_schedule_entries: Annotated[
        list[EVPowerScheduleEntryType], Meta(max_length=1024, min_length=1)
    ]
    time_anchor: Instant
    custom_data: CustomDataType | None = None


class EVPriceRuleType(Strict, frozen=True, kw_only=True):
    energy_fee: float
    power_range_start: float
    custom_data: CustomDataType | None = None


class V2XChargingParametersType(Strict, frozen=True, kw_only=True):
    min_charge_power: float | None = None
    min_charge_power_l2: float | None = field(name="minChargePower_L2", default=None)
    min_charge_power_l3: float | None = field(name="minChargePower_L3", default=None)
    max_charge_power: float | None = None
    max_charge_power_l2: float | None = field(name="maxChargePower_L2", default=None)
    max_charge_power_l3: float | None = field(name="maxChargePower_L3", default=None)
    min_discharge_power: float | None = None
    min_discharge_power_l2: float | None = field(name="minDischargePower_L2", default=None)
    min_discharge_power_l3: float | None = field(name="minDischargePower_L3", default=None)
    max_discharge_power: float | None = None
    max_discharge_power_l2: float | None = field(name="maxDischargePower_L2", default=None)
    max_discharge_power_l3: float | None = field(name="maxDischargePower_L3", default=None)
    min_charge_current: float | None = None
    max_charge_current: float | None = None
    min_discharge_current: float | None = None
    max_discharge_current: float | None = None
    min_voltage: float | None = None
    max_voltage: float | None = None
    ev_target_energy_request: float | None = None
    ev_min_energy_request: float | None = None
    ev_max_energy_request: float | None = None
    ev_min_v2_x_energy_request: float | None = None
    ev_max_v2_x_energy_request: float | None = None
    target_so_c: Annotated[int, Meta(ge=0, le=100)] | None = None
    custom_data: CustomDataType | None = None


class NotifyEVChargingNeedsStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    PROCESSING = "Processing"
    NO_CHARGING_PROFILE = "NoChargingProfile"


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
    event_id: Annotated[int, Meta(ge=0)]
    timestamp: Instant
    trigger: EventTriggerEnumType
    actual_value: Annotated[str, Meta(max_length=2500)]
    component: ComponentType
    event_notification_type: EventNotificationEnumType
    variable: VariableType
    cause: Annotated[int, Meta(ge=0)] | None = None
    tech_code: Annotated[str, Meta(max_length=50)] | None = None
    tech_info: Annotated[str, Meta(max_length=500)] | None = None
    cleared: bool | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None
    variable_monitoring_id: Annotated[int, Meta(ge=0)] | None = None
    severity: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class MonitorEnumType(StrEnum):
    UPPER_THRESHOLD = "UpperThreshold"
    LOWER_THRESHOLD = "LowerThreshold"
    DELTA = "Delta"
    PERIODIC = "Periodic"
    PERIODIC_CLOCK_ALIGNED = "PeriodicClockAligned"
    TARGET_DELTA = "TargetDelta"
    TARGET_DELTA_RELATIVE = "TargetDeltaRelative"


class VariableMonitoringType(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    transaction: bool
    value: float
    type: MonitorEnumType
    severity: Annotated[int, Meta(ge=0)]
    event_notification_type: EventNotificationEnumType
    custom_data: CustomDataType | None = None


class StreamDataElementType(Strict, frozen=True, kw_only=True):
    t: float
    v: Annotated[str, Meta(max_length=2500)]
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
    type: AttributeEnumType | None = None
    value: Annotated[str, Meta(max_length=2500)] | None = None
    mutability: MutabilityEnumType | None = None
    persistent: bool | None = None
    constant: bool | None = None
    custom_data: CustomDataType | None = None


class VariableCharacteristicsType(Strict, frozen=True, kw_only=True):
    data_type: DataEnumType
    supports_monitoring: bool
    unit: Annotated[str, Meta(max_length=16)] | None = None
    min_limit: float | None = None
    max_limit: float | None = None
    max_elements: Annotated[int, Meta(ge=1)] | None = None
    values_list: Annotated[str, Meta(max_length=1000)] | None = None
    custom_data: CustomDataType | None = None


class PaymentStatusEnumType(StrEnum):
    SETTLED = "Settled"
    CANCELED = "Canceled"
    REJECTED = "Rejected"
    FAILED = "Failed"


class AddressType(Strict, frozen=True, kw_only=True):
    name: Annotated[str, Meta(max_length=50)]
    address1: Annotated[str, Meta(max_length=100)]
    city: Annotated[str, Meta(max_length=100)]
    country: Annotated[str, Meta(max_length=50)]
    address2: Annotated[str, Meta(max_length=100)] | None = None
    postal_code: Annotated[str, Meta(max_length=20)] | None = None
    custom_data: CustomDataType | None = None


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


class ChargingProfileStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ChargingScheduleUpdateType(Strict, frozen=True, kw_only=True):
    limit: float | None = None
    limit_l2: float | None = field(name="limit_L2", default=None)
    limit_l3: float | None = field(name="limit_L3", default=None)
    discharge_limit: Annotated[float, Meta(le=0.0)] | None = None
    discharge_limit_l2: Annotated[float, Meta(le=0.0)] | None = field(
        name="dischargeLimit_L2", default=None
    )
    discharge_limit_l3: Annotated[float, Meta(le=0.0)] | None = field(
        name="dischargeLimit_L3", default=None
    )
    setpoint: float | None = None
    setpoint_l2: float | None = field(name="setpoint_L2", default=None)
    setpoint_l3: float | None = field(name="setpoint_L3", default=None)
    setpoint_reactive: float | None = None
    setpoint_reactive_l2: float | None = field(name="setpointReactive_L2", default=None)
    setpoint_reactive_l3: float | None = field(name="setpointReactive_L3", default=None)
    custom_data: CustomDataType | None = None


class ChargingProfileKindEnumType(StrEnum):
    ABSOLUTE = "Absolute"
    RECURRING = "Recurring"
    RELATIVE = "Relative"
    DYNAMIC = "Dynamic"


class RecurrencyKindEnumType(StrEnum):
    DAILY = "Daily"
    WEEKLY = "Weekly"


class DERUnitEnumType(StrEnum):
    NOT_APPLICABLE = "Not_Applicable"
    PCT_MAX_W = "PctMaxW"
    PCT_MAX_VAR = "PctMaxVar"
    PCT_W_AVAIL = "PctWAvail"
    PCT_VAR_AVAIL = "PctVarAvail"
    PCT_EFFECTIVE_V = "PctEffectiveV"


class PowerDuringCessationEnumType(StrEnum):
    ACTIVE = "Active"
    REACTIVE = "Reactive"


class DERCurvePointsType(Strict, frozen=True, kw_only=True):
    x: float
    y: float
    custom_data: CustomDataType | None = None


class EnterServiceType(Strict, frozen=True, kw_only=True):
    priority: Annotated[int, Meta(ge=0)]
    high_voltage: float
    low_voltage: float
    high_freq: float
    low_freq: float
    delay: float | None = None
    random_delay: float | None = None
    ramp_rate: float | None = None
    custom_data: CustomDataType | None = None


class FixedPFType(Strict, frozen=True, kw_only=True):
    priority: Annotated[int, Meta(ge=0)]
    displacement: float
    excitation: bool
    start_time: Instant | None = None
    duration: float | None = None
    custom_data: CustomDataType | None = None


class FixedVarType(Strict, frozen=True, kw_only=True):
    priority: Annotated[int, Meta(ge=0)]
    setpoint: float
    unit: DERUnitEnumType
    start_time: Instant | None = None
    duration: float | None = None
    custom_data: CustomDataType | None = None


class FreqDroopType(Strict, frozen=True, kw_only=True):
    priority: Annotated[int, Meta(ge=0)]
    over_freq: float
    under_freq: float
    over_droop: float
    under_droop: float
    response_time: float
    start_time: Instant | None = None
    duration: float | None = None
    custom_data: CustomDataType | None = None


class GradientType(Strict, frozen=True, kw_only=True):
    priority: Annotated[int, Meta(ge=0)]
    gradient: float
    soft_gradient: float
    custom_data: CustomDataType | None = None


class HysteresisType(Strict, frozen=True, kw_only=True):
    hysteresis_high: float | None = None
    hysteresis_low: float | None = None
    hysteresis_delay: float | None = None
    hysteresis_gradient: float | None = None
    custom_data: CustomDataType | None = None


class ReactivePowerParamsType(Strict, frozen=True, kw_only=True):
    v_ref: float | None = None
    autonomous_v_ref_enable: bool | None = None
    autonomous_v_ref_time_constant: float | None = None
    custom_data: CustomDataType | None = None


class VoltageParamsType(Strict, frozen=True, kw_only=True):
    hv10_min_mean_value: float | None = None
    hv10_min_mean_trip_delay: float | None = None
    power_during_cessation: PowerDuringCessationEnumType | None = None
    custom_data: CustomDataType | None = None


class RequestStartStopStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"


class ReservationUpdateStatusEnumType(StrEnum):
    EXPIRED = "Expired"
    REMOVED = "Removed"
    NO_TRANSACTION = "NoTransaction"


class ReserveNowStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    FAULTED = "Faulted"
    OCCUPIED = "Occupied"
    REJECTED = "Rejected"
    UNAVAILABLE = "Unavailable"


class ResetEnumType(StrEnum):
    IMMEDIATE = "Immediate"
    ON_IDLE = "OnIdle"
    IMMEDIATE_AND_RESUME = "ImmediateAndResume"


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


class TariffSetStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    TOO_MANY_ELEMENTS = "TooManyElements"
    CONDITION_NOT_SUPPORTED = "ConditionNotSupported"
    DUPLICATE_TARIFF_ID = "DuplicateTariffId"


class DisplayMessageStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    NOT_SUPPORTED_MESSAGE_FORMAT = "NotSupportedMessageFormat"
    REJECTED = "Rejected"
    NOT_SUPPORTED_PRIORITY = "NotSupportedPriority"
    NOT_SUPPORTED_STATE = "NotSupportedState"
    UNKNOWN_TRANSACTION = "UnknownTransaction"
    LANGUAGE_NOT_SUPPORTED = "LanguageNotSupported"


class MonitoringBaseEnumType(StrEnum):
    ALL = "All"
    FACTORY_DEFAULT = "FactoryDefault"
    HARD_WIRED_ONLY = "HardWiredOnly"


class APNAuthenticationEnumType(StrEnum):
    PAP = "PAP"
    CHAP = "CHAP"
    NONE = "NONE"
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
    ANY = "Any"


class OCPPTransportEnumType(StrEnum):
    SOAP = "SOAP"
    JSON = "JSON"


class OCPPVersionEnumType(StrEnum):
    OCPP12 = "OCPP12"
    OCPP15 = "OCPP15"
    OCPP16 = "OCPP16"
    OCPP20 = "OCPP20"
    OCPP201 = "OCPP201"
    OCPP21 = "OCPP21"


class VPNEnumType(StrEnum):
    IK_EV2 = "IKEv2"
    IP_SEC = "IPSec"
    L2_TP = "L2TP"
    PPTP = "PPTP"


class APNType(Strict, frozen=True, kw_only=True):
    apn: Annotated[str, Meta(max_length=2000)]
    apn_authentication: APNAuthenticationEnumType
    apn_user_name: Annotated[str, Meta(max_length=50)] | None = None
    apn_password: Annotated[str, Meta(max_length=64)] | None = None
    sim_pin: Integer | None = None
    preferred_network: Annotated[str, Meta(max_length=6)] | None = None
    use_only_preferred_network: bool | None = None
    custom_data: CustomDataType | None = None


class VPNType(Strict, frozen=True, kw_only=True):
    server: Annotated[str, Meta(max_length=2000)]
    user: Annotated[str, Meta(max_length=50)]
    password: Annotated[str, Meta(max_length=64)]
    key: Annotated[str, Meta(max_length=255)]
    type: VPNEnumType
    group: Annotated[str, Meta(max_length=50)] | None = None
    custom_data: CustomDataType | None = None


class SetNetworkProfileStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    FAILED = "Failed"


class SetMonitoringDataType(Strict, frozen=True, kw_only=True):
    value: float
    type: MonitorEnumType
    severity: Annotated[int, Meta(ge=0)]
    component: ComponentType
    variable: VariableType
    id: Annotated[int, Meta(ge=0)] | None = None
    periodic_event_stream: PeriodicEventStreamParamsType | None = None
    transaction: bool | None = None
    custom_data: CustomDataType | None = None


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
    severity: Annotated[int, Meta(ge=0)]
    id: Annotated[int, Meta(ge=0)] | None = None
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class SetVariableDataType(Strict, frozen=True, kw_only=True):
    attribute_value: Annotated[str, Meta(max_length=2500)]
    component: ComponentType
    variable: VariableType
    attribute_type: AttributeEnumType | None = None
    custom_data: CustomDataType | None = None


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
    attribute_type: AttributeEnumType | None = None
    attribute_status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ConnectorStatusEnumType(StrEnum):
    AVAILABLE = "Available"
    OCCUPIED = "Occupied"
    RESERVED = "Reserved"
    UNAVAILABLE = "Unavailable"
    FAULTED = "Faulted"


class ChargingStateEnumType(StrEnum):
    EV_CONNECTED = "EVConnected"
    CHARGING = "Charging"
    SUSPENDED_EV = "SuspendedEV"
    SUSPENDED_EVSE = "SuspendedEVSE"
    IDLE = "Idle"


class CostDimensionEnumType(StrEnum):
    ENERGY = "Energy"
    MAX_CURRENT = "MaxCurrent"
    MIN_CURRENT = "MinCurrent"
    MAX_POWER = "MaxPower"
    MIN_POWER = "MinPower"
    IDLE_T_IME = "IdleTIme"
    CHARGING_TIME = "ChargingTime"


class PreconditioningStatusEnumType(StrEnum):
    UNKNOWN = "Unknown"
    READY = "Ready"
    NOT_READY = "NotReady"
    PRECONDITIONING = "Preconditioning"


class ReasonEnumType(StrEnum):
    DE_AUTHORIZED = "DeAuthorized"
    EMERGENCY_STOP = "EmergencyStop"
    ENERGY_LIMIT_REACHED = "EnergyLimitReached"
    EV_DISCONNECTED = "EVDisconnected"
    GROUND_FAULT = "GroundFault"
    IMMEDIATE_RESET = "ImmediateReset"
    MASTER_PASS = "MasterPass"
    LOCAL = "Local"
    LOCAL_OUT_OF_CREDIT = "LocalOutOfCredit"
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
    REQ_ENERGY_TRANSFER_REJECTED = "ReqEnergyTransferRejected"


class TariffCostEnumType(StrEnum):
    NORMAL_COST = "NormalCost"
    MIN_COST = "MinCost"
    MAX_COST = "MaxCost"


class TransactionEventEnumType(StrEnum):
    ENDED = "Ended"
    STARTED = "Started"
    UPDATED = "Updated"


class TriggerReasonEnumType(StrEnum):
    ABNORMAL_CONDITION = "AbnormalCondition"
    AUTHORIZED = "Authorized"
    CABLE_PLUGGED_IN = "CablePluggedIn"
    CHARGING_RATE_CHANGED = "ChargingRateChanged"
    CHARGING_STATE_CHANGED = "ChargingStateChanged"
    COST_LIMIT_REACHED = "CostLimitReached"
    DEAUTHORIZED = "Deauthorized"
    ENERGY_LIMIT_REACHED = "EnergyLimitReached"
    EV_COMMUNICATION_LOST = "EVCommunicationLost"
    EV_CONNECT_TIMEOUT = "EVConnectTimeout"
    EV_DEPARTED = "EVDeparted"
    EV_DETECTED = "EVDetected"
    LIMIT_SET = "LimitSet"
    METER_VALUE_CLOCK = "MeterValueClock"
    METER_VALUE_PERIODIC = "MeterValuePeriodic"
    OPERATION_MODE_CHANGED = "OperationModeChanged"
    REMOTE_START = "RemoteStart"
    REMOTE_STOP = "RemoteStop"
    RESET_COMMAND = "ResetCommand"
    RUNNING_COST = "RunningCost"
    SIGNED_DATA_RECEIVED = "SignedDataReceived"
    SO_C_LIMIT_REACHED = "SoCLimitReached"
    STOP_AUTHORIZED = "StopAuthorized"
    TARIFF_CHANGED = "TariffChanged"
    TARIFF_NOT_ACCEPTED = "TariffNotAccepted"
    TIME_LIMIT_REACHED = "TimeLimitReached"
    TRIGGER = "Trigger"
    TX_RESUMED = "TxResumed"
    UNLOCK_COMMAND = "UnlockCommand"


class CostDimensionType(Strict, frozen=True, kw_only=True):
    type: CostDimensionEnumType
    volume: float
    custom_data: CustomDataType | None = None


class TotalPriceType(Strict, frozen=True, kw_only=True):
    excl_tax: float | None = None
    incl_tax: float | None = None
    custom_data: CustomDataType | None = None


class TotalUsageType(Strict, frozen=True, kw_only=True):
    energy: float
    charging_time: Integer
    idle_time: Integer
    reservation_time: Integer | None = None
    custom_data: CustomDataType | None = None


class TransactionLimitType(Strict, frozen=True, kw_only=True):
    max_cost: float | None = None
    max_energy: float | None = None
    max_time: Integer | None = None
    max_so_c: Annotated[int, Meta(ge=0, le=100)] | None = None
    custom_data: CustomDataType | None = None


class TransactionType(Strict, frozen=True, kw_only=True):
    transaction_id: Annotated[str, Meta(max_length=36)]
    charging_state: ChargingStateEnumType | None = None
    time_spent_charging: Integer | None = None
    stopped_reason: ReasonEnumType | None = None
    remote_start_id: Integer | None = None
    operation_mode: OperationModeEnumType | None = None
    tariff_id: Annotated[str, Meta(max_length=60)] | None = None
    transaction_limit: TransactionLimitType | None = None
    custom_data: CustomDataType | None = None


class MessageTriggerEnumType(StrEnum):
    BOOT_NOTIFICATION = "BootNotification"
    LOG_STATUS_NOTIFICATION = "LogStatusNotification"
    FIRMWARE_STATUS_NOTIFICATION = "FirmwareStatusNotification"
    HEARTBEAT = "Heartbeat"
    METER_VALUES = "MeterValues"
    SIGN_CHARGING_STATION_CERTIFICATE = "SignChargingStationCertificate"
    SIGN_V2_G_CERTIFICATE = "SignV2GCertificate"
    SIGN_V2_G20_CERTIFICATE = "SignV2G20Certificate"
    STATUS_NOTIFICATION = "StatusNotification"
    TRANSACTION_EVENT = "TransactionEvent"
    SIGN_COMBINED_CERTIFICATE = "SignCombinedCertificate"
    PUBLISH_FIRMWARE_STATUS_NOTIFICATION = "PublishFirmwareStatusNotification"
    CUSTOM_TRIGGER = "CustomTrigger"


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
    location: Annotated[str, Meta(max_length=2000)]
    retrieve_date_time: Instant
    install_date_time: Instant | None = None
    signing_certificate: Annotated[str, Meta(max_length=5500)] | None = None
    signature: Annotated[str, Meta(max_length=800)] | None = None
    custom_data: CustomDataType | None = None


class UpdateFirmwareStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    ACCEPTED_CANCELED = "AcceptedCanceled"
    INVALID_CERTIFICATE = "InvalidCertificate"
    REVOKED_CERTIFICATE = "RevokedCertificate"


class PriorityChargingStatusEnumType(StrEnum):
    ACCEPTED = "Accepted"
    REJECTED = "Rejected"
    NO_PROFILE = "NoProfile"


class AFRRSignalRequest(Strict, frozen=True, kw_only=True):
    timestamp: Instant
    signal: Integer
    custom_data: CustomDataType | None = None


class AFRRSignalResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class AdjustPeriodicEventStreamRequest(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    params: PeriodicEventStreamParamsType
    custom_data: CustomDataType | None = None


class AdjustPeriodicEventStreamResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class AuthorizeRequest(Strict, frozen=True, kw_only=True):
    id_token: IdTokenType
    certificate: Annotated[str, Meta(max_length=10000)] | None = None
    iso15118_certificate_hash_data: (
        Annotated[list[OCSPRequestDataType], Meta(max_length=4, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class BatterySwapRequest(Strict, frozen=True, kw_only=True):
    battery_data: Annotated[list[BatteryDataType], Meta(min_length=1)]
    event_type: BatterySwapEventEnumType
    id_token: IdTokenType
    request_id: Integer
    custom_data: CustomDataType | None = None


class BatterySwapResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class BootNotificationResponse(Strict, frozen=True, kw_only=True):
    current_time: Instant
    interval: Integer
    status: RegistrationStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class CancelReservationRequest(Strict, frozen=True, kw_only=True):
    reservation_id: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class CancelReservationResponse(Strict, frozen=True, kw_only=True):
    status: CancelReservationStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class CertificateSignedRequest(Strict, frozen=True, kw_only=True):
    certificate_chain: Annotated[str, Meta(max_length=10000)]
    certificate_type: CertificateSigningUseEnumType | None = None
    request_id: Integer | None = None
    custom_data: CustomDataType | None = None


class CertificateSignedResponse(Strict, frozen=True, kw_only=True):
    status: CertificateSignedStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ChangeAvailabilityRequest(Strict, frozen=True, kw_only=True):
    operational_status: OperationalStatusEnumType
    evse: EVSEType | None = None
    custom_data: CustomDataType | None = None


class ChangeAvailabilityResponse(Strict, frozen=True, kw_only=True):
    status: ChangeAvailabilityStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ChangeTransactionTariffResponse(Strict, frozen=True, kw_only=True):
    status: TariffChangeStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ClearCacheRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class ClearCacheResponse(Strict, frozen=True, kw_only=True):
    status: ClearCacheStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ClearChargingProfileRequest(Strict, frozen=True, kw_only=True):
    charging_profile_id: Integer | None = None
    charging_profile_criteria: ClearChargingProfileType | None = None
    custom_data: CustomDataType | None = None


class ClearChargingProfileResponse(Strict, frozen=True, kw_only=True):
    status: ClearChargingProfileStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ClearDERControlRequest(Strict, frozen=True, kw_only=True):
    is_default: bool
    control_type: DERControlEnumType | None = None
    control_id: Annotated[str, Meta(max_length=36)] | None = None
    custom_data: CustomDataType | None = None


class ClearDERControlResponse(Strict, frozen=True, kw_only=True):
    status: DERControlStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ClearDisplayMessageRequest(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class ClearDisplayMessageResponse(Strict, frozen=True, kw_only=True):
    status: ClearMessageStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


TariffId: TypeAlias = Annotated[str, Meta(max_length=60)]


class ClearTariffsRequest(Strict, frozen=True, kw_only=True):
    tariff_ids: Annotated[list[TariffId], Meta(min_length=1)] | None = None
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class ClearTariffsResponse(Strict, frozen=True, kw_only=True):
    clear_tariffs_result: Annotated[list[ClearTariffsResultType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


IdItem: TypeAlias = Annotated[int, Meta(ge=0)]


class ClearVariableMonitoringRequest(Strict, frozen=True, kw_only=True):
    id: Annotated[list[IdItem], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class ClearVariableMonitoringResponse(Strict, frozen=True, kw_only=True):
    clear_monitoring_result: Annotated[list[ClearMonitoringResultType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class ClearedChargingLimitRequest(Strict, frozen=True, kw_only=True):
    charging_limit_source: Annotated[str, Meta(max_length=20)]
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class ClearedChargingLimitResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class ClosePeriodicEventStreamRequest(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class ClosePeriodicEventStreamResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class CostUpdatedRequest(Strict, frozen=True, kw_only=True):
    total_cost: float
    transaction_id: Annotated[str, Meta(max_length=36)]
    custom_data: CustomDataType | None = None


class CostUpdatedResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class CustomerInformationRequest(Strict, frozen=True, kw_only=True):
    request_id: Annotated[int, Meta(ge=0)]
    report: bool
    clear: bool
    customer_certificate: CertificateHashDataType | None = None
    id_token: IdTokenType | None = None
    customer_identifier: Annotated[str, Meta(max_length=64)] | None = None
    custom_data: CustomDataType | None = None


class CustomerInformationResponse(Strict, frozen=True, kw_only=True):
    status: CustomerInformationStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class DataTransferRequest(Strict, frozen=True, kw_only=True):
    vendor_id: Annotated[str, Meta(max_length=255)]
    message_id: Annotated[str, Meta(max_length=50)] | None = None
    data: Any | None = None
    custom_data: CustomDataType | None = None


class DataTransferResponse(Strict, frozen=True, kw_only=True):
    status: DataTransferStatusEnumType
    status_info: StatusInfoType | None = None
    data: Any | None = None
    custom_data: CustomDataType | None = None


class DeleteCertificateRequest(Strict, frozen=True, kw_only=True):
    certificate_hash_data: CertificateHashDataType
    custom_data: CustomDataType | None = None


class DeleteCertificateResponse(Strict, frozen=True, kw_only=True):
    status: DeleteCertificateStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class FirmwareStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: FirmwareStatusEnumType
    request_id: Integer | None = None
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class FirmwareStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


PrioritizedEmaiD: TypeAlias = Annotated[str, Meta(max_length=255)]


class Get15118EVCertificateRequest(Strict, frozen=True, kw_only=True):
    iso15118_schema_version: Annotated[str, Meta(max_length=50)]
    action: CertificateActionEnumType
    exi_request: Annotated[str, Meta(max_length=11000)]
    maximum_contract_certificate_chains: Annotated[int, Meta(ge=0)] | None = None
    prioritized_emai_ds: (
        Annotated[list[PrioritizedEmaiD], Meta(max_length=8, min_length=1)] | None
    ) = field(name="prioritizedEMAIDs", default=None)
    custom_data: CustomDataType | None = None


class Get15118EVCertificateResponse(Strict, frozen=True, kw_only=True):
    status: Iso15118EVCertificateStatusEnumType
    exi_response: Annotated[str, Meta(max_length=17000)]
    status_info: StatusInfoType | None = None
    remaining_contracts: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class GetBaseReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    report_base: ReportBaseEnumType
    custom_data: CustomDataType | None = None


class GetBaseReportResponse(Strict, frozen=True, kw_only=True):
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class GetCertificateChainStatusRequest(Strict, frozen=True, kw_only=True):
    certificate_status_requests: Annotated[
        list[CertificateStatusRequestInfoType], Meta(max_length=4, min_length=1)
    ]
    custom_data: CustomDataType | None = None


class GetCertificateChainStatusResponse(Strict, frozen=True, kw_only=True):
    certificate_status: Annotated[list[CertificateStatusType], Meta(max_length=4, min_length=1)]
    custom_data: CustomDataType | None = None


class GetCertificateStatusRequest(Strict, frozen=True, kw_only=True):
    ocsp_request_data: OCSPRequestDataType
    custom_data: CustomDataType | None = None


class GetCertificateStatusResponse(Strict, frozen=True, kw_only=True):
    status: GetCertificateStatusEnumType
    status_info: StatusInfoType | None = None
    ocsp_result: Annotated[str, Meta(max_length=18000)] | None = None
    custom_data: CustomDataType | None = None


class GetChargingProfilesRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    charging_profile: ChargingProfileCriterionType
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class GetChargingProfilesResponse(Strict, frozen=True, kw_only=True):
    status: GetChargingProfileStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class GetCompositeScheduleRequest(Strict, frozen=True, kw_only=True):
    duration: Integer
    evse_id: Annotated[int, Meta(ge=0)]
    charging_rate_unit: ChargingRateUnitEnumType | None = None
    custom_data: CustomDataType | None = None


class GetDERControlRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    is_default: bool | None = None
    control_type: DERControlEnumType | None = None
    control_id: Annotated[str, Meta(max_length=36)] | None = None
    custom_data: CustomDataType | None = None


class GetDERControlResponse(Strict, frozen=True, kw_only=True):
    status: DERControlStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class GetDisplayMessagesRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    id: Annotated[list[IdItem], Meta(min_length=1)] | None = None
    priority: MessagePriorityEnumType | None = None
    state: MessageStateEnumType | None = None
    custom_data: CustomDataType | None = None


class GetDisplayMessagesResponse(Strict, frozen=True, kw_only=True):
    status: GetDisplayMessagesStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class GetInstalledCertificateIdsRequest(Strict, frozen=True, kw_only=True):
    certificate_type: Annotated[list[GetCertificateIdUseEnumType], Meta(min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class GetInstalledCertificateIdsResponse(Strict, frozen=True, kw_only=True):
    status: GetInstalledCertificateStatusEnumType
    status_info: StatusInfoType | None = None
    certificate_hash_data_chain: (
        Annotated[list[CertificateHashDataChainType], Meta(min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class GetLocalListVersionRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class GetLocalListVersionResponse(Strict, frozen=True, kw_only=True):
    version_number: Integer
    custom_data: CustomDataType | None = None


class GetLogRequest(Strict, frozen=True, kw_only=True):
    log: LogParametersType
    log_type: LogEnumType
    request_id: Integer
    retries: Annotated[int, Meta(ge=0)] | None = None
    retry_interval: Integer | None = None
    custom_data: CustomDataType | None = None


class GetLogResponse(Strict, frozen=True, kw_only=True):
    status: LogStatusEnumType
    status_info: StatusInfoType | None = None
    filename: Annotated[str, Meta(max_length=255)] | None = None
    custom_data: CustomDataType | None = None


class GetMonitoringReportResponse(Strict, frozen=True, kw_only=True):
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class GetPeriodicEventStreamRequest(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class GetPeriodicEventStreamResponse(Strict, frozen=True, kw_only=True):
    constant_stream_data: Annotated[list[ConstantStreamDataType], Meta(min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class GetReportResponse(Strict, frozen=True, kw_only=True):
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class GetTariffsRequest(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class GetTariffsResponse(Strict, frozen=True, kw_only=True):
    status: TariffGetStatusEnumType
    status_info: StatusInfoType | None = None
    tariff_assignments: Annotated[list[TariffAssignmentType], Meta(min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class GetTransactionStatusRequest(Strict, frozen=True, kw_only=True):
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None
    custom_data: CustomDataType | None = None


class GetTransactionStatusResponse(Strict, frozen=True, kw_only=True):
    messages_in_queue: bool
    ongoing_indicator: bool | None = None
    custom_data: CustomDataType | None = None


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
    certificate: Annotated[str, Meta(max_length=10000)]
    custom_data: CustomDataType | None = None


class InstallCertificateResponse(Strict, frozen=True, kw_only=True):
    status: InstallCertificateStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class LogStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: UploadLogStatusEnumType
    request_id: Integer | None = None
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class LogStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class MeterValuesResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyAllowedEnergyTransferRequest(Strict, frozen=True, kw_only=True):
    transaction_id: Annotated[str, Meta(max_length=36)]
    allowed_energy_transfer: Annotated[list[EnergyTransferModeEnumType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class NotifyAllowedEnergyTransferResponse(Strict, frozen=True, kw_only=True):
    status: NotifyAllowedEnergyTransferStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class NotifyChargingLimitResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyCustomerInformationRequest(Strict, frozen=True, kw_only=True):
    data: Annotated[str, Meta(max_length=512)]
    seq_no: Annotated[int, Meta(ge=0)]
    generated_at: Instant
    request_id: Annotated[int, Meta(ge=0)]
    tbc: bool | None = None
    custom_data: CustomDataType | None = None


class NotifyCustomerInformationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyDERAlarmRequest(Strict, frozen=True, kw_only=True):
    control_type: DERControlEnumType
    timestamp: Instant
    grid_event_fault: GridEventFaultEnumType | None = None
    alarm_ended: bool | None = None
    extra_info: Annotated[str, Meta(max_length=200)] | None = None
    custom_data: CustomDataType | None = None


class NotifyDERAlarmResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


SupersededId: TypeAlias = Annotated[str, Meta(max_length=36)]


class NotifyDERStartStopRequest(Strict, frozen=True, kw_only=True):
    control_id: Annotated[str, Meta(max_length=36)]
    started: bool
    timestamp: Instant
    superseded_ids: Annotated[list[SupersededId], Meta(max_length=24, min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class NotifyDERStartStopResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyDisplayMessagesRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    message_info: Annotated[list[MessageInfoType], Meta(min_length=1)] | None = None
    tbc: bool | None = None
    custom_data: CustomDataType | None = None


class NotifyDisplayMessagesResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyEVChargingNeedsResponse(Strict, frozen=True, kw_only=True):
    status: NotifyEVChargingNeedsStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class NotifyEVChargingScheduleResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class NotifyEventRequest(Strict, frozen=True, kw_only=True):
    generated_at: Instant
    seq_no: Annotated[int, Meta(ge=0)]
    event_data: Annotated[list[EventDataType], Meta(min_length=1)]
    tbc: bool | None = None
    custom_data: CustomDataType | None = None


class NotifyEventResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyMonitoringReportResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyPeriodicEventStreamRequest(Strict, frozen=True, kw_only=True):
    data: Annotated[list[StreamDataElementType], Meta(min_length=1)]
    id: Annotated[int, Meta(ge=0)]
    pending: Annotated[int, Meta(ge=0)]
    basetime: Instant
    custom_data: CustomDataType | None = None


class NotifyPriorityChargingRequest(Strict, frozen=True, kw_only=True):
    transaction_id: Annotated[str, Meta(max_length=36)]
    activated: bool
    custom_data: CustomDataType | None = None


class NotifyPriorityChargingResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifyReportResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class NotifySettlementRequest(Strict, frozen=True, kw_only=True):
    psp_ref: Annotated[str, Meta(max_length=255)]
    status: PaymentStatusEnumType
    settlement_amount: float
    settlement_time: Instant
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None
    status_info: Annotated[str, Meta(max_length=500)] | None = None
    receipt_id: Annotated[str, Meta(max_length=50)] | None = None
    receipt_url: Annotated[str, Meta(max_length=2000)] | None = None
    vat_company: AddressType | None = None
    vat_number: Annotated[str, Meta(max_length=20)] | None = None
    custom_data: CustomDataType | None = None


class NotifySettlementResponse(Strict, frozen=True, kw_only=True):
    receipt_url: Annotated[str, Meta(max_length=2000)] | None = None
    receipt_id: Annotated[str, Meta(max_length=50)] | None = None
    custom_data: CustomDataType | None = None


class NotifyWebPaymentStartedRequest(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)]
    timeout: Integer
    custom_data: CustomDataType | None = None


class NotifyWebPaymentStartedResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class OpenPeriodicEventStreamRequest(Strict, frozen=True, kw_only=True):
    constant_stream_data: ConstantStreamDataType
    custom_data: CustomDataType | None = None


class OpenPeriodicEventStreamResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class PublishFirmwareRequest(Strict, frozen=True, kw_only=True):
    location: Annotated[str, Meta(max_length=2000)]
    checksum: Annotated[str, Meta(max_length=32)]
    request_id: Annotated[int, Meta(ge=0)]
    retries: Annotated[int, Meta(ge=0)] | None = None
    retry_interval: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class PublishFirmwareResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


LocationItem: TypeAlias = Annotated[str, Meta(max_length=2000)]


class PublishFirmwareStatusNotificationRequest(Strict, frozen=True, kw_only=True):
    status: PublishFirmwareStatusEnumType
    location: Annotated[list[LocationItem], Meta(min_length=1)] | None = None
    request_id: Annotated[int, Meta(ge=0)] | None = None
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class PublishFirmwareStatusNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class PullDynamicScheduleUpdateRequest(Strict, frozen=True, kw_only=True):
    charging_profile_id: Integer
    custom_data: CustomDataType | None = None


class PullDynamicScheduleUpdateResponse(Strict, frozen=True, kw_only=True):
    status: ChargingProfileStatusEnumType
    schedule_update: ChargingScheduleUpdateType | None = None
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ReportChargingProfilesResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class ReportDERControlResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class RequestBatterySwapRequest(Strict, frozen=True, kw_only=True):
    id_token: IdTokenType
    request_id: Integer
    custom_data: CustomDataType | None = None


class RequestBatterySwapResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class RequestStartTransactionResponse(Strict, frozen=True, kw_only=True):
    status: RequestStartStopStatusEnumType
    status_info: StatusInfoType | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None
    custom_data: CustomDataType | None = None


class RequestStopTransactionRequest(Strict, frozen=True, kw_only=True):
    transaction_id: Annotated[str, Meta(max_length=36)]
    custom_data: CustomDataType | None = None


class RequestStopTransactionResponse(Strict, frozen=True, kw_only=True):
    status: RequestStartStopStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ReservationStatusUpdateRequest(Strict, frozen=True, kw_only=True):
    reservation_id: Annotated[int, Meta(ge=0)]
    reservation_update_status: ReservationUpdateStatusEnumType
    custom_data: CustomDataType | None = None


class ReservationStatusUpdateResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class ReserveNowRequest(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    expiry_date_time: Instant
    id_token: IdTokenType
    connector_type: Annotated[str, Meta(max_length=20)] | None = None
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    group_id_token: IdTokenType | None = None
    custom_data: CustomDataType | None = None


class ReserveNowResponse(Strict, frozen=True, kw_only=True):
    status: ReserveNowStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class ResetRequest(Strict, frozen=True, kw_only=True):
    type: ResetEnumType
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class ResetResponse(Strict, frozen=True, kw_only=True):
    status: ResetStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class SecurityEventNotificationRequest(Strict, frozen=True, kw_only=True):
    type: Annotated[str, Meta(max_length=50)]
    timestamp: Instant
    tech_info: Annotated[str, Meta(max_length=255)] | None = None
    custom_data: CustomDataType | None = None


class SecurityEventNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class SendLocalListResponse(Strict, frozen=True, kw_only=True):
    status: SendLocalListStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class SetChargingProfileResponse(Strict, frozen=True, kw_only=True):
    status: ChargingProfileStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class SetDERControlResponse(Strict, frozen=True, kw_only=True):
    status: DERControlStatusEnumType
    status_info: StatusInfoType | None = None
    superseded_ids: Annotated[list[SupersededId], Meta(max_length=24, min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class SetDefaultTariffResponse(Strict, frozen=True, kw_only=True):
    status: TariffSetStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class SetDisplayMessageRequest(Strict, frozen=True, kw_only=True):
    message: MessageInfoType
    custom_data: CustomDataType | None = None


class SetDisplayMessageResponse(Strict, frozen=True, kw_only=True):
    status: DisplayMessageStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class SetMonitoringBaseRequest(Strict, frozen=True, kw_only=True):
    monitoring_base: MonitoringBaseEnumType
    custom_data: CustomDataType | None = None


class SetMonitoringBaseResponse(Strict, frozen=True, kw_only=True):
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class SetMonitoringLevelRequest(Strict, frozen=True, kw_only=True):
    severity: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class SetMonitoringLevelResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class SetNetworkProfileResponse(Strict, frozen=True, kw_only=True):
    status: SetNetworkProfileStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


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
    certificate_type: CertificateSigningUseEnumType | None = None
    hash_root_certificate: CertificateHashDataType | None = None
    request_id: Integer | None = None
    custom_data: CustomDataType | None = None


class SignCertificateResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class StatusNotificationRequest(Strict, frozen=True, kw_only=True):
    timestamp: Instant
    connector_status: ConnectorStatusEnumType
    evse_id: Annotated[int, Meta(ge=0)]
    connector_id: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class StatusNotificationResponse(Strict, frozen=True, kw_only=True):
    custom_data: CustomDataType | None = None


class TriggerMessageRequest(Strict, frozen=True, kw_only=True):
    requested_message: MessageTriggerEnumType
    evse: EVSEType | None = None
    custom_trigger: Annotated[str, Meta(max_length=50)] | None = None
    custom_data: CustomDataType | None = None


class TriggerMessageResponse(Strict, frozen=True, kw_only=True):
    status: TriggerMessageStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class UnlockConnectorRequest(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)]
    connector_id: Annotated[int, Meta(ge=0)]
    custom_data: CustomDataType | None = None


class UnlockConnectorResponse(Strict, frozen=True, kw_only=True):
    status: UnlockStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class UnpublishFirmwareRequest(Strict, frozen=True, kw_only=True):
    checksum: Annotated[str, Meta(max_length=32)]
    custom_data: CustomDataType | None = None


class UnpublishFirmwareResponse(Strict, frozen=True, kw_only=True):
    status: UnpublishFirmwareStatusEnumType
    custom_data: CustomDataType | None = None


class UpdateDynamicScheduleRequest(Strict, frozen=True, kw_only=True):
    charging_profile_id: Integer
    schedule_update: ChargingScheduleUpdateType
    custom_data: CustomDataType | None = None


class UpdateDynamicScheduleResponse(Strict, frozen=True, kw_only=True):
    status: ChargingProfileStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class UpdateFirmwareRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    firmware: FirmwareType
    retries: Annotated[int, Meta(ge=0)] | None = None
    retry_interval: Integer | None = None
    custom_data: CustomDataType | None = None


class UpdateFirmwareResponse(Strict, frozen=True, kw_only=True):
    status: UpdateFirmwareStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class UsePriorityChargingRequest(Strict, frozen=True, kw_only=True):
    transaction_id: Annotated[str, Meta(max_length=36)]
    activate: bool
    custom_data: CustomDataType | None = None


class UsePriorityChargingResponse(Strict, frozen=True, kw_only=True):
    status: PriorityChargingStatusEnumType
    status_info: StatusInfoType | None = None
    custom_data: CustomDataType | None = None


class VatNumberValidationRequest(Strict, frozen=True, kw_only=True):
    vat_number: Annotated[str, Meta(max_length=20)]
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class VatNumberValidationResponse(Strict, frozen=True, kw_only=True):
    vat_number: Annotated[str, Meta(max_length=20)]
    status: GenericStatusEnumType
    company: AddressType | None = None
    status_info: StatusInfoType | None = None
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class IdTokenInfoType(Strict, frozen=True, kw_only=True):
    status: AuthorizationStatusEnumType
    cache_expiry_date_time: Instant | None = None
    charging_priority: Integer | None = None
    group_id_token: IdTokenType | None = None
    language1: Annotated[str, Meta(max_length=8)] | None = None
    language2: Annotated[str, Meta(max_length=8)] | None = None
    evse_id: Annotated[list[EvseIdItem], Meta(min_length=1)] | None = None
    personal_message: MessageContentType | None = None
    custom_data: CustomDataType | None = None


class PriceType(Strict, frozen=True, kw_only=True):
    excl_tax: float | None = None
    incl_tax: float | None = None
    tax_rates: Annotated[list[TaxRateType], Meta(max_length=5, min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class TariffEnergyType(Strict, frozen=True, kw_only=True):
    prices: Annotated[list[TariffEnergyPriceType], Meta(min_length=1)]
    tax_rates: Annotated[list[TaxRateType], Meta(max_length=5, min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class TariffFixedType(Strict, frozen=True, kw_only=True):
    prices: Annotated[list[TariffFixedPriceType], Meta(min_length=1)]
    tax_rates: Annotated[list[TaxRateType], Meta(max_length=5, min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class TariffTimeType(Strict, frozen=True, kw_only=True):
    prices: Annotated[list[TariffTimePriceType], Meta(min_length=1)]
    tax_rates: Annotated[list[TaxRateType], Meta(max_length=5, min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class TariffType(Strict, frozen=True, kw_only=True):
    tariff_id: Annotated[str, Meta(max_length=60)]
    currency: Annotated[str, Meta(max_length=3)]
    description: Annotated[list[MessageContentType], Meta(max_length=10, min_length=1)] | None = (
        None
    )
    energy: TariffEnergyType | None = None
    valid_from: Instant | None = None
    charging_time: TariffTimeType | None = None
    idle_time: TariffTimeType | None = None
    fixed_fee: TariffFixedType | None = None
    reservation_time: TariffTimeType | None = None
    reservation_fixed: TariffFixedType | None = None
    min_cost: PriceType | None = None
    max_cost: PriceType | None = None
    custom_data: CustomDataType | None = None


class ChargingStationType(Strict, frozen=True, kw_only=True):
    model: Annotated[str, Meta(max_length=20)]
    vendor_name: Annotated[str, Meta(max_length=50)]
    serial_number: Annotated[str, Meta(max_length=25)] | None = None
    modem: ModemType | None = None
    firmware_version: Annotated[str, Meta(max_length=50)] | None = None
    custom_data: CustomDataType | None = None


class ChargingSchedulePeriodType(Strict, frozen=True, kw_only=True):
    start_period: Integer
    limit: float | None = None
    limit_l2: float | None = field(name="limit_L2", default=None)
    limit_l3: float | None = field(name="limit_L3", default=None)
    number_phases: Annotated[int, Meta(ge=0, le=3)] | None = None
    phase_to_use: Annotated[int, Meta(ge=0, le=3)] | None = None
    discharge_limit: Annotated[float, Meta(le=0.0)] | None = None
    discharge_limit_l2: Annotated[float, Meta(le=0.0)] | None = field(
        name="dischargeLimit_L2", default=None
    )
    discharge_limit_l3: Annotated[float, Meta(le=0.0)] | None = field(
        name="dischargeLimit_L3", default=None
    )
    setpoint: float | None = None
    setpoint_l2: float | None = field(name="setpoint_L2", default=None)
    setpoint_l3: float | None = field(name="setpoint_L3", default=None)
    setpoint_reactive: float | None = None
    setpoint_reactive_l2: float | None = field(name="setpointReactive_L2", default=None)
    setpoint_reactive_l3: float | None = field(name="setpointReactive_L3", default=None)
    preconditioning_request: bool | None = None
    evse_sleep: bool | None = None
    v2x_baseline: float | None = None
    operation_mode: OperationModeEnumType | None = None
    v2x_freq_watt_curve: (
        Annotated[list[V2XFreqWattPointType], Meta(max_length=20, min_length=1)] | None
    ) = None
    v2x_signal_watt_curve: (
        Annotated[list[V2XSignalWattPointType], Meta(max_length=20, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class CompositeScheduleType(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)]
    duration: Integer
    schedule_start: Instant
    charging_rate_unit: ChargingRateUnitEnumType
    charging_schedule_period: Annotated[list[ChargingSchedulePeriodType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class ComponentVariableType(Strict, frozen=True, kw_only=True):
    component: ComponentType
    variable: VariableType | None = None
    custom_data: CustomDataType | None = None


class SampledValueType(Strict, frozen=True, kw_only=True):
    value: float
    measurand: MeasurandEnumType | None = None
    context: ReadingContextEnumType | None = None
    phase: PhaseEnumType | None = None
    location: LocationEnumType | None = None
    signed_meter_value: SignedMeterValueType | None = None
    unit_of_measure: UnitOfMeasureType | None = None
    custom_data: CustomDataType | None = None


class AdditionalSelectedServicesType(Strict, frozen=True, kw_only=True):
    service_fee: RationalNumberType
    service_name: Annotated[str, Meta(max_length=80)]
    custom_data: CustomDataType | None = None


class ConsumptionCostType(Strict, frozen=True, kw_only=True):
    start_value: float
    cost: Annotated[list[CostType], Meta(max_length=3, min_length=1)]
    custom_data: CustomDataType | None = None


class OverstayRuleType(Strict, frozen=True, kw_only=True):
    overstay_fee: RationalNumberType
    start_time: Integer
    overstay_fee_period: Integer
    overstay_rule_description: Annotated[str, Meta(max_length=32)] | None = None
    custom_data: CustomDataType | None = None


class PriceRuleType(Strict, frozen=True, kw_only=True):
    energy_fee: RationalNumberType
    power_range_start: RationalNumberType
    parking_fee_period: Integer | None = None
    carbon_dioxide_emission: Annotated[int, Meta(ge=0)] | None = None
    renewable_generation_percentage: Annotated[int, Meta(ge=0, le=100)] | None = None
    parking_fee: RationalNumberType | None = None
    custom_data: CustomDataType | None = None


class SalesTariffEntryType(Strict, frozen=True, kw_only=True):
    relative_time_interval: RelativeTimeIntervalType
    e_price_level: Annotated[int, Meta(ge=0)] | None = None
    consumption_cost: (
        Annotated[list[ConsumptionCostType], Meta(max_length=3, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class SalesTariffType(Strict, frozen=True, kw_only=True):
    id: Annotated[int, Meta(ge=0)]
    sales_tariff_entry: Annotated[list[SalesTariffEntryType], Meta(max_length=1024, min_length=1)]
    sales_tariff_description: Annotated[str, Meta(max_length=32)] | None = None
    num_e_price_levels: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class EVAbsolutePriceScheduleEntryType(Strict, frozen=True, kw_only=True):
    duration: Integer
    ev_price_rule: Annotated[list[EVPriceRuleType], Meta(max_length=8, min_length=1)]
    custom_data: CustomDataType | None = None


class EVAbsolutePriceScheduleType(Strict, frozen=True, kw_only=True):
    time_anchor: Instant
    currency: Annotated[str, Meta(max_length=3)]
    ev_absolute_price_schedule_entries: Annotated[
        list[EVAbsolutePriceScheduleEntryType], Meta(max_length=1024, min_length=1)
    ]
    price_algorithm: Annotated[str, Meta(max_length=2000)]
    custom_data: CustomDataType | None = None


class EVEnergyOfferType(Strict, frozen=True, kw_only=True):
    ev_power_schedule: EVPowerScheduleType
    ev_absolute_price_schedule: EVAbsolutePriceScheduleType | None = None
    custom_data: CustomDataType | None = None


class MonitoringDataType(Strict, frozen=True, kw_only=True):
    component: ComponentType
    variable: VariableType
    variable_monitoring: Annotated[list[VariableMonitoringType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class ReportDataType(Strict, frozen=True, kw_only=True):
    component: ComponentType
    variable: VariableType
    variable_attribute: Annotated[list[VariableAttributeType], Meta(max_length=4, min_length=1)]
    variable_characteristics: VariableCharacteristicsType | None = None
    custom_data: CustomDataType | None = None


class DERCurveType(Strict, frozen=True, kw_only=True):
    curve_data: Annotated[list[DERCurvePointsType], Meta(max_length=10, min_length=1)]
    priority: Annotated[int, Meta(ge=0)]
    y_unit: DERUnitEnumType
    hysteresis: HysteresisType | None = None
    reactive_power_params: ReactivePowerParamsType | None = None
    voltage_params: VoltageParamsType | None = None
    response_time: float | None = None
    start_time: Instant | None = None
    duration: float | None = None
    custom_data: CustomDataType | None = None


class EnterServiceGetType(Strict, frozen=True, kw_only=True):
    enter_service: EnterServiceType
    id: Annotated[str, Meta(max_length=36)]
    custom_data: CustomDataType | None = None


class FixedPFGetType(Strict, frozen=True, kw_only=True):
    fixed_pf: FixedPFType = field(name="fixedPF")
    id: Annotated[str, Meta(max_length=36)]
    is_default: bool
    is_superseded: bool
    custom_data: CustomDataType | None = None


class FixedVarGetType(Strict, frozen=True, kw_only=True):
    fixed_var: FixedVarType
    id: Annotated[str, Meta(max_length=36)]
    is_default: bool
    is_superseded: bool
    custom_data: CustomDataType | None = None


class FreqDroopGetType(Strict, frozen=True, kw_only=True):
    freq_droop: FreqDroopType
    id: Annotated[str, Meta(max_length=36)]
    is_default: bool
    is_superseded: bool
    custom_data: CustomDataType | None = None


class GradientGetType(Strict, frozen=True, kw_only=True):
    gradient: GradientType
    id: Annotated[str, Meta(max_length=36)]
    custom_data: CustomDataType | None = None


class LimitMaxDischargeType(Strict, frozen=True, kw_only=True):
    priority: Annotated[int, Meta(ge=0)]
    pct_max_discharge_power: float | None = None
    power_monitoring_must_trip: DERCurveType | None = None
    start_time: Instant | None = None
    duration: float | None = None
    custom_data: CustomDataType | None = None


class AuthorizationData(Strict, frozen=True, kw_only=True):
    id_token: IdTokenType
    id_token_info: IdTokenInfoType | None = None
    custom_data: CustomDataType | None = None


class NetworkConnectionProfileType(Strict, frozen=True, kw_only=True):
    ocpp_interface: OCPPInterfaceEnumType
    ocpp_transport: OCPPTransportEnumType
    message_timeout: Integer
    ocpp_csms_url: Annotated[str, Meta(max_length=2000)]
    security_profile: Annotated[int, Meta(ge=0)]
    apn: APNType | None = None
    ocpp_version: OCPPVersionEnumType | None = None
    identity: Annotated[str, Meta(max_length=48)] | None = None
    basic_auth_password: Annotated[str, Meta(max_length=64)] | None = None
    vpn: VPNType | None = None
    custom_data: CustomDataType | None = None


class ChargingPeriodType(Strict, frozen=True, kw_only=True):
    start_period: Instant
    dimensions: Annotated[list[CostDimensionType], Meta(min_length=1)] | None = None
    tariff_id: Annotated[str, Meta(max_length=60)] | None = None
    custom_data: CustomDataType | None = None


class TotalCostType(Strict, frozen=True, kw_only=True):
    currency: Annotated[str, Meta(max_length=3)]
    type_of_cost: TariffCostEnumType
    total: TotalPriceType
    fixed: PriceType | None = None
    energy: PriceType | None = None
    charging_time: PriceType | None = None
    idle_time: PriceType | None = None
    reservation_time: PriceType | None = None
    reservation_fixed: PriceType | None = None
    custom_data: CustomDataType | None = None


class AuthorizeResponse(Strict, frozen=True, kw_only=True):
    id_token_info: IdTokenInfoType
    certificate_status: AuthorizeCertificateStatusEnumType | None = None
    allowed_energy_transfer: (
        Annotated[list[EnergyTransferModeEnumType], Meta(min_length=1)] | None
    ) = None
    tariff: TariffType | None = None
    custom_data: CustomDataType | None = None


class BootNotificationRequest(Strict, frozen=True, kw_only=True):
    charging_station: ChargingStationType
    reason: BootReasonEnumType
    custom_data: CustomDataType | None = None


class ChangeTransactionTariffRequest(Strict, frozen=True, kw_only=True):
    tariff: TariffType
    transaction_id: Annotated[str, Meta(max_length=36)]
    custom_data: CustomDataType | None = None


class GetCompositeScheduleResponse(Strict, frozen=True, kw_only=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | None = None
    schedule: CompositeScheduleType | None = None
    custom_data: CustomDataType | None = None


class GetMonitoringReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    component_variable: Annotated[list[ComponentVariableType], Meta(min_length=1)] | None = None
    monitoring_criteria: (
        Annotated[list[MonitoringCriterionEnumType], Meta(max_length=3, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class GetReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    component_variable: Annotated[list[ComponentVariableType], Meta(min_length=1)] | None = None
    component_criteria: (
        Annotated[list[ComponentCriterionEnumType], Meta(max_length=4, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class NotifyMonitoringReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    seq_no: Annotated[int, Meta(ge=0)]
    generated_at: Instant
    monitor: Annotated[list[MonitoringDataType], Meta(min_length=1)] | None = None
    tbc: bool | None = None
    custom_data: CustomDataType | None = None


class NotifyReportRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    generated_at: Instant
    seq_no: Annotated[int, Meta(ge=0)]
    report_data: Annotated[list[ReportDataType], Meta(min_length=1)] | None = None
    tbc: bool | None = None
    custom_data: CustomDataType | None = None


class SendLocalListRequest(Strict, frozen=True, kw_only=True):
    version_number: Integer
    update_type: UpdateEnumType
    local_authorization_list: Annotated[list[AuthorizationData], Meta(min_length=1)] | None = None
    custom_data: CustomDataType | None = None


class SetDERControlRequest(Strict, frozen=True, kw_only=True):
    is_default: bool
    control_id: Annotated[str, Meta(max_length=36)]
    control_type: DERControlEnumType
    curve: DERCurveType | None = None
    enter_service: EnterServiceType | None = None
    fixed_pf_absorb: FixedPFType | None = field(name="fixedPFAbsorb", default=None)
    fixed_pf_inject: FixedPFType | None = field(name="fixedPFInject", default=None)
    fixed_var: FixedVarType | None = None
    freq_droop: FreqDroopType | None = None
    gradient: GradientType | None = None
    limit_max_discharge: LimitMaxDischargeType | None = None
    custom_data: CustomDataType | None = None


class SetDefaultTariffRequest(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)]
    tariff: TariffType
    custom_data: CustomDataType | None = None


class SetNetworkProfileRequest(Strict, frozen=True, kw_only=True):
    configuration_slot: Integer
    connection_data: NetworkConnectionProfileType
    custom_data: CustomDataType | None = None


class TransactionEventResponse(Strict, frozen=True, kw_only=True):
    total_cost: float | None = None
    charging_priority: Integer | None = None
    id_token_info: IdTokenInfoType | None = None
    transaction_limit: TransactionLimitType | None = None
    updated_personal_message: MessageContentType | None = None
    updated_personal_message_extra: (
        Annotated[list[MessageContentType], Meta(max_length=4, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class MeterValueType(Strict, frozen=True, kw_only=True):
    sampled_value: Annotated[list[SampledValueType], Meta(min_length=1)]
    timestamp: Instant
    custom_data: CustomDataType | None = None


class OverstayRuleListType(Strict, frozen=True, kw_only=True):
    overstay_rule: Annotated[list[OverstayRuleType], Meta(max_length=5, min_length=1)]
    overstay_power_threshold: RationalNumberType | None = None
    overstay_time_threshold: Integer | None = None
    custom_data: CustomDataType | None = None


class PriceRuleStackType(Strict, frozen=True, kw_only=True):
    duration: Integer
    price_rule: Annotated[list[PriceRuleType], Meta(max_length=8, min_length=1)]
    custom_data: CustomDataType | None = None


class ChargingNeedsType(Strict, frozen=True, kw_only=True):
    requested_energy_transfer: EnergyTransferModeEnumType
    ac_charging_parameters: ACChargingParametersType | None = None
    der_charging_parameters: DERChargingParametersType | None = None
    ev_energy_offer: EVEnergyOfferType | None = None
    dc_charging_parameters: DCChargingParametersType | None = None
    v2x_charging_parameters: V2XChargingParametersType | None = None
    available_energy_transfer: (
        Annotated[list[EnergyTransferModeEnumType], Meta(min_length=1)] | None
    ) = None
    control_mode: ControlModeEnumType | None = None
    mobility_needs_mode: MobilityNeedsModeEnumType | None = None
    departure_time: Instant | None = None
    custom_data: CustomDataType | None = None


class DERCurveGetType(Strict, frozen=True, kw_only=True):
    curve: DERCurveType
    id: Annotated[str, Meta(max_length=36)]
    curve_type: DERControlEnumType
    is_default: bool
    is_superseded: bool
    custom_data: CustomDataType | None = None


class LimitMaxDischargeGetType(Strict, frozen=True, kw_only=True):
    id: Annotated[str, Meta(max_length=36)]
    is_default: bool
    is_superseded: bool
    limit_max_discharge: LimitMaxDischargeType
    custom_data: CustomDataType | None = None


class CostDetailsType(Strict, frozen=True, kw_only=True):
    total_cost: TotalCostType
    total_usage: TotalUsageType
    charging_periods: Annotated[list[ChargingPeriodType], Meta(min_length=1)] | None = None
    failure_to_calculate: bool | None = None
    failure_reason: Annotated[str, Meta(max_length=500)] | None = None
    custom_data: CustomDataType | None = None


class MeterValuesRequest(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)]
    meter_value: Annotated[list[MeterValueType], Meta(min_length=1)]
    custom_data: CustomDataType | None = None


class NotifyEVChargingNeedsRequest(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=1)]
    charging_needs: ChargingNeedsType
    max_schedule_tuples: Annotated[int, Meta(ge=0)] | None = None
    timestamp: Instant | None = None
    custom_data: CustomDataType | None = None


class ReportDERControlRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    curve: Annotated[list[DERCurveGetType], Meta(max_length=24, min_length=1)] | None = None
    enter_service: (
        Annotated[list[EnterServiceGetType], Meta(max_length=24, min_length=1)] | None
    ) = None
    fixed_pf_absorb: Annotated[list[FixedPFGetType], Meta(max_length=24, min_length=1)] | None = (
        field(name="fixedPFAbsorb", default=None)
    )
    fixed_pf_inject: Annotated[list[FixedPFGetType], Meta(max_length=24, min_length=1)] | None = (
        field(name="fixedPFInject", default=None)
    )
    fixed_var: Annotated[list[FixedVarGetType], Meta(max_length=24, min_length=1)] | None = None
    freq_droop: Annotated[list[FreqDroopGetType], Meta(max_length=24, min_length=1)] | None = None
    gradient: Annotated[list[GradientGetType], Meta(max_length=24, min_length=1)] | None = None
    limit_max_discharge: (
        Annotated[list[LimitMaxDischargeGetType], Meta(max_length=24, min_length=1)] | None
    ) = None
    tbc: bool | None = None
    custom_data: CustomDataType | None = None


class TransactionEventRequest(Strict, frozen=True, kw_only=True):
    event_type: TransactionEventEnumType
    timestamp: Instant
    trigger_reason: TriggerReasonEnumType
    seq_no: Annotated[int, Meta(ge=0)]
    transaction_info: TransactionType
    cost_details: CostDetailsType | None = None
    meter_value: Annotated[list[MeterValueType], Meta(min_length=1)] | None = None
    offline: bool | None = None
    number_of_phases_used: Annotated[int, Meta(ge=0, le=3)] | None = None
    cable_max_current: Integer | None = None
    reservation_id: Annotated[int, Meta(ge=0)] | None = None
    preconditioning_status: PreconditioningStatusEnumType | None = None
    evse_sleep: bool | None = None
    evse: EVSEType | None = None
    id_token: IdTokenType | None = None
    custom_data: CustomDataType | None = None


class AbsolutePriceScheduleType(Strict, frozen=True, kw_only=True):
    time_anchor: Instant
    price_schedule_id: Annotated[int, Meta(ge=0)] = field(name="priceScheduleID")
    currency: Annotated[str, Meta(max_length=3)]
    language: Annotated[str, Meta(max_length=8)]
    price_algorithm: Annotated[str, Meta(max_length=2000)]
    price_rule_stacks: Annotated[list[PriceRuleStackType], Meta(max_length=1024, min_length=1)]
    price_schedule_description: Annotated[str, Meta(max_length=160)] | None = None
    minimum_cost: RationalNumberType | None = None
    maximum_cost: RationalNumberType | None = None
    tax_rules: Annotated[list[TaxRuleType], Meta(max_length=10, min_length=1)] | None = None
    overstay_rule_list: OverstayRuleListType | None = None
    additional_selected_services: (
        Annotated[list[AdditionalSelectedServicesType], Meta(max_length=5, min_length=1)] | None
    ) = None
    custom_data: CustomDataType | None = None


class ChargingScheduleType(Strict, frozen=True, kw_only=True):
    id: Integer
    charging_rate_unit: ChargingRateUnitEnumType
    charging_schedule_period: Annotated[
        list[ChargingSchedulePeriodType], Meta(max_length=1024, min_length=1)
    ]
    limit_at_so_c: LimitAtSoCType | None = None
    start_schedule: Instant | None = None
    duration: Integer | None = None
    min_charging_rate: float | None = None
    power_tolerance: float | None = None
    signature_id: Annotated[int, Meta(ge=0)] | None = None
    digest_value: Annotated[str, Meta(max_length=88)] | None = None
    use_local_time: bool | None = None
    randomized_delay: Annotated[int, Meta(ge=0)] | None = None
    sales_tariff: SalesTariffType | None = None
    absolute_price_schedule: AbsolutePriceScheduleType | None = None
    price_level_schedule: PriceLevelScheduleType | None = None
    custom_data: CustomDataType | None = None


class ChargingProfileType(Strict, frozen=True, kw_only=True):
    id: Integer
    stack_level: Annotated[int, Meta(ge=0)]
    charging_profile_purpose: ChargingProfilePurposeEnumType
    charging_profile_kind: ChargingProfileKindEnumType
    charging_schedule: Annotated[list[ChargingScheduleType], Meta(max_length=3, min_length=1)]
    recurrency_kind: RecurrencyKindEnumType | None = None
    valid_from: Instant | None = None
    valid_to: Instant | None = None
    transaction_id: Annotated[str, Meta(max_length=36)] | None = None
    max_offline_duration: Integer | None = None
    invalid_after_offline_duration: bool | None = None
    dyn_update_interval: Integer | None = None
    dyn_update_time: Instant | None = None
    price_schedule_signature: Annotated[str, Meta(max_length=256)] | None = None
    custom_data: CustomDataType | None = None


class NotifyChargingLimitRequest(Strict, frozen=True, kw_only=True):
    charging_limit: ChargingLimitType
    charging_schedule: Annotated[list[ChargingScheduleType], Meta(min_length=1)] | None = None
    evse_id: Annotated[int, Meta(ge=0)] | None = None
    custom_data: CustomDataType | None = None


class NotifyEVChargingScheduleRequest(Strict, frozen=True, kw_only=True):
    time_base: Instant
    charging_schedule: ChargingScheduleType
    evse_id: Annotated[int, Meta(ge=1)]
    selected_charging_schedule_id: Annotated[int, Meta(ge=0)] | None = None
    power_tolerance_acceptance: bool | None = None
    custom_data: CustomDataType | None = None


class ReportChargingProfilesRequest(Strict, frozen=True, kw_only=True):
    request_id: Integer
    charging_limit_source: Annotated[str, Meta(max_length=20)]
    charging_profile: Annotated[list[ChargingProfileType], Meta(min_length=1)]
    evse_id: Annotated[int, Meta(ge=0)]
    tbc: bool | None = None
    custom_data: CustomDataType | None = None


class RequestStartTransactionRequest(Strict, frozen=True, kw_only=True):
    id_token: IdTokenType
    remote_start_id: Integer
    evse_id: Annotated[int, Meta(ge=1)] | None = None
    group_id_token: IdTokenType | None = None
    charging_profile: ChargingProfileType | None = None
    custom_data: CustomDataType | None = None


class SetChargingProfileRequest(Strict, frozen=True, kw_only=True):
    evse_id: Annotated[int, Meta(ge=0)]
    charging_profile: ChargingProfileType
    custom_data: CustomDataType | None = None


ACTIONS: dict[str, Action] = {
    "AFRRSignal": Action(
        AFRRSignalRequest, AFRRSignalResponse, from_station=False, to_station=True
    ),
    "AdjustPeriodicEventStream": Action(
        AdjustPeriodicEventStreamRequest,
        AdjustPeriodicEventStreamResponse,
        from_station=False,
        to_station=True,
    ),
    "Authorize": Action(AuthorizeRequest, AuthorizeResponse, from_station=True, to_station=False),
    "BatterySwap": Action(
        BatterySwapRequest, BatterySwapResponse, from_station=True, to_station=False
    ),
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
    "ChangeTransactionTariff": Action(
        ChangeTransactionTariffRequest,
        ChangeTransactionTariffResponse,
        from_station=False,
        to_station=True,
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
    "ClearDERControl": Action(
        ClearDERControlRequest, ClearDERControlResponse, from_station=False, to_station=True
    ),
    "ClearDisplayMessage": Action(
        ClearDisplayMessageRequest, ClearDisplayMessageResponse, from_station=False, to_station=True
    ),
    "ClearTariffs": Action(
        ClearTariffsRequest, ClearTariffsResponse, from_station=False, to_station=True
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
    "ClosePeriodicEventStream": Action(
        ClosePeriodicEventStreamRequest,
        ClosePeriodicEventStreamResponse,
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
    "GetCertificateChainStatus": Action(
        GetCertificateChainStatusRequest,
        GetCertificateChainStatusResponse,
        from_station=True,
        to_station=False,
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
    "GetDERControl": Action(
        GetDERControlRequest, GetDERControlResponse, from_station=False, to_station=True
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
    "GetPeriodicEventStream": Action(
        GetPeriodicEventStreamRequest,
        GetPeriodicEventStreamResponse,
        from_station=False,
        to_station=True,
    ),
    "GetReport": Action(GetReportRequest, GetReportResponse, from_station=False, to_station=True),
    "GetTariffs": Action(
        GetTariffsRequest, GetTariffsResponse, from_station=False, to_station=True
    ),
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
    "NotifyAllowedEnergyTransfer": Action(
        NotifyAllowedEnergyTransferRequest,
        NotifyAllowedEnergyTransferResponse,
        from_station=False,
        to_station=True,
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
    "NotifyDERAlarm": Action(
        NotifyDERAlarmRequest, NotifyDERAlarmResponse, from_station=True, to_station=False
    ),
    "NotifyDERStartStop": Action(
        NotifyDERStartStopRequest, NotifyDERStartStopResponse, from_station=True, to_station=False
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
    "NotifyPeriodicEventStream": Action(
        NotifyPeriodicEventStreamRequest, None, from_station=True, to_station=False
    ),
    "NotifyPriorityCharging": Action(
        NotifyPriorityChargingRequest,
        NotifyPriorityChargingResponse,
        from_station=True,
        to_station=False,
    ),
    "NotifyReport": Action(
        NotifyReportRequest, NotifyReportResponse, from_station=True, to_station=False
    ),
    "NotifySettlement": Action(
        NotifySettlementRequest, NotifySettlementResponse, from_station=True, to_station=False
    ),
    "NotifyWebPaymentStarted": Action(
        NotifyWebPaymentStartedRequest,
        NotifyWebPaymentStartedResponse,
        from_station=False,
        to_station=True,
    ),
    "OpenPeriodicEventStream": Action(
        OpenPeriodicEventStreamRequest,
        OpenPeriodicEventStreamResponse,
        from_station=True,
        to_station=False,
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
    "PullDynamicScheduleUpdate": Action(
        PullDynamicScheduleUpdateRequest,
        PullDynamicScheduleUpdateResponse,
        from_station=True,
        to_station=False,
    ),
    "ReportChargingProfiles": Action(
        ReportChargingProfilesRequest,
        ReportChargingProfilesResponse,
        from_station=True,
        to_station=False,
    ),
    "ReportDERControl": Action(
        ReportDERControlRequest, ReportDERControlResponse, from_station=True, to_station=False
    ),
    "RequestBatterySwap": Action(
        RequestBatterySwapRequest, RequestBatterySwapResponse, from_station=False, to_station=True
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
    "SetDERControl": Action(
        SetDERControlRequest, SetDERControlResponse, from_station=False, to_station=True
    ),
    "SetDefaultTariff": Action(
        SetDefaultTariffRequest, SetDefaultTariffResponse, from_station=False, to_station=True
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
    "UpdateDynamicSchedule": Action(
        UpdateDynamicScheduleRequest,
        UpdateDynamicScheduleResponse,
        from_station=False,
        to_station=True,
    ),
    "UpdateFirmware": Action(
        UpdateFirmwareRequest, UpdateFirmwareResponse, from_station=False, to_station=True
    ),
    "UsePriorityCharging": Action(
        UsePriorityChargingRequest, UsePriorityChargingResponse, from_station=False, to_station=True
    ),
    "VatNumberValidation": Action(
        VatNumberValidationRequest, VatNumberValidationResponse, from_station=True, to_station=False
    ),
}
