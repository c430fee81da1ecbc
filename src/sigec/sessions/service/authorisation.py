"""May this token charge, and whose is it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sigec.db import Database
from sigec.drivers.model import (
    AuthorizationStatus,
    Decision,
    Facts,
    IdTokenKind,
    KnownToken,
    Ownership,
    TokenRef,
    decide,
)
from sigec.drivers.service import DriverService, find_owner
from sigec.kit.actor import Scope
from sigec.kit.ids import StationId
from sigec.sessions._store import remote_starts
from sigec.sessions.model import Holder
from sigec.stations.model import KnownStation
from sigec.stations.service import StationService

REMOTE_START_FOR = timedelta(minutes=10)
"""How long after it was asked for a start may come back; stations wait for the plug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """What was decided about a token, and what is known of it."""

    token: TokenRef
    known: KnownToken | None
    decision: Decision
    starts_for: Ownership | None = None

    def holder(self, started_at: datetime) -> Holder:
        """Return who charges: the person that had the token when the session started."""
        owner = self.known.owner_at(started_at) if self.known else self.starts_for
        return Holder.of(owner, self.known.id if self.known else None)


class Authoriser:
    """Decides about tokens, from memory where the token is known."""

    def __init__(
        self, database: Database, drivers: DriverService, stations: StationService
    ) -> None:
        self._database = database
        self._drivers = drivers
        self._stations = stations

    async def authorise(
        self,
        station: KnownStation,
        token: TokenRef,
        *,
        at: datetime,
        heard_at: datetime | None = None,
    ) -> Authorisation:
        """Decide whether a token may charge at a station at an instant.

        ``heard_at`` is when we were told, should ``at`` be by a station's clock: that may be wrong
        by hours, or the telling late. Whoever needs none (``NoAuthorization``) is let in as a
        stranger. A token that nobody registered is let in when somebody of the house has just
        asked to start with it.
        """
        is_stranger = token.kind is IdTokenKind.NO_AUTHORIZATION
        known = None if is_stranger else await self._drivers.find_token(station.tenant_id, token)
        facts = Facts(
            at=at,
            are_strangers_welcome=is_stranger,
            is_tenant_suspended=self._stations.is_suspended(station.tenant_id),
        )
        decision = decide(known, facts)
        authorisation = Authorisation(token=token, known=known, decision=decision)
        if decision.status is AuthorizationStatus.UNKNOWN:
            return await self._let_in(station.station_id, authorisation, (at, heard_at or at))
        return authorisation

    async def _let_in(
        self, station_id: StationId, authorisation: Authorisation, instants: Sequence[datetime]
    ) -> Authorisation:
        """Accept an unknown token that a remote start named around one of the instants."""
        async with self._database.read(Scope(tenant_id=None)) as connection:
            start = await remote_starts.find(
                connection,
                station_id,
                authorisation.token.canonical,
                around=instants,
                within=REMOTE_START_FOR,
            )
            if start is None:
                return authorisation
            owner = start.person_id and await find_owner(connection, start.person_id)
        decision = decide(None, Facts(at=instants[0], are_strangers_welcome=True))
        return replace(authorisation, decision=decision, starts_for=owner or None)
