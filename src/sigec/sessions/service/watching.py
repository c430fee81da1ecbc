"""Notice the sessions that nobody tells of any more, and those that are heard of again."""

from collections.abc import Mapping
from datetime import datetime

from sigec.db import Database
from sigec.kit.actor import PLATFORM
from sigec.kit.ids import SessionId
from sigec.kit.ports import Clock
from sigec.sessions._store import sessions as store
from sigec.sessions.model import STALE_AFTER, Freshness, Session, freshness_of
from sigec.stations.model import Incident, IncidentKind, Trouble
from sigec.stations.service import (
    begin_troubles,
    end_troubles,
    find_last_troubles,
    find_open_troubles,
)

STALE_MAX = 500
"""How many are noticed in one look; the rest is found by the next."""


class SessionWatch:
    """Opens and closes the incidents of stale sessions; how they are shown needs no watch."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def watch_freshness(self) -> None:
        """Open an incident for each session without evidence for a day, and close those over.

        One that a person closed stays closed until the session is heard of again.
        """
        now = self._clock.now()
        async with self._database.read(PLATFORM) as connection:
            stale = await store.load_unheard(connection, since=now - STALE_AFTER, limit=STALE_MAX)
            known = await find_last_troubles(
                connection, IncidentKind.STALE_SESSION, [session.id for session in stale]
            )
            opened = await find_open_troubles(connection, IncidentKind.STALE_SESSION)
            noted = await store.load_many(
                connection, [each.session_id for each in opened if each.session_id]
            )
        begun = [_trouble(each) for each in stale if known.get(each.id) != each.heard_at]
        over = [incident.key for incident in opened if _is_over(incident, noted, now)]
        if begun or over:
            async with self._database.transaction(PLATFORM) as connection:
                await end_troubles(connection, over, at=now)
                await begin_troubles(connection, begun, at=now)


def _is_over(incident: Incident, noted: Mapping[SessionId, Session], now: datetime) -> bool:
    session = noted.get(incident.session_id) if incident.session_id else None
    return session is None or not session.is_open or freshness_of(session, now) is Freshness.LIVE


def _trouble(session: Session) -> Trouble:
    return Trouble(
        tenant_id=session.tenant_id,
        kind=IncidentKind.STALE_SESSION,
        began_at=session.heard_at,
        station_id=session.station_id,
        evse=session.fold.evse,
        connector=session.fold.connector,
        session_id=session.id,
    )
