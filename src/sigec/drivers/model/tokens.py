"""Id tokens, who owns them and when, and what a station is told about one."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sigec.kit.errors import FieldError
from sigec.kit.ids import IdTokenId, PersonId, SiteId, TenantId, UnitId


class IdTokenKind(StrEnum):
    """Kinds of id token as OCPP spells them; a 1.6 idTag, whose kind is not told, is ISO14443.

    Direct payments, cars by their EVCC and vehicle identification numbers came with 2.1.
    """

    CENTRAL = "Central"
    DIRECT_PAYMENT = "DirectPayment"
    EMAID = "eMAID"
    EVCCID = "EVCCID"
    ISO14443 = "ISO14443"
    ISO15693 = "ISO15693"
    KEY_CODE = "KeyCode"
    LOCAL = "Local"
    MAC_ADDRESS = "MacAddress"
    NO_AUTHORIZATION = "NoAuthorization"
    VIN = "VIN"

    @property
    def space(self) -> "TokenSpace":
        """Where tokens of this kind must differ from each other."""
        is_rfid = self in (IdTokenKind.ISO14443, IdTokenKind.ISO15693)
        return TokenSpace.RFID if is_rfid else TokenSpace(self.value)


class TokenSpace(StrEnum):
    """Where the canonical form of a token is unique: RFID kinds share one."""

    RFID = "RFID"
    CENTRAL = "Central"
    DIRECT_PAYMENT = "DirectPayment"
    EMAID = "eMAID"
    EVCCID = "EVCCID"
    KEY_CODE = "KeyCode"
    LOCAL = "Local"
    MAC_ADDRESS = "MacAddress"
    NO_AUTHORIZATION = "NoAuthorization"
    VIN = "VIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRef:
    """A token as a station names it, in its original spelling."""

    value: str
    kind: IdTokenKind = IdTokenKind.ISO14443

    @property
    def canonical(self) -> str:
        """The spelling that is compared: trimmed and case-folded."""
        return self.value.strip().casefold()

    @property
    def spaces(self) -> tuple[TokenSpace, ...]:
        """Where the token may be registered, the likeliest first.

        A remote start with one of our ``Central`` tokens comes back from a 1.6 station as an
        idTag, which does not tell its kind.
        """
        if self.kind is IdTokenKind.ISO14443:
            return TokenSpace.RFID, TokenSpace.CENTRAL
        return (self.kind.space,)


class ConcurrentUse(StrEnum):
    """How many charges may go on at once with the same token, or with those of its group."""

    ALLOWED = "allowed"
    ONE_PER_TOKEN = "one_per_token"  # noqa: S105 - a rule, not a secret
    ONE_PER_GROUP = "one_per_group"


class TokenStatus(StrEnum):
    """What the owner of a token's tenant decided about it."""

    ACCEPTED = "accepted"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    INVALID = "invalid"
    NO_CREDIT = "no_credit"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Whose a token was from an instant to another; open where it is ``None``.

    ``price_group`` is the person's own, as it is now.
    """

    person_id: PersonId
    price_group: str | None = None
    owned_from: datetime | None = None
    owned_to: datetime | None = None

    def includes(self, at: datetime) -> bool:
        """Say whether the token was theirs at that instant."""
        has_begun = self.owned_from is None or self.owned_from <= at
        return has_begun and (self.owned_to is None or at < self.owned_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Whose a token was, by name; a removed person's name is told too, for the past is theirs."""

    person_id: PersonId
    name: str
    owned_from: datetime | None
    owned_to: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A unit that somebody lives in, from a day to another; open where it is ``None``."""

    unit_id: UnitId
    site_id: SiteId
    label: str
    from_date: date
    to_date: date | None = None

    def includes(self, day: date) -> bool:
        """Say whether they live there on that day."""
        return self.from_date <= day and (self.to_date is None or day < self.to_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownToken:
    """What is remembered of a token to decide about it; ``value`` in its original spelling.

    ``concurrent_use`` overrides what its place says.
    """

    id: IdTokenId
    tenant_id: TenantId
    value: str
    kind: IdTokenKind
    status: TokenStatus = TokenStatus.ACCEPTED
    person_id: PersonId | None = None
    group: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    concurrent_use: ConcurrentUse | None = None
    owners: tuple[Ownership, ...] = ()

    def owner_at(self, at: datetime) -> Ownership | None:
        """Return whose token it was then: one that moved on does not rewrite the past."""
        return next((owner for owner in self.owners if owner.includes(at)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdTokenDraft:
    """What a new id token is made of; without ``concurrent_use`` it is as its place says."""

    value: str
    kind: IdTokenKind = IdTokenKind.ISO14443
    status: TokenStatus = TokenStatus.ACCEPTED
    person_id: PersonId | None = None
    group: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    concurrent_use: ConcurrentUse | None = None

    @property
    def ref(self) -> TokenRef:
        """The token as a station would name it."""
        return TokenRef(value=self.value, kind=self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdToken(IdTokenDraft):
    """A card, an app or a car that can be recognised; ``version`` counts edits."""

    id: IdTokenId
    tenant_id: TenantId
    created_at: datetime
    version: int = 1


def faults_of_token(token: IdToken) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    faults = []
    if token.kind is IdTokenKind.NO_AUTHORIZATION:
        faults.append(FieldError(field="type", code="field.token_without_value"))
    if not token.value.strip() or not token.value.isprintable():
        faults.append(FieldError(field="value", code="field.token_value"))
    if token.valid_from and token.valid_to and token.valid_from >= token.valid_to:
        faults.append(FieldError(field="valid_to", code="field.span_reversed"))
    return tuple(faults)
