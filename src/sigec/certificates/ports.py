"""What certificates need from outside: somebody who signs."""

from typing import Protocol

from sigec.certificates.model import IssuedChain, SigningOrder
from sigec.kit.errors import Conflict, Unavailable


class AuthorityMissing(Conflict):
    """The tenant has no authority that could sign."""

    code = "conflict.authority_missing"


class AuthorityUnavailable(Unavailable):
    """The authority did not answer; it may later."""

    code = "unavailable.authority"


class CertificateAuthority(Protocol):
    """Signs what stations ask for; the default is our own, of each tenant."""

    async def sign(self, order: SigningOrder) -> IssuedChain:
        """Sign a request that was checked.

        :raises AuthorityMissing: when there is nobody to sign for the tenant.
        :raises AuthorityUnavailable: when it cannot be asked now.
        """
        ...
