"""What a round of reports reads and changes, written at its end."""

from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import outbox
from sigec.access.model import Decided
from sigec.access.service import add_decisions
from sigec.kit.ids import SessionId, StationId, TenantId
from sigec.sessions._store import quarantine, readings
from sigec.sessions._store import sessions as store
from sigec.sessions._store.memory import SessionMemory
from sigec.sessions._store.readings import NewReading
from sigec.sessions.model import Session, TransactionReport
from sigec.sessions.service.connectors import at_connector, place_of
from sigec.sessions.service.telling import tell
from sigec.stations.model import ConnectorPlace
from sigec.stations.service import StationService


class Work:
    """Sessions as they were and as they are, and what else a transaction has to store."""

    def __init__(
        self, connection: AsyncConnection, stations: StationService, memory: SessionMemory
    ) -> None:
        self.connection = connection
        self._memory = memory
        self._stations = stations
        self._before: dict[SessionId, Session] = {}
        self._now: dict[StationId, dict[SessionId, Session]] = {}
        self._orphans: list[tuple[TenantId, TransactionReport]] = []
        self._readings: list[NewReading] = []
        self._decided: list[Decided] = []

    def know(self, loaded: Iterable[Session]) -> Sequence[Session]:
        """Take in what was loaded, and return it as it is by now."""
        known = []
        for session in loaded:
            self._before.setdefault(session.id, session)
            here = self._now.setdefault(session.station_id, {})
            known.append(here.setdefault(session.id, session))
        return known

    def at_station(self, station_id: StationId) -> Sequence[Session]:
        """Return all known sessions of a station."""
        return list(self._now.get(station_id, {}).values())

    def put(self, session: Session) -> None:
        """Remember a session's new state."""
        self._now.setdefault(session.station_id, {})[session.id] = session

    def quarantine(self, tenant_id: TenantId, report: TransactionReport) -> None:
        """Keep a report that belongs to no session."""
        self._orphans.append((tenant_id, report))

    def add_readings(self, new: Iterable[NewReading]) -> None:
        """Store readings that the projector will not find in the journal."""
        self._readings.extend(new)

    def add_decision(self, decided: Decided) -> None:
        """Keep what was decided about a report's token."""
        self._decided.append(decided)

    async def save(self) -> None:
        """Write what changed, with the events that tell of it."""
        changed = [
            session
            for here in self._now.values()
            for session in here.values()
            if self._before.get(session.id) is not session
        ]
        changed = await self._with_connectors(changed)
        await store.save(self.connection, changed, self._memory)
        await quarantine.put(self.connection, self._orphans)
        await readings.add(self.connection, self._readings)
        await add_decisions(self.connection, self._decided)
        events = [
            event for session in changed for event in tell(self._before.get(session.id), session)
        ]
        await outbox.append(self.connection, events)

    async def _with_connectors(self, changed: Sequence[Session]) -> list[Session]:
        """Find the connector of each session whose place became known."""
        places = {
            session.id: await self._place(session)
            for session in changed
            if session.connector_id is None
        }
        wanted = {place for place in places.values() if place is not None}
        if not wanted:
            return list(changed)
        found = await self._stations.find_connectors(
            self.connection, sorted(wanted, key=lambda place: (place.station_id, place.evse))
        )
        here = {session_id: found.get(place) for session_id, place in places.items() if place}
        return [at_connector(session, here.get(session.id)) for session in changed]

    async def _place(self, session: Session) -> ConnectorPlace | None:
        """Return the session's connector, asking for those of its EVSE where it names none."""
        evse = session.fold.evse
        if evse is None or session.fold.connector is not None:
            return place_of(session)
        on_evse = await self._stations.find_connectors_of(self.connection, session.station_id, evse)
        return place_of(session, on_evse)
