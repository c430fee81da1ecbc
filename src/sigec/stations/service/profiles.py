"""Charging profiles of a station: see, set and clear them, and say what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec.db import Database
from sigec.kit.actor import PLATFORM, Actor, Permission
from sigec.kit.errors import Invalid
from sigec.kit.ids import StationId
from sigec.kit.ports import Clock
from sigec.sites.service import find_zones
from sigec.stations._store import profiles as store
from sigec.stations._store import variables
from sigec.stations.model import (
    ChargingProfile,
    CommandResult,
    GetComposite,
    Order,
    PlacedProfile,
    SetProfile,
    Station,
    StoredProfile,
)
from sigec.stations.model.profiles import (
    PROFILE_LIMITS,
    CompositePeriod,
    Disagreement,
    ProfileLimits,
    ProfileTarget,
    Question,
    StationComposite,
    compare,
    composite,
    faults_of_profile,
    next_profile_id,
)
from sigec.stations.ports import StationOffline
from sigec.stations.service.inventory import StationInventory
from sigec.stations.service.stations import StationService

NEW_PROFILE = 0
"""The id of a profile that is to get one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileBoard:
    """A station's profiles, what it takes of them, and when it last said which it has."""

    profiles: Sequence[StoredProfile]
    limits: ProfileLimits
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedComposite:
    """What a station says will hold, and what its profiles come to by our computation."""

    result: CommandResult
    told: StationComposite | None
    expected: Sequence[CompositePeriod]
    disagreements: Sequence[Disagreement]


class ProfileService:
    """What people do with charging profiles."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        inventory: StationInventory,
        stations: StationService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._inventory = inventory
        self._stations = stations

    async def get_board(self, actor: Actor, station_id: StationId) -> ProfileBoard:
        """Return a station's profiles, as they were set and as the station reported them.

        :raises StationNotFound: when there is no such station for this actor.
        """
        station = await self._inventory.get_station(actor, station_id)
        async with self._database.read(actor.scope) as connection:
            found = await store.load(connection, station_id)
            limits = await _limits_of(connection, station)
        read_at = max((each.read_at for each in found if each.read_at), default=None)
        return ProfileBoard(profiles=found, limits=limits, read_at=read_at)

    async def set_profile(
        self,
        actor: Actor,
        station_id: StationId,
        placed: PlacedProfile,
        *,
        stack_level: int | None,
        order: Order,
    ) -> CommandResult:
        """Install a profile; one with the id `NEW_PROFILE` gets its own.

        Without ``stack_level`` it has one that the station takes.

        :raises StationNotFound: when there is no such station for this actor.
        :raises Invalid: when it breaks a rule of OCPP, of its version, or of the station.
        :raises StationOffline: when the station has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        fit = await self._fit(actor, station_id, placed, stack_level, is_in_start=False)
        command = SetProfile(evse=fit.evse, profile=fit.profile)
        return await self._stations.command(
            actor,
            station_id,
            command,
            idempotency_key=order.idempotency_key,
            reason=order.reason,
        )

    async def fit_start(
        self,
        actor: Actor,
        station_id: StationId,
        placed: PlacedProfile,
        *,
        stack_level: int | None,
    ) -> ChargingProfile:
        """Return a profile as it may go with a remote start.

        :raises Invalid: when it breaks a rule.
        """
        fit = await self._fit(actor, station_id, placed, stack_level, is_in_start=True)
        return fit.profile

    async def get_composite(
        self, actor: Actor, station_id: StationId, question: Question
    ) -> Sequence[CompositePeriod]:
        """Compute which limits hold; the zone is that of the station's site."""
        station = await self._inventory.get_station(actor, station_id)
        return await self._expect(actor, station, question)

    async def compare_composite(
        self,
        actor: Actor,
        station_id: StationId,
        question: Question,
        *,
        order: Order,
    ) -> ComparedComposite:
        """Ask the station which limits will hold, and compare them with our computation.

        :raises StationOffline: when the station has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        station = await self._inventory.get_station(actor, station_id)
        command = GetComposite(
            evse=question.evse, duration_s=question.duration_s, unit=question.unit
        )
        result = await self._stations.command(
            actor,
            station_id,
            command,
            idempotency_key=order.idempotency_key,
            reason=order.reason,
        )
        told = result.profiles.composite if result.profiles else None
        if told is None:
            expected = await self._expect(actor, station, question)
            return ComparedComposite(result=result, told=None, expected=expected, disagreements=())
        asked = replace(question, begins_at=told.starts_at or question.begins_at, unit=told.unit)
        expected = await self._expect(actor, station, asked)
        duration_s = min(told.duration_s, question.duration_s)
        return ComparedComposite(
            result=result,
            told=told,
            expected=expected,
            disagreements=compare(expected, told.periods, duration_s),
        )

    async def forget_charge(self, station_id: StationId, evse: int, *, before: datetime) -> None:
        """Forget the profiles of a charge that ended; a repeat is harmless."""
        async with self._database.transaction(PLATFORM) as connection:
            await store.forget_charge(connection, station_id, evse, before=before)

    async def _expect(
        self, actor: Actor, station: Station, question: Question
    ) -> Sequence[CompositePeriod]:
        async with self._database.read(actor.scope) as connection:
            found = await store.load(connection, station.id)
            zone = await _zone_of(connection, station)
        held = [each.placed for each in found if not each.is_missing]
        return composite(held, replace(question, zone=zone))

    async def _fit(
        self,
        actor: Actor,
        station_id: StationId,
        placed: PlacedProfile,
        stack_level: int | None,
        *,
        is_in_start: bool,
    ) -> PlacedProfile:
        """Complete a profile, and refuse what the station must not be sent."""
        actor.require(Permission.COMMAND_STATIONS)
        station = await self._inventory.get_station(actor, station_id)
        if station.protocol is None:
            raise StationOffline(station_id=station_id)
        async with self._database.read(actor.scope) as connection:
            others = [each.placed for each in await store.load(connection, station_id)]
            limits = await _limits_of(connection, station)
        profile = placed.profile
        if profile.id == NEW_PROFILE:
            profile = replace(profile, id=next_profile_id(each.profile.id for each in others))
        level = limits.usual_stack_level if stack_level is None else stack_level
        fit = replace(placed, profile=in_seconds(replace(profile, stack_level=level)))
        target = ProfileTarget(
            version=station.protocol, limits=limits, others=others, is_in_start=is_in_start
        )
        if faults := faults_of_profile(fit, target):
            raise Invalid(*faults)
        return fit


def in_seconds(profile: ChargingProfile) -> ChargingProfile:
    """Cut a profile's instants to seconds: it is sent, and read back, so."""
    return replace(
        profile,
        valid_from=_second(profile.valid_from),
        valid_to=_second(profile.valid_to),
        schedules=tuple(
            replace(each, starts_at=_second(each.starts_at)) for each in profile.schedules
        ),
    )


def _second(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC).replace(microsecond=0)


async def _limits_of(connection: AsyncConnection, station: Station) -> ProfileLimits:
    keys = [name.key for name in PROFILE_LIMITS]
    told = await variables.find_values(connection, station.id, keys)
    return ProfileLimits.of(told, vendor=station.vendor)


async def _zone_of(connection: AsyncConnection, station: Station) -> tzinfo:
    if station.site_id is None:
        return UTC
    zones = await find_zones(connection, station.tenant_id)
    return zones.get(station.site_id, UTC)
