"""What the rest of the house hears when a session changed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sigec.events.sessions import (
    SessionCorrected,
    SessionEnded,
    SessionEvent,
    SessionIdentified,
    SessionReassigned,
    SessionStarted,
    SessionStateChanged,
)
from sigec.kit.ids import PersonId
from sigec.sessions.model import Session

LATE_AFTER = timedelta(minutes=10)
"""An end that is told later than this is news of the past: nobody is woken for it."""


def tell(before: Session | None, after: Session) -> Iterator[SessionEvent]:
    """Yield the events between two states of a session; ``before`` is ``None`` for a new one."""
    at = after.fold.last.at
    if before is None:
        yield SessionStarted(at=after.started_at, started_at=after.started_at, **_whose(after))
    elif before.status is not after.status and after.is_open:
        yield SessionStateChanged(
            at=max(at, after.connector_state_at or at),
            state=after.status.value,
            previous_state=before.status.value,
            **_whose(after),
        )
    if before is not None:
        yield from _tell_person(before.holder.person_id, after)
    if after.ended_at is None:
        return
    energy_wh = after.energy.energy_wh
    if before is None or before.ended_at is None:
        yield SessionEnded(
            at=after.ended_at,
            ended_at=after.ended_at,
            stop_reason=after.stop_reason or "",
            energy_wh=energy_wh,
            late=after.heard_at - after.ended_at > LATE_AFTER,
            **_whose(after),
        )
    elif (before.ended_at, before.energy.energy_wh) != (after.ended_at, energy_wh):
        yield SessionCorrected(at=at, energy_wh=energy_wh, **_whose(after))


def _tell_person(before: PersonId | None, session: Session) -> Iterator[SessionEvent]:
    if before == session.holder.person_id:
        return
    at = session.fold.last.at
    if before is None:
        yield SessionIdentified(at=at, started_at=session.started_at, **_whose(session))
    else:
        yield SessionReassigned(at=at, previous_person_id=before, **_whose(session))


def _whose(session: Session) -> dict[str, Any]:
    return {
        "tenant_id": session.tenant_id,
        "session_id": session.id,
        "station_id": session.station_id,
        "evse": session.fold.evse,
        "connector": session.fold.connector,
        "person_id": session.holder.person_id,
    }
