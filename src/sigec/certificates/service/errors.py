"""What can be wrong with what people ask of certificates."""

from sigec.kit.errors import Conflict, NotFound


class AuthorityNotFound(NotFound):
    """There is no such authority for this actor."""

    code = "not_found.authority"


class CertificateNotFound(NotFound):
    """The station has no such certificate."""

    code = "not_found.certificate"


class CertificateOver(Conflict):
    """The certificate was never signed, or is revoked already."""

    code = "conflict.certificate_over"


class AuthoritySigns(Conflict):
    """The authority signs for stations; another one must take its place first."""

    code = "conflict.authority_signs"
