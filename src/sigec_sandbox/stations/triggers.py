"""Why something about a transaction is reported, in the words of OCPP 2.x."""

from enum import StrEnum


class Trigger(StrEnum):
    """The reasons that the sandbox uses; a 1.6 station acts on them without saying so."""

    AUTHORIZED = "Authorized"
    CABLE_PLUGGED_IN = "CablePluggedIn"
    CHARGING_RATE_CHANGED = "ChargingRateChanged"
    CHARGING_STATE_CHANGED = "ChargingStateChanged"
    DEAUTHORIZED = "Deauthorized"
    EV_CONNECT_TIMEOUT = "EVConnectTimeout"
    EV_COMMUNICATION_LOST = "EVCommunicationLost"
    METER_VALUE_PERIODIC = "MeterValuePeriodic"
    TRIGGER = "Trigger"
    UNLOCK_COMMAND = "UnlockCommand"
    STOP_AUTHORIZED = "StopAuthorized"
    REMOTE_STOP = "RemoteStop"
    REMOTE_START = "RemoteStart"
    ABNORMAL_CONDITION = "AbnormalCondition"
    RESET_COMMAND = "ResetCommand"
