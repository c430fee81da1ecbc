"""What the standard says of its configuration keys (OCPP 1.6 §9): a station tells only values."""

from collections.abc import Mapping

from sigec.stations.model import Characteristics

_COUNT = Characteristics(data_type="integer", limit_min=0)
_SECONDS = Characteristics(data_type="integer", unit="s", limit_min=0)
_SWITCH = Characteristics(data_type="boolean")
_LIST = Characteristics(data_type="MemberList")

_TOLD: Mapping[Characteristics, tuple[str, ...]] = {
    _SECONDS: (
        "BlinkRepeat",
        "ClockAlignedDataInterval",
        "ConnectionTimeOut",
        "HeartbeatInterval",
        "MeterValueSampleInterval",
        "MinimumStatusDuration",
        "TransactionMessageRetryInterval",
        "WebSocketPingInterval",
    ),
    _COUNT: (
        "ChargeProfileMaxStackLevel",
        "ChargingScheduleMaxPeriods",
        "ConnectorPhaseRotationMaxLength",
        "GetConfigurationMaxKeys",
        "LocalAuthListMaxLength",
        "MaxChargingProfilesInstalled",
        "MaxEnergyOnInvalidId",
        "MeterValuesAlignedDataMaxLength",
        "MeterValuesSampledDataMaxLength",
        "NumberOfConnectors",
        "ResetRetries",
        "SendLocalListMaxLength",
        "StopTxnAlignedDataMaxLength",
        "StopTxnSampledDataMaxLength",
        "SupportedFeatureProfilesMaxLength",
        "TransactionMessageAttempts",
    ),
    _SWITCH: (
        "AllowOfflineTxForUnknownId",
        "AuthorizationCacheEnabled",
        "AuthorizeRemoteTxRequests",
        "ConnectorSwitch3to1PhaseSupported",
        "LocalAuthListEnabled",
        "LocalAuthorizeOffline",
        "LocalPreAuthorize",
        "ReserveConnectorZeroSupported",
        "StopTransactionOnEVSideDisconnect",
        "StopTransactionOnInvalidId",
        "UnlockConnectorOnEVSideDisconnect",
    ),
    _LIST: (
        "ChargingScheduleAllowedChargingRateUnit",
        "ConnectorPhaseRotation",
        "MeterValuesAlignedData",
        "MeterValuesSampledData",
        "StopTxnAlignedData",
        "StopTxnSampledData",
        "SupportedFeatureProfiles",
    ),
}
_BY_KEY = {key.casefold(): told for told, keys in _TOLD.items() for key in keys}


def characteristics_of(key: str) -> Characteristics | None:
    """Return what the standard says of a key, compared without case; ``None`` of a vendor's own."""
    return _BY_KEY.get(key.casefold())
