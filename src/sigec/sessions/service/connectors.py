"""Where a session takes place, and what its connector's own status says of it."""

from dataclasses import replace

from sigec.sessions.model import ChargingState, Session, observe_connector
from sigec.stations.model import Connector, ConnectorPlace, ConnectorStatus

_STATES = {
    ConnectorStatus.CHARGING: ChargingState.CHARGING,
    ConnectorStatus.SUSPENDED_EV: ChargingState.SUSPENDED_EV,
    ConnectorStatus.SUSPENDED_EVSE: ChargingState.SUSPENDED_EVSE,
}


def charging_state(status: ConnectorStatus | None) -> ChargingState | None:
    """Return what a status says of the charge; all others concern the connector only."""
    return None if status is None else _STATES.get(status)


def place_of(session: Session) -> ConnectorPlace | None:
    """Return the session's connector, ``None`` while it is not known."""
    evse, connector = session.fold.evse, session.fold.connector
    if evse is None or connector is None:
        return None
    return ConnectorPlace(station_id=session.station_id, evse=evse, connector=connector)


def at_connector(session: Session, connector: Connector | None) -> Session:
    """Put a session at its connector; what that says already counts for a start just made."""
    if connector is None:
        return session
    session = replace(session, connector_id=connector.id)
    state = charging_state(connector.status)
    if state is None or session.is_told_late:
        return session
    return observe_connector(session, state, session.started_at)
