"""Change what a station proves itself by: its password, and its security profile, upwards only.

Both are desires. The present ones go on working until the station comes with the next.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit, outbox
from sigec.audit import Subject
from sigec.db import Database
from sigec.events.stations import StationChanged
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import StationId
from sigec.kit.ports import Clock, Vault
from sigec.stations._store import credentials as store
from sigec.stations._store.tables import desires
from sigec.stations.model import (
    PROFILE_MAX,
    Admission,
    Desire,
    DesireKind,
    KnownStation,
    Wish,
    digest_of,
)
from sigec.stations.service.directory import StationDirectory, reload
from sigec.stations.service.errors import (
    NoPasswordToChange,
    ProfileNotHigher,
    StationNotSetHere,
    TlsMissing,
)
from sigec.stations.service.fleet import require_known
from sigec.stations.service.wanting import note_drift, want, withdraw

PASSWORD_BYTES = 20
"""As hex they are an AuthorizationKey of 1.6 and 40 characters, the most that 2.x takes."""
CAME_WITH_THE_OLD = "came_with_the_old"


class CredentialService:
    """What people want stations to prove themselves by."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        directory: StationDirectory,
        vault: Vault,
        password_key: bytes,
        has_tls: bool,
    ) -> None:
        """Seal passwords that wait for their station by ``vault``."""
        self._database = database
        self._clock = clock
        self._directory = directory
        self._vault = vault
        self._password_key = password_key
        self._has_tls = has_tls

    async def change_password(self, actor: Actor, station_id: StationId) -> Desire:
        """Let a station come with a new password, which nobody reads; a repeat makes another one.

        :raises StationNotFound: when there is no such station for this actor.
        :raises StationNotSetHere: when it is read through another cloud.
        :raises NoPasswordToChange: when its profile asks for none.
        """
        station = self._get(actor, station_id)
        if station.password_digest is None or station.security_profile == PROFILE_MAX:
            raise NoPasswordToChange
        password = secrets.token_hex(PASSWORD_BYTES)
        digest = digest_of(self._password_key, password.encode())
        wish = Wish(
            kind=DesireKind.PASSWORD,
            key="password",
            subject="password",
            # It only tells one wish from another: the password itself is sealed beside the station.
            wanted={"made_at": self._clock.now().isoformat()},
        )
        async with self._database.transaction(actor.scope) as connection:
            await store.set_next_password(
                connection, station_id, digest=digest, sealed=self._vault.seal(password)
            )
            desire = await self._want(connection, actor, station, wish)
        await reload(self._directory, self._database, station_id)
        return desire

    async def raise_profile(self, actor: Actor, station_id: StationId, profile: int) -> Desire:
        """Let a station come by a higher security profile; it is never lowered here.

        :raises StationNotFound: when there is no such station for this actor.
        :raises StationNotSetHere: when it is read through another cloud.
        :raises ProfileNotHigher: when it has this one already, or a higher one.
        :raises NoPasswordToChange: when it has no password, which profiles 1 and 2 need.
        :raises TlsMissing: when nobody could come by TLS.
        """
        station = self._get(actor, station_id)
        if not station.security_profile < profile <= PROFILE_MAX:
            raise ProfileNotHigher(profile=station.security_profile)
        if profile < PROFILE_MAX and station.password_digest is None:
            raise NoPasswordToChange
        if profile > 1 and not self._has_tls:
            raise TlsMissing
        wish = Wish(
            kind=DesireKind.SECURITY_PROFILE,
            key="profile",
            subject="security_profile",
            wanted={"profile": profile},
            may_reboot=True,
        )
        async with self._database.transaction(actor.scope) as connection:
            await store.set_wanted_profile(connection, station_id, profile)
            desire = await self._want(connection, actor, station, wish)
        await reload(self._directory, self._database, station_id)
        return desire

    async def give_up(self, actor: Actor, station_id: StationId, kind: DesireKind) -> None:
        """Want it no longer; what the station proves itself by stays as it is.

        :raises StationNotFound: when there is no such station for this actor.
        """
        station = self._get(actor, station_id)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            gone = await withdraw(connection, station_id, desires.c.kind == kind.value, at=at)
            await store.drop_next(connection, station_id, kind)
            if gone:
                await self._note(connection, actor, station, "station.unwanted", gone[0])
            await outbox.append(connection, [_changed(station, at)])
        await reload(self._directory, self._database, station_id)

    async def _want(
        self, connection: AsyncConnection, actor: Actor, station: KnownStation, wish: Wish
    ) -> Desire:
        at = self._clock.now()
        [desire] = await want(connection, station.station_id, station.tenant_id, [wish], at=at)
        await self._note(connection, actor, station, "station.wanted", desire)
        await outbox.append(connection, [_changed(station, at)])
        return desire

    def _get(self, actor: Actor, station_id: StationId) -> KnownStation:
        actor.require(Permission.WRITE_STATIONS)
        actor.require(Permission.COMMAND_STATIONS)
        station = require_known(actor, self._directory.find(station_id))
        if station.source_id is not None:
            raise StationNotSetHere
        return station

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        station: KnownStation,
        action: str,
        desire: Desire,
    ) -> None:
        await audit.record(
            connection,
            actor,
            action,
            Subject(kind="station", id=station.station_id),
            at=self._clock.now(),
            after={"what": desire.wish.subject, **desire.wish.wanted},
            tenant_id=station.tenant_id,
        )


async def settle(
    connection: AsyncConnection, admissions: Sequence[Admission], *, at: datetime
) -> None:
    """Keep what stations proved to have made their own; what they lack is set again."""
    for admission in admissions:
        for kind in admission.renewed:
            await store.promote(connection, admission.station_id, kind)
            await withdraw(connection, admission.station_id, desires.c.kind == kind.value, at=at)
        for kind in admission.outdated:
            await note_drift(
                connection, admission.station_id, kind, lambda _: CAME_WITH_THE_OLD, at=at
            )
    changed = [
        StationChanged(tenant_id=each.tenant_id, at=at, station_id=each.station_id)
        for each in admissions
        if each.renewed
    ]
    await outbox.append(connection, changed)


def _changed(station: KnownStation, at: datetime) -> StationChanged:
    return StationChanged(tenant_id=station.tenant_id, at=at, station_id=station.station_id)
