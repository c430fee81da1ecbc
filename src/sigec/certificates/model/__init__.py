"""What certificates are and what they must be: pure, without I/O."""

from sigec.certificates.model.chains import (
    NoCertificate,
    fault_of,
    fingerprint_of,
    is_issued_by,
    is_valid,
    names_of,
    organizations_of,
    path_to,
    read_authorities,
    read_der,
    read_pem,
)

__all__ = [
    "NoCertificate",
    "fault_of",
    "fingerprint_of",
    "is_issued_by",
    "is_valid",
    "names_of",
    "organizations_of",
    "path_to",
    "read_authorities",
    "read_der",
    "read_pem",
]
