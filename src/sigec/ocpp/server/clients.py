"""Who is at the other end: by TLS itself, or as a proxy before us says in headers."""

import base64
import binascii
import re
from asyncio import Transport
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Protocol
from urllib.parse import unquote

from picows import WSUpgradeRequest

from sigec.stations.model import Peer, PeerCertificate

HEADER_LENGTH_MAX = 32 * 1024
_FORWARDED_CERT = re.compile(r'Cert="([^"]*)"', re.IGNORECASE)
"""Envoy's X-Forwarded-Client-Cert keeps it among other things."""
_PEM = re.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)


class CertificateReader(Protocol):
    """Judges client certificates; `sigec.certificates.service.Trust` is its implementation."""

    def read(self, chain: Sequence[bytes], *, is_verified: bool) -> PeerCertificate:
        """Judge a certificate in binary form, with what was shown beside it."""
        ...

    def is_revoked(self, fingerprint: str) -> bool:
        """Say whether a certificate is believed no more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxies:
    """The proxies whose word we take: their networks, and the header with the certificate."""

    networks: Sequence[IPv4Network | IPv6Network] = ()
    certificate_header: str | None = None

    def include(self, address: str) -> bool:
        """Say whether an address is one of them."""
        try:
            where = ip_address(address)
        except ValueError:
            return False
        return any(where in network for network in self.networks)


class Visitors:
    """Tells whom a request is from."""

    def __init__(self, reader: CertificateReader, proxies: Proxies) -> None:
        """Judge certificates by ``reader``."""
        self._reader = reader
        self._proxies = proxies

    def see(self, request: WSUpgradeRequest, tcp: Transport) -> tuple[Peer, bool]:
        """Return who asks, and whether they claim a certificate without being a proxy of ours."""
        address = str((tcp.get_extra_info("peername") or ("",))[0])
        tls = tcp.get_extra_info("ssl_object")
        shown = tls.getpeercert(binary_form=True) if tls is not None else None
        certificate = self._reader.read([shown], is_verified=True) if shown else None
        peer = Peer(address=address, is_tls=tls is not None, certificate=certificate)
        if not self._proxies.include(address):
            return peer, self._claimed(request) is not None
        return self._passed_on(request, peer), False

    def _passed_on(self, request: WSUpgradeRequest, proxy: Peer) -> Peer:
        """Return the client as a proxy of ours describes it."""
        claimed = self._claimed(request)
        certificate = (
            self._reader.read(certificates_in(claimed), is_verified=False) if claimed else None
        )
        scheme = request.headers.get("X-Forwarded-Proto", "").strip().casefold()
        return Peer(
            address=_client_address(request) or proxy.address,
            is_tls=certificate is not None or scheme in ("https", "wss"),
            certificate=certificate,
        )

    def _claimed(self, request: WSUpgradeRequest) -> str | None:
        header = self._proxies.certificate_header
        return (request.headers.get(header) or None) if header else None


def certificates_in(header: str) -> Sequence[bytes]:
    """Return the certificates of a header in binary form, the client's first; none if it has none.

    PEM, percent-encoded (nginx, Traefik, AWS) or inside ``Cert="…"`` (Envoy), or base64 of the
    binary form, with colons (RFC 9440) or without (HAProxy).
    """
    if len(header) > HEADER_LENGTH_MAX:
        return ()
    inside = _FORWARDED_CERT.search(header)
    text = unquote(inside.group(1) if inside else header)
    bodies = _PEM.findall(text) or text.split(",")
    try:
        return [
            base64.b64decode("".join(body.strip().strip(":").split()), validate=True)
            for body in bodies
        ]
    except (binascii.Error, ValueError):
        return ()


def _client_address(request: WSUpgradeRequest) -> str | None:
    """Return the last address that a proxy noted: those before it are what the client says."""
    *_, last = request.headers.get("X-Forwarded-For", "").split(",")
    try:
        return str(ip_address(last.strip()))
    except ValueError:
        return None
