"""See what is wanted of stations; want more, or no longer."""

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.journal import holds_secret
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import FieldError, Invalid
from sigec.kit.ids import DesireId, StationId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.stations._store import desires as store
from sigec.stations._store import templates, variables
from sigec.stations._store.desires import EVERY_DESIRE, DesireFilter
from sigec.stations._store.tables import desires
from sigec.stations.model import Desire, KnownStation, Variable, VariableName, wish_for
from sigec.stations.service.directory import StationDirectory
from sigec.stations.service.errors import (
    DesireNotFound,
    StationNotSetHere,
    WantedByTemplate,
)
from sigec.stations.service.fleet import require_known
from sigec.stations.service.templating import bring
from sigec.stations.service.wanting import keep, want, withdraw


class DesireService:
    """What people want of stations, and how far it is."""

    def __init__(self, database: Database, clock: Clock, directory: StationDirectory) -> None:
        self._database = database
        self._clock = clock
        self._directory = directory

    async def list_desires(
        self,
        actor: Actor,
        station_id: StationId,
        request: PageRequest,
        wanted: DesireFilter = EVERY_DESIRE,
    ) -> Page[Desire]:
        """List what is wanted of a station, the oldest first.

        :raises StationNotFound: when there is no such station for this actor.
        """
        actor.require(Permission.READ_STATIONS)
        self._get(actor, station_id)
        statement = store.select_desires(actor.scope, wanted).where(
            desires.c.station_id == station_id
        )
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(connection, statement, request, store.to_desire)

    async def want_variable(
        self,
        actor: Actor,
        station_id: StationId,
        name: VariableName,
        value: str,
        *,
        may_reboot: bool = False,
    ) -> Desire:
        """Want a variable to have a value from now on; a repeat changes nothing.

        :raises StationNotFound: when there is no such station for this actor.
        :raises StationNotSetHere: when it is read through another cloud.
        :raises Invalid: when it cannot have the value by what the station says of it, or is a
            password: those are not set this way.
        :raises TooManyDesires: when there is no room for one more.
        """
        actor.require(Permission.COMMAND_STATIONS)
        station = self._get(actor, station_id)
        if station.source_id is not None:
            raise StationNotSetHere
        if holds_secret(name.variable):
            raise Invalid(FieldError(field="variable", code="field.is_secret"))
        wish, at = wish_for(name, value, may_reboot=may_reboot), self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            known = await variables.find_variables(connection, station_id, [name.key])
            if name.key in known:
                _check(known[name.key].variable, value)
            [desire] = await want(connection, station_id, station.tenant_id, [wish], at=at)
            await self._note(connection, actor, "station.wanted", desire)
        return desire

    async def withdraw(self, actor: Actor, station_id: StationId, desire_id: DesireId) -> None:
        """Want something no longer; what the station is set to stays.

        :raises DesireNotFound: when there is no such desire of the station for this actor.
        :raises WantedByTemplate: when it is a template that wants it.
        """
        actor.require(Permission.COMMAND_STATIONS)
        self._get(actor, station_id)
        async with self._database.transaction(actor.scope) as connection:
            gone = await withdraw(
                connection, station_id, desires.c.id == desire_id, at=self._clock.now()
            )
            if not gone:
                raise DesireNotFound
            if gone[0].wish.template_id is not None:
                raise WantedByTemplate
            await self._note(connection, actor, "station.unwanted", gone[0])
            # A template may have waited behind it.
            for candidate in await templates.load_candidates(connection, actor.scope, [station_id]):
                await bring(connection, candidate, at=self._clock.now())

    async def retry(self, actor: Actor, station_id: StationId, desire_id: DesireId) -> Desire:
        """Ask the station again now, or as soon as it may be told.

        What waits for a boot goes on waiting.

        :raises DesireNotFound: when there is no such desire of the station for this actor.
        """
        actor.require(Permission.COMMAND_STATIONS)
        self._get(actor, station_id)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            found = await store.find_of_station(
                connection, station_id, desires.c.id == desire_id, is_locked=True
            )
            if not found:
                raise DesireNotFound
            desire = found[0].retried(at=at)
            await keep(connection, found[0], desire, at=at)
        return desire

    def _get(self, actor: Actor, station_id: StationId) -> KnownStation:
        return require_known(actor, self._directory.find(station_id))

    async def _note(
        self, connection: AsyncConnection, actor: Actor, action: str, desire: Desire
    ) -> None:
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="station", id=desire.station_id),
            at=self._clock.now(),
            after={"what": desire.wish.subject, **desire.wish.wanted},
            tenant_id=desire.tenant_id,
        )


def _check(variable: Variable, value: str) -> None:
    """Refuse what the station said it cannot be set to."""
    fault = variable.fault_of(value)
    if fault is not None:
        code, params = fault
        raise Invalid(FieldError(field="value", code=code, params=tuple(params.items())))
