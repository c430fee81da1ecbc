"""Whom stations believe: roots that are wanted in them, and what they say that they have."""

from collections.abc import AsyncGenerator, Sequence
from datetime import datetime

from cryptography import x509

from sigec import audit
from sigec.audit import Subject
from sigec.certificates.model import (
    InstalledCertificate,
    NoCertificate,
    fingerprint_of,
    hash_of,
    is_authority,
    is_same,
    read_installed,
    read_pem,
)
from sigec.db import Database
from sigec.kit.actor import Actor, Permission
from sigec.kit.errors import FieldError, Invalid
from sigec.kit.ids import CommandId, StationId, new_id
from sigec.kit.ports import Clock
from sigec.stations.model import (
    Attempt,
    CertificateHash,
    CommandAnswer,
    CommandResult,
    CommandStatus,
    DeleteCertificate,
    Desire,
    DesireKind,
    InstallCertificate,
    InstalledKind,
    ListCertificates,
    Outcome,
    Visit,
    Wish,
)
from sigec.stations.ports import StationLink
from sigec.stations.service import StationInventory, StationNotSetHere, StationService, want

CERTIFICATE_LENGTH_MAX = 5_500
"""What every version of OCPP takes."""
NOT_SHOWN = "not_shown"
"""The station took it and does not list it."""
KINDS_OF_16 = (InstalledKind.CSMS_ROOT, InstalledKind.MANUFACTURER_ROOT)
_IS_16 = "ocpp1.6"


class RootDesk:
    """What people want stations to believe."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        inventory: StationInventory,
        stations: StationService,
    ) -> None:
        """Ask stations through ``stations``."""
        self._database = database
        self._clock = clock
        self._inventory = inventory
        self._stations = stations

    async def want_root(
        self, actor: Actor, station_id: StationId, kind: InstalledKind, pem: str
    ) -> Desire:
        """Want a root in a station from now on; a repeat changes nothing.

        :raises StationNotFound: when there is no such station for this actor.
        :raises StationNotSetHere: when it is read through another cloud.
        :raises Invalid: when it is no root that is valid now, or of a kind that is not installed.
        :raises TooManyDesires: when there is no room for one more.
        """
        actor.require(Permission.WRITE_STATIONS)
        actor.require(Permission.COMMAND_STATIONS)
        station = await self._inventory.get_station(actor, station_id)
        if station.source_id is not None:
            raise StationNotSetHere
        at = self._clock.now()
        root = _read_root(pem, kind, at=at)
        fingerprint = fingerprint_of(root)
        wish = Wish(
            kind=DesireKind.ROOT_CERTIFICATE,
            key=f"{kind.value}:{fingerprint}",
            subject=kind.value,
            wanted={
                "kind": kind.value,
                "name": root.subject.rfc4514_string()[:200],
                "not_after": root.not_valid_after_utc.isoformat(),
                "certificate": pem,
            },
        )
        async with self._database.transaction(actor.scope) as connection:
            [desire] = await want(connection, station_id, station.tenant_id, [wish], at=at)
            await audit.record(
                connection,
                actor,
                "station.wanted",
                Subject(kind="station", id=station_id),
                at=at,
                after={"what": kind.value, "fingerprint": fingerprint},
                tenant_id=station.tenant_id,
            )
        return desire

    async def list_installed(
        self, actor: Actor, station_id: StationId
    ) -> Sequence[InstalledCertificate]:
        """Ask a station which certificates it has.

        :raises StationNotFound: when there is no such station for this actor.
        :raises StationOffline: when it has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        station = await self._inventory.get_station(actor, station_id)
        kinds = KINDS_OF_16 if station.protocol == _IS_16 else (None,)
        found: list[InstalledCertificate] = []
        for kind in kinds:
            result = await self._stations.command(actor, station_id, ListCertificates(kind=kind))
            found += read_installed(result.answer or {}, kind)
        return found

    async def delete_installed(
        self, actor: Actor, station_id: StationId, certificate: CertificateHash
    ) -> CommandResult:
        """Let a station forget a certificate; one that is wanted is installed again.

        :raises StationNotFound: when there is no such station for this actor.
        :raises StationOffline: when it has no connection.
        :raises StationSilent: when it did not answer in time.
        """
        command = DeleteCertificate(certificate=certificate)
        return await self._stations.command(actor, station_id, command)


class RootFulfiller:
    """Installs roots (`sigec.stations.ports.Fulfiller`)."""

    def __init__(self, link: StationLink) -> None:
        """Speak with stations by ``link``."""
        self._link = link

    async def fulfil(
        self, visit: Visit, wanted: Sequence[Desire]
    ) -> AsyncGenerator[tuple[Desire, Attempt]]:
        """Install what the station does not list, and ask it again."""
        for desire in wanted:
            kind = InstalledKind(desire.wish.wanted["kind"])
            pem = desire.wish.wanted["certificate"]
            name = hash_of(read_pem(pem)[0])
            if await self._has(visit, kind, name):
                yield desire, Attempt(outcome=Outcome.REPORTED)
                continue
            answer = await self._send(visit, InstallCertificate(kind=kind, certificate=pem))
            yield desire, await self._verified(visit, kind, name, answer)

    async def _verified(
        self, visit: Visit, kind: InstalledKind, name: CertificateHash, answer: CommandAnswer
    ) -> Attempt:
        match answer.status:
            case CommandStatus.ACCEPTED if await self._has(visit, kind, name):
                return Attempt(outcome=Outcome.REPORTED)
            case CommandStatus.ACCEPTED:
                return Attempt(outcome=Outcome.REPORTED, reason=NOT_SHOWN)
            case CommandStatus.NOT_SUPPORTED:
                return Attempt(outcome=Outcome.UNSUPPORTED, reason=answer.status.value)
            case CommandStatus.REJECTED | CommandStatus.FAILED:
                return Attempt(outcome=Outcome.REFUSED, reason=answer.status.value)
            case _:
                return Attempt(outcome=Outcome.UNREACHED, reason=answer.status.value)

    async def _has(self, visit: Visit, kind: InstalledKind, name: CertificateHash) -> bool:
        answer = await self._send(visit, ListCertificates(kind=kind))
        return any(is_same(each.hash, name) for each in read_installed(answer.payload, kind))

    async def _send(
        self, visit: Visit, command: InstallCertificate | ListCertificates
    ) -> CommandAnswer:
        return await self._link.send(visit.station_id, command, command_id=CommandId(new_id()))


def _read_root(pem: str, kind: InstalledKind, *, at: datetime) -> x509.Certificate:
    problem = FieldError(field="certificate", code="field.root_certificate")
    if kind is InstalledKind.V2G_CHAIN:
        raise Invalid(FieldError(field="kind", code="field.root_kind"))
    if len(pem) > CERTIFICATE_LENGTH_MAX:
        raise Invalid(problem)
    try:
        [root] = read_pem(pem)
    except (NoCertificate, ValueError):
        raise Invalid(problem) from None
    if not is_authority(root) or not root.not_valid_before_utc <= at <= root.not_valid_after_utc:
        raise Invalid(problem)
    return root
