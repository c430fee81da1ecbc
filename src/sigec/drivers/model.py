"""Id tokens, and what a station is told about one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IdTokenKind(StrEnum):
    """Kinds of id token as OCPP spells them; a 1.6 idTag, whose kind is not told, is ISO14443."""

    CENTRAL = "Central"
    EMAID = "eMAID"
    ISO14443 = "ISO14443"
    ISO15693 = "ISO15693"
    KEY_CODE = "KeyCode"
    LOCAL = "Local"
    MAC_ADDRESS = "MacAddress"
    NO_AUTHORIZATION = "NoAuthorization"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRef:
    """A token as a station names it, in its original spelling."""

    value: str
    kind: IdTokenKind = IdTokenKind.ISO14443

    @property
    def canonical(self) -> str:
        """The spelling that is compared: trimmed and case-folded."""
        return self.value.strip().casefold()


class AuthorizationStatus(StrEnum):
    """What a token is told, as OCPP 2.x spells it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenInfo:
    """The answer about a token, for a station."""

    status: AuthorizationStatus
    expires_at: datetime | None = None
    group: TokenRef | None = None
