"""One EVSE charges one car at a time: a start proves that the session before it is over."""

from sigec.sessions._store import sessions as store
from sigec.sessions.model import Closing, Flag, Session, close
from sigec.sessions.service.work import Work


async def settle(work: Work, session: Session, *, is_fresh: bool) -> Session:
    """Close the session before this one, and this one by the next, where no stop was told.

    ``is_fresh`` says that its start has just come, and that the station's open sessions are known:
    no other session can have a part in it then. Returns the session; its neighbours are put among
    what changed. Harmless when repeated.
    """
    evse = session.fold.evse
    if evse is None:
        return session
    if not is_fresh:
        around = await store.load_neighbours(
            work.connection, session.station_id, evse, around=session.started_at
        )
        work.know(other for other in around if other is not None)
    for other in work.at_station(session.station_id):
        if other.id == session.id or other.fold.evse != evse:
            continue
        if other.started_at < session.started_at:
            work.put(_close(other, by=session))
        elif other.started_at > session.started_at:
            session = _close(session, by=other)
    return session


def _close(session: Session, *, by: Session) -> Session:
    if session.fold.ended_at is not None:
        return session
    closing = Closing(cause=Flag.LOST_STOP, at=by.started_at, register_wh=by.fold.start_register_wh)
    return close(session, closing)
