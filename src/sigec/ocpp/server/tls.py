"""The TLS context of the listener for stations."""

import ssl
from pathlib import Path
from typing import Any

_SAN = "subjectAltName"


def make_tls_context(
    *, certificate: Path, key: Path, client_ca: Path | None = None
) -> ssl.SSLContext:
    """Make the context: TLS 1.2 or newer; a client certificate is verified when one is shown.

    :raises ssl.SSLError: when the files hold no certificate and its key.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    if client_ca is not None:
        context.load_verify_locations(client_ca)
        context.verify_mode = ssl.CERT_OPTIONAL
    return context


def certificate_names(certificate: dict[str, Any] | None) -> frozenset[str]:
    """Return the common and alternative names of a verified client certificate."""
    if not certificate:
        return frozenset()
    common = (
        value for name in certificate["subject"] for key, value in name if key == "commonName"
    )
    alternative = (value for _, value in certificate.get(_SAN, ()))
    return frozenset((*common, *alternative))
