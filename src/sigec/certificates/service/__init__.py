"""The use cases of certificates."""

from sigec.certificates.service.authorities import (
    AuthorityService,
    RevocationList,
    count_authorities,
)
from sigec.certificates.service.desk import CertificateDesk, StationDoors
from sigec.certificates.service.errors import (
    AuthorityNotFound,
    AuthoritySigns,
    CertificateNotFound,
    CertificateOver,
)
from sigec.certificates.service.keeper import CertificateKeeper
from sigec.certificates.service.own import OwnAuthority
from sigec.certificates.service.requests import CertificateRequest, RequestDesk
from sigec.certificates.service.roots import RootDesk, RootFulfiller
from sigec.certificates.service.steps import RENEWAL_KIND, STEP_KIND
from sigec.certificates.service.together import Certificates
from sigec.certificates.service.trust import Trust, TrustedAuthority

__all__ = [
    "RENEWAL_KIND",
    "STEP_KIND",
    "AuthorityNotFound",
    "AuthorityService",
    "AuthoritySigns",
    "CertificateDesk",
    "CertificateKeeper",
    "CertificateNotFound",
    "CertificateOver",
    "CertificateRequest",
    "Certificates",
    "OwnAuthority",
    "RequestDesk",
    "RevocationList",
    "RootDesk",
    "RootFulfiller",
    "StationDoors",
    "Trust",
    "TrustedAuthority",
    "count_authorities",
]
