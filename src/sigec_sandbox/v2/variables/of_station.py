"""The variables of the station as a whole, by component."""

from dataclasses import replace

from sigec_sandbox.stations import settings
from sigec_sandbox.stations.spec import StartPoint, StopPoint
from sigec_sandbox.stations.station import Station
from sigec_sandbox.v2.variables.variable import Variable

MOST_ITEMS = "50"


def _set_start_point(station: Station, value: str) -> None:
    station.spec = replace(station.spec, start_point=StartPoint(value))


def _set_stop_point(station: Station, value: str) -> None:
    station.spec = replace(station.spec, stop_point=StopPoint(value))


def _set_password(station: Station, value: str) -> None:
    station.endpoint = replace(station.endpoint, password=value)


def _fixed(component: str, name: str, value: str, kind: str = "string") -> Variable:
    return Variable(component, name, lambda _: value, kind=kind)


def _kept(component: str, name: str, value: str, kind: str = "string") -> Variable:
    """Return a variable that can be written and changes nothing."""
    key = f"{component}.{name}"

    def write(station: Station, text: str) -> None:
        station.settings[key] = text

    return Variable(component, name, lambda s: s.settings.get(key, value), write, kind)


_IDENTITY = [
    Variable("ChargingStation", "VendorName", lambda s: s.spec.vendor),
    Variable("ChargingStation", "Model", lambda s: s.spec.model),
    Variable("ChargingStation", "SerialNumber", lambda s: s.spec.serial_number or s.identity),
    Variable("ChargingStation", "FirmwareVersion", lambda s: s.spec.firmware_version),
    _fixed("ChargingStation", "AvailabilityState", "Available", "OptionList"),
]

_COMMUNICATION = [
    Variable(
        "OCPPCommCtrlr",
        "HeartbeatInterval",
        lambda s: str(s.heartbeat_interval_s),
        settings.set_heartbeat_interval,
        "integer",
    ),
    _fixed("OCPPCommCtrlr", "OfflineThreshold", "60", "integer"),
    _kept("OCPPCommCtrlr", "NetworkConfigurationPriority", "1"),
    _kept("OCPPCommCtrlr", "WebSocketPingInterval", "0", "integer"),
    _fixed("OCPPCommCtrlr", "FileTransferProtocols", "HTTP,HTTPS,FTP", "MemberList"),
    Variable("ClockCtrlr", "DateTime", lambda s: s.stamp(), kind="dateTime"),
    *(
        Variable(
            "DeviceDataCtrlr",
            "ItemsPerMessage",
            lambda _: MOST_ITEMS,
            kind="integer",
            instance=instance,
        )
        for instance in ("GetReport", "GetVariables", "SetVariables")
    ),
]

_CHARGING = [
    Variable(
        "SampledDataCtrlr",
        "TxUpdatedInterval",
        lambda s: str(s.sample_interval_s),
        settings.set_sample_interval,
        "integer",
    ),
    Variable(
        "SampledDataCtrlr",
        "TxUpdatedMeasurands",
        lambda s: ",".join(s.metering.measurands),
        settings.set_measurands,
        "MemberList",
    ),
    _kept("AlignedDataCtrlr", "Interval", "0", "integer"),
    Variable(
        "TxCtrlr",
        "TxStartPoint",
        lambda s: s.spec.start_point.value,
        _set_start_point,
        "MemberList",
    ),
    Variable(
        "TxCtrlr", "TxStopPoint", lambda s: s.spec.stop_point.value, _set_stop_point, "MemberList"
    ),
    Variable(
        "TxCtrlr",
        "EVConnectionTimeOut",
        lambda s: str(s.spec.connection_timeout_s),
        settings.set_connection_timeout,
        "integer",
    ),
    Variable(
        "TxCtrlr",
        "StopTxOnInvalidId",
        lambda s: settings.flag(s.spec.stops_when_refused),
        settings.set_stops_when_refused,
        "boolean",
    ),
    _fixed("SmartChargingCtrlr", "Available", "true", "boolean"),
    _fixed("SmartChargingCtrlr", "ProfileStackLevel", "9", "integer"),
    _fixed("SmartChargingCtrlr", "PeriodsPerSchedule", "96", "integer"),
    _fixed("SmartChargingCtrlr", "RateUnit", "A,W", "MemberList"),
    _fixed("ReservationCtrlr", "Available", "true", "boolean"),
    _fixed("TariffCostCtrlr", "Available", "true", "boolean"),
]

_TOKENS = [
    _fixed("AuthCtrlr", "Enabled", "true", "boolean"),
    Variable(
        "AuthCtrlr",
        "AuthorizeRemoteStart",
        lambda s: settings.flag(s.spec.authorizes_remote_start),
        settings.set_remote_authorization,
        "boolean",
    ),
    Variable(
        "AuthCtrlr",
        "OfflineTxForUnknownIdEnabled",
        lambda s: settings.flag(s.spec.starts_offline),
        settings.set_starts_offline,
        "boolean",
    ),
    _fixed("LocalAuthListCtrlr", "Available", "true", "boolean"),
    Variable("LocalAuthListCtrlr", "Entries", lambda s: str(len(s.local_list)), kind="integer"),
]

_SECURITY = [
    Variable("SecurityCtrlr", "BasicAuthPassword", None, _set_password),
    Variable("SecurityCtrlr", "Identity", lambda s: s.identity),
    Variable(
        "SecurityCtrlr", "OrganizationName", lambda s: s.organization, settings.set_organization
    ),
    _fixed("SecurityCtrlr", "SecurityProfile", "1", "integer"),
    Variable(
        "SecurityCtrlr",
        "CertificateEntries",
        lambda s: str(len(s.certificates.installed)),
        kind="integer",
    ),
    _fixed("SecurityCtrlr", "MaxCertificateChainSize", "10000", "integer"),
]

_OTHERS = [
    _fixed("DisplayMessageCtrlr", "Available", "true", "boolean"),
    _fixed("DisplayMessageCtrlr", "SupportedFormats", "ASCII,UTF8", "MemberList"),
    _fixed("MonitoringCtrlr", "Available", "true", "boolean"),
    Variable("MonitoringCtrlr", "MonitoringLevel", lambda s: str(s.monitors.level), kind="integer"),
]

OF_STATION = [*_IDENTITY, *_COMMUNICATION, *_CHARGING, *_TOKENS, *_SECURITY, *_OTHERS]
