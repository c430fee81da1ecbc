"""A session: what its reports fold to, who charges, and what else proved its end."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Self, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from sigec.drivers.model import Ownership, TokenInfo
from sigec.kit.ids import (
    ConnectorId,
    IdTokenId,
    PersonId,
    SessionId,
    SiteId,
    StationId,
    TenantId,
    UserId,
)
from sigec.sessions.model.energy import Energy, measure
from sigec.sessions.model.flags import Flag
from sigec.sessions.model.fold import Fold, Misfit, fold_in
from sigec.sessions.model.idleness import Waiting, idle_spans
from sigec.sessions.model.registers import NEXT_START, Mark
from sigec.sessions.model.reports import ChargingState, TransactionReport
from sigec.tariffs.model import Audience, Span

OCPP = "ocpp"
"""The source whose stations speak for themselves: they tell of their meters, and ask us first."""
OTHER = "Other"
TOLD_LATE_AFTER = timedelta(seconds=5)


class SessionStatus(StrEnum):
    """The states of ``domain.md`` §2."""

    PREPARING = "preparing"
    CHARGING = "charging"
    SUSPENDED_EV = "suspended_ev"
    SUSPENDED_EVSE = "suspended_evse"
    FINISHING = "finishing"
    ENDED = "ended"


class Rating(StrEnum):
    """Whether a session's price may still change by what is known already."""

    PENDING = "pending"
    FINAL = "final"


class Identity(StrEnum):
    """Whether we know who charges."""

    KNOWN = "known"
    PENDING = "pending"
    UNKNOWN = "unknown"


