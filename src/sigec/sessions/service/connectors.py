"""Where a session takes place, and what its connector's own status says of it."""

from collections.abc import Sequence

from msgspec.structs import replace

from sigec.sessions.model import ChargingState, Flag, Session, observe_connector
from sigec.stations.model import (
    Connector,
    ConnectorPlace,
    ConnectorStatus,
    StatusReport,
    is_fault,
)

FIRST = 1
_STATES = {
    ConnectorStatus.CHARGING: ChargingState.CHARGING,
    ConnectorStatus.SUSPENDED_EV: ChargingState.SUSPENDED_EV,
    ConnectorStatus.SUSPENDED_EVSE: ChargingState.SUSPENDED_EVSE,
}


def concerns_session(status: StatusReport) -> bool:
    """Say whether a status tells of a charge; most concern the connector only."""
    return status.status in _STATES or is_fault(status.status, status.error_code)


def observe(session: Session, status: StatusReport) -> Session:
    """Note a status on the session of its connector."""
    if is_fault(status.status, status.error_code):
        session = replace(
            session,
            marked=session.marked | {Flag.FAULT},
            faulted_at=session.faulted_at or status.happened_at,
        )
    state = _STATES.get(status.status)
    return session if state is None else observe_connector(session, state, status.happened_at)


def place_of(session: Session, on_evse: Sequence[Connector] = ()) -> ConnectorPlace | None:
    """Return the session's connector, ``None`` while it is not known.

    Many stations of 2.x name the EVSE only: then it is its one connector, or the one in use.
    """
    evse, connector = session.fold.evse, session.fold.connector
    if evse is None:
        return None
    if connector is None:
        connector = _only_one(on_evse)
    if connector is None:
        return None
    return ConnectorPlace(station_id=session.station_id, evse=evse, connector=connector)


def _only_one(on_evse: Sequence[Connector]) -> int | None:
    if not on_evse:
        return FIRST  # nothing was ever told of the EVSE: it has one at least
    in_use = [one for one in on_evse if one.status not in (None, ConnectorStatus.AVAILABLE)]
    candidates = in_use if len(on_evse) > 1 else on_evse
    return candidates[0].number if len(candidates) == 1 else None


def at_connector(session: Session, connector: Connector | None) -> Session:
    """Put a session at its connector; what that says already counts for a start just made."""
    if connector is None:
        return session
    session = replace(session, connector_id=connector.id)
    state = None if connector.status is None else _STATES.get(connector.status)
    if state is None or session.is_told_late:
        return session
    return observe_connector(session, state, session.started_at)
