"""What a station is wanted to be, and how near it is: the states behind desired state.

A desire is met when its station reports what is wanted, not when the station accepts it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from sigec.kit.ids import DesireId, StationId, TemplateId, TenantId

CHECK_AFTER = timedelta(hours=24)
"""How long what is applied is believed before the station is asked again."""
RETRY_FIRST = timedelta(seconds=30)
RETRY_MAX = timedelta(hours=1)
REFUSED_FIRST = timedelta(hours=1)
REFUSED_MAX = timedelta(hours=24)
RESTART_AGAIN_AFTER = timedelta(minutes=15)
"""How long a station that was asked to restart has to boot."""
BUSY_AGAIN_AFTER = timedelta(minutes=5)
"""How soon to look again whether nobody charges."""
DRIFTS_MAX = 3
"""More often a station is not set again in silence: it is an incident."""
REASON_LENGTH_MAX = 500
AWAITS_RETURN = "awaits_return"
"""The station took it and proves so when it comes back; its restart is no new reason."""


class DesireKind(StrEnum):
    """What can be wanted of a station; each kind has one who fulfils it."""

    VARIABLE = "variable"
    LOCAL_LIST = "local_list"
    """The list of who may charge that the station keeps."""
    CLEARED_CACHE = "cleared_cache"
    """That the station has forgotten whom it was told to let in before an instant."""
    PASSWORD = "password"  # noqa: S105 - a kind of desire
    """That it comes with its next password."""
    SECURITY_PROFILE = "security_profile"
    """That it comes by a higher security profile."""
    ROOT_CERTIFICATE = "root_certificate"
    """That it believes an authority."""


class DesireState(StrEnum):
    """How near a station is to what is wanted."""

    PENDING = "pending"
    """It is not told yet, did not answer, or does not report it yet."""
    APPLIED = "applied"
    """The station reported it."""
    REFUSED = "refused"
    """The station said no; it is asked again, seldom."""
    UNSUPPORTED = "unsupported"
    """The station cannot; it is asked again when it boots, or when something else is wanted."""


class Outcome(StrEnum):
    """What an attempt came to."""

    REPORTED = "reported"
    """The station reports what is wanted."""
    ACCEPTED = "accepted"
    """It took it, and reports something else as yet."""
    REBOOT_REQUIRED = "reboot_required"
    """It took it, and it counts from the next boot."""
    REFUSED = "refused"
    UNSUPPORTED = "unsupported"
    UNREACHED = "unreached"
    """There was no answer that says anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of trying to meet a desire; ``reason`` is for people.

    ``has_drifted`` says that the station reported something else before it was told.
    """

    outcome: Outcome
    reason: str | None = None
    has_drifted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A station whose turn it is to be asked; ``protocol`` is what it speaks now.

    ``claim`` is the fencing token: who visits later has a higher one.
    """

    station_id: StationId
    tenant_id: TenantId
    protocol: str
    vendor: str | None
    model: str | None
    claim: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants of a station.

    ``key`` tells it apart from others of its kind, ``subject`` says it to people, and ``wanted`` is
    all that its kind needs to ask for it: never a secret. ``may_reboot`` lets the station be
    restarted for it while nobody charges. ``template_id`` is the template that wants it.
    """

    kind: DesireKind
    key: str
    subject: str
    wanted: Mapping[str, Any]
    may_reboot: bool = False
    template_id: TemplateId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desire:
    """A wish, and how far it is.

    ``next_at`` is when the station is asked again, ``None`` when only a boot or another wish leads
    on. ``attempts`` counts those since it was last met, ``drifts`` how often the station left it
    since it last held. ``revision`` changes with every write.
    """

    id: DesireId
    tenant_id: TenantId
    station_id: StationId
    wish: Wish
    state: DesireState = DesireState.PENDING
    needs_reboot: bool = False
    attempts: int = 0
    drifts: int = 0
    next_at: datetime | None
    reason: str | None = None
    attempted_at: datetime | None = None
    applied_at: datetime | None = None
    changed_at: datetime
    revision: int = 1

    @property
    def is_drifting(self) -> bool:
        """Whether the station leaves it again and again."""
        return self.drifts >= DRIFTS_MAX

    def wanting(self, wish: Wish, *, at: datetime) -> Self:
        """Return the desire for something else; a repeat of the same wish changes nothing."""
        if wish == self.wish:
            return self
        if wish.wanted == self.wish.wanted:
            next_at = _restart_at(wish, at) if self.needs_reboot else self.next_at
            return replace(self, wish=wish, next_at=next_at, changed_at=at)
        return replace(
            self,
            wish=wish,
            state=DesireState.PENDING,
            needs_reboot=False,
            attempts=0,
            drifts=0,
            next_at=at,
            reason=None,
            applied_at=None,
            changed_at=at,
        )

    def retried(self, *, at: datetime) -> Self:
        """Return the desire, to be tried at once; what waits for a boot may have to go on so."""
        return replace(self, next_at=_restart_at(self.wish, at) if self.needs_reboot else at)

    def booted(self, *, at: datetime) -> Self:
        """Return the desire after its station started anew: whatever was so may be otherwise."""
        return replace(self, needs_reboot=False, attempts=0, next_at=at)

    def drifted(self, reason: str, *, at: datetime) -> Self:
        """Return the desire after its station reported something else by itself."""
        if self.state is not DesireState.APPLIED:
            return self
        return replace(
            self,
            state=DesireState.PENDING,
            drifts=self.drifts + 1,
            attempts=0,
            next_at=at,
            reason=_cut(reason),
        )

    def restarting(self, reason: str | None, *, at: datetime, wait: timedelta) -> Self:
        """Return the desire after its station was asked to restart, or could not be, by reason."""
        kept = self.reason if self.reason == AWAITS_RETURN else _cut(reason)
        return replace(self, attempted_at=at, reason=kept, next_at=at + wait)

    def after(self, attempt: Attempt, *, at: datetime) -> "Desire":
        """Return the desire as an attempt leaves it."""
        was_applied = self.state is DesireState.APPLIED
        tried = replace(
            self,
            attempts=self.attempts + 1,
            drifts=self.drifts + (was_applied and attempt.has_drifted),
            attempted_at=at,
            reason=_cut(attempt.reason),
        )
        match attempt.outcome:
            case Outcome.REPORTED:
                return _met(tried, at, has_held=was_applied and not attempt.has_drifted)
            case Outcome.REBOOT_REQUIRED:
                waiting = replace(tried, state=DesireState.PENDING, attempts=0, needs_reboot=True)
                return replace(waiting, next_at=_restart_at(self.wish, at))
            case outcome:
                wait = _wait_after(outcome, tried.attempts)
                state = _STATES.get(outcome, self.state)
                return replace(tried, state=state, next_at=None if wait is None else at + wait)


_STATES: Mapping[Outcome, DesireState] = {
    Outcome.ACCEPTED: DesireState.PENDING,
    Outcome.REFUSED: DesireState.REFUSED,
    Outcome.UNSUPPORTED: DesireState.UNSUPPORTED,
}
_WAITS: Mapping[Outcome, tuple[timedelta, timedelta]] = {
    Outcome.ACCEPTED: (RETRY_FIRST, RETRY_MAX),
    Outcome.REFUSED: (REFUSED_FIRST, REFUSED_MAX),
    Outcome.UNREACHED: (RETRY_FIRST, RETRY_MAX),
}


def _restart_at(wish: Wish, at: datetime) -> datetime | None:
    """Return when to restart a station for a wish; ``None`` when it must not be."""
    return at if wish.may_reboot else None


def _met(desire: Desire, at: datetime, *, has_held: bool) -> Desire:
    """Return a desire as met; one that held since its last check no longer drifts."""
    applied_at = desire.applied_at if has_held and desire.applied_at else at
    return replace(
        desire,
        state=DesireState.APPLIED,
        attempts=0,
        drifts=0 if applied_at + CHECK_AFTER <= at else desire.drifts,
        next_at=at + CHECK_AFTER,
        applied_at=applied_at,
    )


def _wait_after(outcome: Outcome, attempts: int) -> timedelta | None:
    """Return how long to wait after some attempts in a row, longer each time; ``None`` for ever."""
    if outcome not in _WAITS:
        return None
    first, longest = _WAITS[outcome]
    doublings = min(attempts - 1, 16)
    return min(first * (1 << doublings), longest)


def _cut(reason: str | None) -> str | None:
    return reason and reason[:REASON_LENGTH_MAX]
