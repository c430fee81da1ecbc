"""A reservation from the wish to its end: its states, why it is in one, and what is due next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from sigec.drivers.model import KnownToken, TokenRef
from sigec.kit.ids import PersonId, ReservationId, SessionId, SiteId, StationId, TenantId, UserId

LENGTH_MIN = timedelta(minutes=1)
LENGTH_MAX = timedelta(days=1)
"""Whoever asks; a site allows its residents less."""
AHEAD_MAX = timedelta(days=90)
NOTE_LENGTH_MAX = 500
CONNECTOR_TYPE_LENGTH_MAX = 20
LOSSES_MAX = 3
"""How often a station may forget a reservation until we believe that it does not want it."""
CLOCK_SKEW = timedelta(minutes=2)
"""A station that lets go this little before the end did so by its own clock."""


class ReservationStatus(StrEnum):
    """How a reservation stands; an ended one stays as it is."""

    PLANNED = "planned"
    """Its time has not come, or its station cannot be reached: the station knows nothing of it."""
    SENT = "sent"
    """The station was asked, and has not answered."""
    ACCEPTED = "accepted"
    """The station keeps the place."""
    USED = "used"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    FAULTED = "faulted"
    OCCUPIED = "occupied"
    UNAVAILABLE = "unavailable"


OPEN = (ReservationStatus.PLANNED, ReservationStatus.SENT, ReservationStatus.ACCEPTED)
HELD = (ReservationStatus.SENT, ReservationStatus.ACCEPTED)
"""The station keeps the place, or may do so."""


class ReservationReason(StrEnum):
    """Why a reservation is in its state."""

    MADE = "made"
    ASKED = "asked"
    ACCEPTED_BY_STATION = "accepted_by_station"
    CHARGED = "charged"
    """Whose it is began to charge."""
    NO_SHOW = "no_show"
    """The place was kept, and nobody came."""
    NO_TRANSACTION = "no_transaction"
    """Somebody came with the token, and did not plug in."""
    CANCELLED_BY_PERSON = "cancelled_by_person"
    RELEASED_BY_STATION = "released_by_station"
    """The station was told of the end, and let go."""
    UNKNOWN_TO_STATION = "unknown_to_station"
    """The station was told of the end, and says that it knew of no such reservation."""
    REMOVED_BY_STATION = "removed_by_station"
    LOST_BY_STATION = "lost_by_station"
    """The station forgot it, as some do when they restart; it is asked again."""
    REFUSED_BY_STATION = "refused_by_station"
    STATION_FAULTED = "station_faulted"
    STATION_OCCUPIED = "station_occupied"
    STATION_UNAVAILABLE = "station_unavailable"
    STATION_REMOVED = "station_removed"
    STATION_OFFLINE = "station_offline"
    STATION_SILENT = "station_silent"
    STATION_ERROR = "station_error"
    NOT_SUPPORTED = "not_supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is reserved: an EVSE, one of a type, or with neither any one of the station."""

    evse: int | None = None
    connector: int | None = None
    connector_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From an instant to a later one, which is not part of it any more."""

    starts_at: datetime
    expires_at: datetime

    def includes(self, at: datetime) -> bool:
        """Say whether an instant is within."""
        return self.starts_at <= at < self.expires_at

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two have an instant in common."""
        return self.starts_at < other.expires_at and other.starts_at < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """For whom a place is kept: who shows this token, one of its group, or is this person."""

    token: TokenRef
    group: str | None = None
    person_id: PersonId | None = None

    def is_shown_by(self, token: TokenRef, known: KnownToken | None) -> bool:
        """Say whether a token may use what is kept; ``known`` is what is registered of it."""
        if token.canonical == self.token.canonical and set(token.spaces) & set(self.token.spaces):
            return True
        if known is None:
            return False
        is_in_group = self.group is not None and self.group.casefold() in (
            (known.group or "").casefold(),
            known.value.casefold(),
        )
        return is_in_group or (self.person_id is not None and known.person_id == self.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A place at a station, kept for somebody.

    ``number`` is its id as the station knows it, unique per station. ``asked`` counts how often
    the station was asked since it last kept it, ``losses`` how often it forgot it. ``is_owed``
    says that the station may still keep what is over here, and has to be told.
    """

    id: ReservationId
    tenant_id: TenantId
    site_id: SiteId | None
    station_id: StationId
    number: int
    place: Place
    bearer: Bearer
    span: Span
    status: ReservationStatus
    reason: ReservationReason
    note: str | None = None
    session_id: SessionId | None = None
    asked: int = 0
    asked_at: datetime | None = None
    losses: int = 0
    is_owed: bool = False
    is_reminded: bool = False
    actor_kind: str
    user_id: UserId | None = None
    created_at: datetime
    changed_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it may still be used."""
        return self.status in OPEN

    @property
    def is_no_show(self) -> bool:
        """Whether the place was kept in vain."""
        return self.status is ReservationStatus.EXPIRED and self.reason is ReservationReason.NO_SHOW

    def is_held(self, at: datetime) -> bool:
        """Say whether others are kept from the place at an instant."""
        return self.status in HELD and self.span.includes(at)

    def asking(self, at: datetime) -> Self:
        """Note that the station is being asked."""
        return replace(
            self,
            status=ReservationStatus.SENT,
            reason=self.reason
            if self.reason is ReservationReason.LOST_BY_STATION
            else ReservationReason.ASKED,
            asked=self.asked + 1,
            asked_at=at,
            changed_at=at,
        )

    def waiting(self, reason: ReservationReason, at: datetime) -> Self:
        """Note why the station does not keep it yet: it is asked again."""
        status = (
            ReservationStatus.PLANNED
            if reason is ReservationReason.STATION_OFFLINE
            else ReservationStatus.SENT
        )
        return replace(self, status=status, reason=reason, changed_at=at)

    def accepted(self, at: datetime) -> Self:
        """Note that the station keeps it."""
        return replace(
            self,
            status=ReservationStatus.ACCEPTED,
            reason=ReservationReason.ACCEPTED_BY_STATION,
            asked=0,
            changed_at=at,
        )

    def lost(self, at: datetime, *, is_restart: bool = False) -> Self:
        """Note that the station forgot it; it is asked again, unless it does so all the time."""
        if self.losses >= LOSSES_MAX and not is_restart:
            return self.ended(ReservationStatus.CANCELLED, ReservationReason.REMOVED_BY_STATION, at)
        return replace(
            self,
            status=ReservationStatus.PLANNED,
            reason=ReservationReason.LOST_BY_STATION,
            losses=self.losses + (not is_restart),
            asked=0,
            asked_at=None,
            changed_at=at,
        )

    def ended(
        self,
        status: ReservationStatus,
        reason: ReservationReason,
        at: datetime,
        *,
        is_owed: bool = False,
    ) -> Self:
        """End it; ``is_owed`` when the station has to be told."""
        return replace(
            self,
            status=status,
            reason=reason,
            is_owed=is_owed,
            asked=0,
            asked_at=at if is_owed else self.asked_at,
            changed_at=at,
        )

    def used(self, session_id: SessionId, at: datetime) -> Self:
        """Note that its bearer charges; told late, it undoes the expiry."""
        used = self.ended(ReservationStatus.USED, ReservationReason.CHARGED, at)
        return replace(used, session_id=session_id)

    def expired(self, at: datetime) -> Self:
        """End what nobody used: a place that was kept is a no-show."""
        is_kept = self.status is ReservationStatus.ACCEPTED
        waited_for = self.reason if self.reason in _WAITS else ReservationReason.STATION_OFFLINE
        return self.ended(
            ReservationStatus.EXPIRED, ReservationReason.NO_SHOW if is_kept else waited_for, at
        )


_WAITS = frozenset(
    {
        ReservationReason.STATION_OFFLINE,
        ReservationReason.STATION_SILENT,
        ReservationReason.LOST_BY_STATION,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state that a reservation was in, since when, why, and by whose act."""

    at: datetime
    status: ReservationStatus
    reason: ReservationReason
    actor_kind: str
    user_id: UserId | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for; without a beginning it is now.

    Of ``token`` and ``person_id`` one says for whom; a person's is a token of theirs.
    """

    station_id: StationId
    place: Place
    expires_at: datetime
    starts_at: datetime | None = None
    token: TokenRef | None = None
    person_id: PersonId | None = None
    note: str | None = None


def find_used(
    reservations: Sequence[Reservation],
    *,
    number: int | None,
    evse: int | None,
    token: TokenRef | None,
    known: KnownToken | None,
    at: datetime,
) -> Reservation | None:
    """Return the reservation that a start uses: the one it names, else the one it is meant for."""
    for each in reservations:
        if number is not None and each.number == number:
            return each
    for each in reservations:
        is_here = each.place.evse in (None, evse) or evse is None
        is_now = each.is_open and each.span.includes(at)
        if token and is_here and is_now and each.bearer.is_shown_by(token, known):
            return each
    return None