class Holder(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who charges, resolved when the token was first told and frozen since.

    ``price_group`` is the person's group of then, which their prices depend on. What somebody put
    right (``is_corrected``) no later report changes.
    """

    identity: Identity = Identity.UNKNOWN
    id_token_id: IdTokenId | None = None
    person_id: PersonId | None = None
    price_group: str | None = None
    is_corrected: bool = False

    @classmethod
    def of(cls, owner: Ownership | None, id_token_id: IdTokenId | None) -> Self:
        """Return the owner of the token that was told, or nobody that is known."""
        return cls(
            identity=Identity.KNOWN if owner else Identity.UNKNOWN,
            id_token_id=id_token_id,
            person_id=owner.person_id if owner else None,
            price_group=owner.price_group if owner else None,
        )


class Closing(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Why a session without a stop is over: `Flag.LOST_STOP`, `CLOSED_BY_OPERATOR`, `NOT_ONGOING`.

    ``register_wh`` is what the next start on the connector showed.
    """

    cause: Flag
    at: datetime
    register_wh: int | None = None
    reason: str | None = None


class StopRequest(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who last asked the station to stop, and when; ``person_id`` is the resident behind a user."""

    actor_kind: str
    user_id: UserId | None
    at: datetime
    person_id: PersonId | None = None


class Session(Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """One charge, from plug to receipt.

    ``generation`` counts the uses of one transaction id by one station. ``price_group`` is the
    station's when it began. ``recorded_at`` and ``heard_at`` are our times of the first and the
    latest report. ``decision`` is what the start was answered, and answers its repeats.
    ``connector_state`` is what the connector's own status says (OCPP 1.6 tells it apart from the
    transaction); ``faulted_at`` is when that first told of a fault. ``revision`` is another one
    whenever it was stored.
    """

    id: SessionId
    tenant_id: TenantId
    site_id: SiteId | None = None
    price_group: str | None = None
    station_id: StationId
    connector_id: ConnectorId | None = None
    source: str = OCPP
    external_id: str
    generation: int = 0
    start_key: str | None = None
    recorded_at: datetime
    heard_at: datetime
    fold: Fold
    holder: Holder = field(default_factory=Holder)
    decision: TokenInfo | None = None
    closing: Closing | None = None
    stop_request: StopRequest | None = None
    connector_state: ChargingState | None = None
    connector_state_at: datetime | None = None
    connector_waiting: Waiting = field(default_factory=Waiting)
    faulted_at: datetime | None = None
    marked: frozenset[Flag] = field(default_factory=frozenset)
    revision: int = 0

    @property
    def started_at(self) -> datetime:
        """The source's instant of the start, or the earliest one it told of."""
        return self.fold.started_at or self.fold.first_at

    @property
    def ended_at(self) -> datetime | None:
        """The source's instant of the end, else that of what proved it."""
        return self.settled.ended_at

    @property
    def reached_at(self) -> datetime:
        """Up to when its energy is known: its end, or the latest that was told of it."""
        return max(self.started_at, self.ended_at or self.fold.last_at)

    @property
    def stop_reason(self) -> str | None:
        """Why it ended, as OCPP spells it."""
        return self.settled.stop_reason

    @property
    def settled(self) -> Fold:
        """The fold with its closing applied; a stop that was reported overrides any closing."""
        closing = self.closing
        if closing is None or self.fold.ended_at is not None:
            return self.fold
        ended_at = max(closing.at, self.started_at)
        meters = self.fold.meters
        if closing.register_wh is not None:
            mark = Mark(at=ended_at, wh=closing.register_wh, source=NEXT_START)
            meters = meters.finish_at(mark)
        return replace(self.fold, ended_at=ended_at, stop_reason=OTHER, meters=meters)

    @cached_property  # storing, telling and pricing each ask
    def energy(self) -> Energy:
        """The energy, and how we know it."""
        return measure(self.settled, is_metered=self.source == OCPP)

    @property
    def power_w(self) -> int | None:
        """What the car draws now, ``None`` when nothing was measured and after the end."""
        power = self.fold.meters.power
        return power.last_w if self.is_open and power.count else None

    @property
    def is_open(self) -> bool:
        """Whether nothing has ended it yet."""
        return self.fold.ended_at is None and self.closing is None

    @property
    def is_told_late(self) -> bool:
        """Whether other reports may have overtaken the first one: the next start, its own stop."""
        is_start_seen = self.fold.started_at is not None
        return not is_start_seen or self.recorded_at - self.started_at > TOLD_LATE_AFTER

    @property
    def status(self) -> SessionStatus:
        """The state, from the transaction's own reports or the connector's later status."""
        if not self.is_open:
            return SessionStatus.ENDED
        match self._state:
            case None:
                drawn = self.fold.meters.has_drawn
                return SessionStatus.CHARGING if drawn else SessionStatus.PREPARING
            case ChargingState.CHARGING:
                return SessionStatus.CHARGING
            case ChargingState.SUSPENDED_EV:
                return SessionStatus.SUSPENDED_EV
            case ChargingState.SUSPENDED_EVSE:
                return SessionStatus.SUSPENDED_EVSE
            case ChargingState.EV_CONNECTED | ChargingState.IDLE:
                charged = self.fold.has_charged
                return SessionStatus.FINISHING if charged else SessionStatus.PREPARING
            case other:
                assert_never(other)

    @property
    def _state(self) -> ChargingState | None:
        told_at, seen_at = self.fold.state_at, self.connector_state_at
        if told_at is None or (seen_at is not None and seen_at > told_at):
            return self.connector_state
        return self.fold.state

    @property
    def idle_since(self) -> datetime | None:
        """Since when the car has been taking nothing after having taken something."""
        if self.status in (SessionStatus.SUSPENDED_EV, SessionStatus.SUSPENDED_EVSE):
            return max(filter(None, (self.fold.state_at, self.connector_state_at)), default=None)
        return self.fold.meters.power.idle_since

    @property
    def idle(self) -> Sequence[Span]:
        """When the car took nothing by its own choice, after it had drawn; so far.

        By power, and by what the transaction and the connector say; what the station withheld
        is not idle.
        """
        to_at = self.reached_at
        if self.is_open and self.connector_state_at is not None:
            to_at = max(to_at, self.connector_state_at)
        sources = (self.fold.waiting, self.connector_waiting)
        pauses = [
            *self.fold.meters.power.rests.until(to_at),
            *(span for source in sources for span in source.pauses(to_at)),
        ]
        excused = [span for source in sources for span in source.excuses(to_at)]
        return idle_spans(pauses, excused, to_at=to_at)

    @property
    def audience(self) -> Audience:
        """Where it takes place and who charges, as far as prices depend on it."""
        return Audience(
            site_id=self.site_id,
            station_group=self.price_group,
            person_group=self.holder.price_group,
        )

    @property
    def flags(self) -> frozenset[Flag]:
        """All that is unusual about it."""
        flags = self.fold.flags | self.marked
        if self.closing is not None and self.fold.ended_at is None:
            flags |= {self.closing.cause}
        return flags


def advance(session: Session, report: TransactionReport) -> Session | Misfit:
    """Add a report that follows all others; the common case, without reading anything else.

    A repeat changes nothing. One that belongs before the last needs all reports of the session:
    see `refold`.
    """
    place = session.fold.place(report)
    if isinstance(place, Misfit):
        return place
    fold = fold_in(session.fold, place, report)
    heard_at = max(session.heard_at, report.received_at)
    return replace(session, fold=fold, heard_at=heard_at)


def close(session: Session, closing: Closing) -> Session:
    """Note a proof of the end; of several the earliest counts, and an operator's word stays.

    The same proof told anew replaces itself: its register may have come later than its time.
    """
    known = session.closing
    if known is not None and (known.at < closing.at or known.cause is Flag.CLOSED_BY_OPERATOR):
        return session
    return session if known == closing else replace(session, closing=closing)


def hold(session: Session, holder: Holder) -> Session:
    """Note who charges by what a report tells; the person that somebody put right stays."""
    if session.holder.is_corrected:
        holder = replace(session.holder, id_token_id=holder.id_token_id)
    return replace(session, holder=holder)


def correct_holder(session: Session, owner: Ownership | None) -> Session:
    """Say who charged, whatever reports told; ``None`` is nobody that is known."""
    holder = Holder.of(owner, session.holder.id_token_id)
    return replace(session, holder=replace(holder, is_corrected=True))


def observe_connector(session: Session, state: ChargingState, at: datetime) -> Session:
    """Note what the connector's status says of the charge; an older one changes nothing."""
    seen_at = session.connector_state_at
    if seen_at is not None and seen_at >= at:
        return session
    drawn = session.fold.meters.is_known_to_draw
    return replace(
        session,
        connector_state=state,
        connector_state_at=at,
        connector_waiting=session.connector_waiting.observe(state, at, has_drawn=drawn),
    )
