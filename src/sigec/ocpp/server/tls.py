"""The TLS context of the listener for stations."""

import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding


def make_tls_context(
    *,
    certificate: Path,
    key: Path,
    client_ca: Path | None = None,
    minimum: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2,
) -> ssl.SSLContext:
    """Make the context: TLS 1.2 or newer; a client certificate is verified when one is shown.

    :raises ssl.SSLError: when the files hold no certificate and its key.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = minimum
    context.load_cert_chain(certificate, key)
    if client_ca is not None:
        context.load_verify_locations(client_ca)
        context.verify_mode = ssl.CERT_OPTIONAL
    return context


def trust_authority(context: ssl.SSLContext, authority: x509.Certificate) -> None:
    """Believe an authority's client certificates from the next handshake on."""
    context.load_verify_locations(cadata=authority.public_bytes(Encoding.DER))
    context.verify_mode = ssl.CERT_OPTIONAL
