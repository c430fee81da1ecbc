"""What sessions make worth telling: what texts may say of them."""

from datetime import datetime
from typing import Any

from sigec.kit.money import Money
from sigec.notifications.model import Ending, Kind, News, kind_of
from sigec.sessions.model import Session
from sigec.stations.model import Incident


def news_of(session: Session, kind: Kind, at: datetime, *, cost: Money | None = None) -> News:
    """Make the news of a session that has a person: what is so since an instant of its source."""
    about: dict[str, Any] = {
        "started_at": session.started_at,
        "energy": session.energy.energy_wh,
        "duration": at - session.started_at,
        "reason": session.stop_reason,
        "cost": cost,
    }
    return News(
        kind=kind,
        tenant_id=session.tenant_id,
        subject_id=session.id,
        at=at,
        person_id=session.holder.person_id,
        session_id=session.id,
        station_id=session.station_id,
        about=about,
        waits_for_cost=kind is Kind.CHARGING_ENDED and cost is None,
    )


def news_of_fault(session: Session, incident_id: Any, error_code: str | None, at: datetime) -> News:
    """Make the news of a fault that a session met; it is told once, whatever follows."""
    return News(
        kind=Kind.FAULT,
        tenant_id=session.tenant_id,
        subject_id=session.id,
        at=at,
        person_id=session.holder.person_id,
        session_id=session.id,
        station_id=session.station_id,
        incident_id=incident_id,
        about={"error_code": error_code},
    )


def ending_of(session: Session, faults: list[Incident], *, is_late: bool) -> Ending:
    """Return what is known of how a session ended."""
    asked, person_id, ended_at = session.stop_request, session.holder.person_id, session.ended_at
    return Ending(
        stop_reason=session.stop_reason or "",
        energy_wh=session.energy.energy_wh,
        is_by_owner=asked is not None and person_id is not None and asked.person_id == person_id,
        has_fault=any(
            ended_at is not None
            and fault.began_at <= ended_at
            and (fault.closed_at is None or fault.closed_at >= ended_at)
            for fault in faults
        ),
        is_late=is_late,
    )


def news_of_end(
    session: Session, faults: list[Incident], *, cost: Money | None, is_late: bool
) -> News | None:
    """Make the news of an end, ``None`` when nobody is told."""
    kind = kind_of(ending_of(session, faults, is_late=is_late))
    if kind is None or session.ended_at is None:
        return None
    return news_of(session, kind, session.ended_at, cost=cost)
