"""A yard of stations with an authority of its own, on both databases."""

from dataclasses import dataclass

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from sigec.adapters.aes_vault import AesVault
from sigec.certificates.model import (
    CertificateUse,
    IssuedChain,
    RequestFault,
    SigningOrder,
    StationCertificate,
)
from sigec.certificates.ports import AuthorityUnavailable
from sigec.certificates.service import (
    RENEWAL_KIND,
    STEP_KIND,
    AuthorityService,
    CertificateDesk,
    CertificateKeeper,
    CertificateRequest,
    OwnAuthority,
    RequestDesk,
    StationDoors,
    Trust,
)
from sigec.kit.ids import StationId
from sigec.kit.pages import PageRequest
from sigec.stations.model import Command
from sigec.stations.service import CredentialService
from sigec.worker.schedule import Scheduler
from tests.authority import name
from tests.canaries import SECRET_KEY
from tests.integration.stations.conftest import (  # noqa: F401 - fixtures
    Yard,
    unknown_stations,
    yard,
)


class Switchable:
    """Our own authority, which may be away or sign something else."""

    def __init__(self, own: OwnAuthority) -> None:
        self.own = own
        self.is_away = False
        self.instead: str | None = None

    async def sign(self, order: SigningOrder) -> IssuedChain:
        if self.is_away:
            raise AuthorityUnavailable
        if self.instead is not None:
            return IssuedChain(pem=self.instead)
        return await self.own.sign(order)


@dataclass
class Office:
    """What a test of certificates needs."""

    yard: Yard
    trust: Trust
    authorities: AuthorityService
    desk: CertificateDesk
    credentials: CredentialService
    requests: RequestDesk
    keeper: CertificateKeeper
    authority: Switchable
    scheduler: Scheduler

    async def ask(
        self,
        station_id: StationId,
        common: str = "CP1",
        *,
        use: CertificateUse = CertificateUse.STATION,
        organization: str = "Acacias",
        key: ec.EllipticCurvePrivateKey | None = None,
    ) -> RequestFault | None:
        """Let a station ask for a certificate."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        built = x509.CertificateSigningRequestBuilder().subject_name(name(common, organization))
        pem = built.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()
        return await self.requests.take(
            CertificateRequest(station_id=station_id, use=use, pem=pem, request_id=7)
        )

    async def wait(self, *, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
        """Let time pass, and do what is due by then."""
        self.yard.clock.advance(hours=24 * days + hours, minutes=minutes)
        while await self.scheduler.step():
            pass

    async def found(self, station_id: StationId) -> list[StationCertificate]:
        """Return a station's certificates, the latest request first."""
        page = await self.desk.list_certificates(self.yard.operator, PageRequest(), station_id)
        return list(page.items)

    def told(self) -> list[Command]:
        """Take what stations were told since the last time."""
        told = [command for _, command in self.yard.link.sent]
        self.yard.link.sent.clear()
        return told


@pytest.fixture
def office(yard: Yard) -> Office:  # noqa: F811 - the fixture
    database, clock = yard.database, yard.clock
    vault = AesVault(SECRET_KEY, purpose="certificates")
    trust = Trust(clock)
    authorities = AuthorityService(database, clock, vault=vault, trust=trust)
    authority = Switchable(OwnAuthority(database, vault))
    keeper = CertificateKeeper(database, clock, authority=authority, stations=yard.stations)
    doors = StationDoors(inventory=yard.inventory, stations=yard.stations)
    credentials = CredentialService(
        database,
        clock,
        directory=yard.directory,
        vault=vault,
        password_key=yard.policy.password_key,
        has_tls=True,
    )
    handlers = {STEP_KIND: keeper.step, RENEWAL_KIND: keeper.renew}
    return Office(
        yard=yard,
        trust=trust,
        authorities=authorities,
        desk=CertificateDesk(
            database, clock, doors=doors, authorities=authorities, credentials=credentials
        ),
        credentials=credentials,
        requests=RequestDesk(database, clock, yard.directory),
        keeper=keeper,
        authority=authority,
        scheduler=Scheduler(database, clock, handlers=handlers, recurring=[]),
    )
