"""What people see of a station's certificates, and do with them."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from sigec import audit
from sigec.audit import Subject
from sigec.certificates._store import certificates as store
from sigec.certificates._store.authorities import find_active
from sigec.certificates._store.tables import certificates
from sigec.certificates.model import (
    LIVING,
    TRIGGERS,
    CertificateState,
    CertificateUse,
    RevocationReason,
    StationCertificate,
)
from sigec.certificates.ports import AuthorityMissing
from sigec.certificates.service.authorities import AuthorityService
from sigec.certificates.service.errors import CertificateNotFound, CertificateOver
from sigec.certificates.service.steps import revoke
from sigec.db import Database
from sigec.db.listing import page_by_id
from sigec.kit.actor import Actor, Permission
from sigec.kit.ids import CertificateId, StationId
from sigec.kit.pages import Page, PageRequest
from sigec.kit.ports import Clock
from sigec.stations.model import PROFILE_MAX, CommandResult, Desire, Trigger
from sigec.stations.service import CredentialService, StationInventory, StationService


@dataclass(frozen=True, slots=True, kw_only=True)
class StationDoors:
    """How stations are looked up and spoken with on behalf of people."""

    inventory: StationInventory
    stations: StationService


class CertificateDesk:
    """Lists, renews and revokes the certificates of stations."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        doors: StationDoors,
        authorities: AuthorityService,
        credentials: CredentialService,
    ) -> None:
        """Keep whom we believe true through ``authorities``."""
        self._database = database
        self._clock = clock
        self._doors = doors
        self._authorities = authorities
        self._credentials = credentials

    async def list_certificates(
        self, actor: Actor, request: PageRequest, station_id: StationId
    ) -> Page[StationCertificate]:
        """List a station's certificates and requests, the latest first.

        :raises StationNotFound: when there is no such station for this actor.
        """
        station = await self._doors.inventory.get_station(actor, station_id)
        statement = store.select_certificates(actor.scope).where(
            certificates.c.station_id == station.id
        )
        async with self._database.read(actor.scope) as connection:
            return await page_by_id(
                connection, statement, request, store.to_certificate, newest_first=True
            )

    async def renew(
        self, actor: Actor, station_id: StationId, use: CertificateUse, *, reason: str | None
    ) -> CommandResult:
        """Ask a station for a new key now; what becomes of it is in the list.

        :raises StationNotFound: when there is no such station for this actor.
        :raises AuthorityMissing: when nobody could sign it.
        :raises StationOffline: when it has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        actor.require(Permission.COMMAND_STATIONS)
        station = await self._doors.inventory.get_station(actor, station_id)
        async with self._database.read(actor.scope) as connection:
            if await find_active(connection, station.tenant_id) is None:
                raise AuthorityMissing
        command = Trigger(message=TRIGGERS[use])
        return await self._doors.stations.command(actor, station_id, command, reason=reason)

    async def raise_profile(self, actor: Actor, station_id: StationId, profile: int) -> Desire:
        """Let a station come by a higher security profile (`CredentialService.raise_profile`).

        :raises CertificateNotFound: when profile 3 is wanted and the station took no certificate.
        """
        if profile == PROFILE_MAX:
            taken = {CertificateState.DELIVERED, CertificateState.IN_USE}
            async with self._database.read(actor.scope) as connection:
                found = await store.find_of_station(
                    connection, actor.scope, station_id, taken, use=CertificateUse.STATION
                )
            if not found:
                raise CertificateNotFound
        return await self._credentials.raise_profile(actor, station_id, profile)

    async def revoke(
        self,
        actor: Actor,
        station_id: StationId,
        certificate_id: CertificateId,
        reason: RevocationReason,
    ) -> StationCertificate:
        """Believe a certificate no more, and close the connection that it opened.

        :raises CertificateNotFound: when the station has none of this id.
        :raises CertificateOver: when it was never signed, or is revoked.
        """
        actor.require(Permission.WRITE_STATIONS)
        at = self._clock.now()
        async with self._database.transaction(actor.scope) as connection:
            before = await self._get(connection, actor, station_id, certificate_id)
            if before.state not in LIVING:
                raise CertificateOver(state=before.state.value)
            revoked = await revoke(connection, before, reason, at=at)
            await audit.record(
                connection,
                actor,
                "certificate.revoked",
                Subject(kind="station", id=station_id),
                at=at,
                after={"serial_number": revoked.serial_number, "reason": reason.value},
                tenant_id=revoked.tenant_id,
            )
        await self._authorities.refresh()
        return revoked

    async def _get(
        self,
        connection: AsyncConnection,
        actor: Actor,
        station_id: StationId,
        certificate_id: CertificateId,
    ) -> StationCertificate:
        certificate = await store.find(connection, actor.scope, certificate_id)
        if certificate is None or certificate.station_id != station_id:
            raise CertificateNotFound
        return certificate
