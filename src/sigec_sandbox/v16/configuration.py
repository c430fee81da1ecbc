"""The configuration keys of a 1.6 station; the writable ones change what it does."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import settings
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.stores.certificates import MOST_CERTIFICATES


@dataclass(frozen=True, slots=True)
class Key:
    """How a key is read and, unless it is read-only, written."""

    read: Callable[[Station], str | None]
    write: Callable[[Station, str], None] | None = None


def _set_password(station: Station, value: str) -> None:
    station.endpoint = replace(station.endpoint, password=bytes.fromhex(value))


def _fixed(value: str) -> Key:
    return Key(lambda _: value)


def _flag(read: Callable[[Station], bool], write: Callable[[Station, str], None]) -> Key:
    return Key(lambda station: settings.flag(read(station)), write)


def _kept(name: str, value: str) -> Key:
    """Return a key that can be written and changes nothing."""

    def write(station: Station, text: str) -> None:
        station.settings[name] = text

    return Key(lambda station: station.settings.get(name, value), write)


KEYS = {
    "AllowOfflineTxForUnknownId": _flag(
        lambda s: s.spec.starts_offline, settings.set_starts_offline
    ),
    "AuthorizationCacheEnabled": _fixed("false"),
    "AuthorizationKey": Key(lambda _: None, _set_password),
    "AuthorizeRemoteTxRequests": _flag(
        lambda s: s.spec.authorizes_remote_start, settings.set_remote_authorization
    ),
    "CertificateSignedMaxChainSize": _fixed("10000"),
    "CertificateStoreMaxLength": _fixed(str(MOST_CERTIFICATES)),
    "ChargeProfileMaxStackLevel": _fixed("9"),
    "ChargingScheduleAllowedChargingRateUnit": _fixed("Current,Power"),
    "ChargingScheduleMaxPeriods": _fixed("96"),
    "ClockAlignedDataInterval": _kept("ClockAlignedDataInterval", "0"),
    "ConnectionTimeOut": Key(
        lambda s: str(s.spec.connection_timeout_s), settings.set_connection_timeout
    ),
    "ConnectorPhaseRotation": _fixed("0.RST"),
    "CpoName": Key(lambda s: s.organization, settings.set_organization),
    "GetConfigurationMaxKeys": _fixed("50"),
    "HeartbeatInterval": Key(
        lambda s: str(s.heartbeat_interval_s), settings.set_heartbeat_interval
    ),
    "LocalAuthListEnabled": _fixed("true"),
    "LocalAuthListMaxLength": _fixed("1000"),
    "LocalAuthorizeOffline": _kept("LocalAuthorizeOffline", "true"),
    "LocalPreAuthorize": _kept("LocalPreAuthorize", "false"),
    "MaxChargingProfilesInstalled": _fixed("20"),
    "MeterValueSampleInterval": Key(
        lambda s: str(s.sample_interval_s), settings.set_sample_interval
    ),
    "MeterValuesAlignedData": _kept("MeterValuesAlignedData", ""),
    "MeterValuesSampledData": Key(
        lambda s: ",".join(s.metering.measurands), settings.set_measurands
    ),
    "NumberOfConnectors": Key(lambda s: str(len(s.connectors))),
    "ResetRetries": _kept("ResetRetries", "3"),
    "SecurityProfile": _kept("SecurityProfile", "1"),
    "SendLocalListMaxLength": _fixed("100"),
    "StopTransactionOnEVSideDisconnect": _kept("StopTransactionOnEVSideDisconnect", "true"),
    "StopTransactionOnInvalidId": _flag(
        lambda s: s.spec.stops_when_refused, settings.set_stops_when_refused
    ),
    "StopTxnAlignedData": _kept("StopTxnAlignedData", ""),
    "StopTxnSampledData": _kept("StopTxnSampledData", ""),
    "SupportedFeatureProfiles": _fixed(
        "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger"
    ),
    "TransactionMessageAttempts": _kept("TransactionMessageAttempts", "3"),
    "TransactionMessageRetryInterval": _kept("TransactionMessageRetryInterval", "60"),
    "UnlockConnectorOnEVSideDisconnect": _kept("UnlockConnectorOnEVSideDisconnect", "true"),
    "WebSocketPingInterval": _kept("WebSocketPingInterval", "0"),
}


_NAMES = {name.casefold(): name for name in KEYS}


def read(station: Station, names: list[str]) -> tuple[list[Json], list[str]]:
    """Return the entries of the asked keys (none: all) and the names that are unknown."""
    known = [_NAMES[name.casefold()] for name in names if name.casefold() in _NAMES]
    unknown = [name for name in names if name.casefold() not in _NAMES]
    return [_entry(station, name) for name in (known if names else KEYS)], unknown


def write(station: Station, name: str, value: str) -> str:
    """Set a key and return the status of the answer."""
    key = KEYS.get(_NAMES.get(name.casefold(), ""))
    if key is None:
        return "NotSupported"
    if key.write is None:
        return "Rejected"
    try:
        key.write(station, value)
    except ValueError:
        return "Rejected"
    return "Accepted"


def _entry(station: Station, name: str) -> Json:
    entry: Json = {"key": name, "readonly": KEYS[name].write is None}
    value = KEYS[name].read(station)
    return entry if value is None else entry | {"value": value}
