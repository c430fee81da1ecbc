"""All that is done with certificates, and with what else stations prove themselves by."""

from dataclasses import dataclass

from sigec.certificates.service.authorities import AuthorityService
from sigec.certificates.service.desk import CertificateDesk
from sigec.certificates.service.keeper import CertificateKeeper
from sigec.certificates.service.requests import RequestDesk
from sigec.certificates.service.roots import RootDesk
from sigec.certificates.service.trust import Trust
from sigec.stations.service import CredentialService


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """The use cases of this slice, tied together."""

    trust: Trust
    authorities: AuthorityService
    credentials: CredentialService
    desk: CertificateDesk
    requests: RequestDesk
    keeper: CertificateKeeper
    roots: RootDesk
