"""Whom we believe: asked at every handshake, so answered from memory."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from cryptography import x509

from sigec.certificates.model import (
    NoCertificate,
    fault_of,
    fingerprint_of,
    is_issued_by,
    names_of,
    organizations_of,
    read_der,
)
from sigec.kit.ids import TenantId
from sigec.kit.ports import Clock
from sigec.stations.model import CertificateFault, PeerCertificate

_NOBODYS = PeerCertificate(fingerprint="", fault=CertificateFault.UNTRUSTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedAuthority:
    """The certificate of an authority of ours, and the tenant whose stations it signs for."""

    tenant_id: TenantId
    certificate: x509.Certificate


class Trust:
    """Judges the certificates that stations show.

    ``anchors`` are the authorities of others, from ``SIGEC_OCPP_TLS_CLIENT_CA``.
    """

    def __init__(self, clock: Clock, anchors: Sequence[x509.Certificate] = ()) -> None:
        self._clock = clock
        self._anchors = list(anchors)
        self._own: Sequence[TrustedAuthority] = ()
        self._revoked: frozenset[str] = frozenset()
        self._listeners: list[Callable[[x509.Certificate], None]] = []

    def put(self, own: Sequence[TrustedAuthority], *, revoked: Collection[str]) -> None:
        """Remember our own authorities, and the fingerprints of what was revoked."""
        known = {each.certificate for each in self._own}
        self._own = list(own)
        self._revoked = frozenset(revoked)
        for each in own:
            if each.certificate not in known:
                for tell in self._listeners:
                    tell(each.certificate)

    def follow(self, tell: Callable[[x509.Certificate], None]) -> None:
        """Call ``tell`` with every authority of ours, now and as they come."""
        self._listeners.append(tell)
        for each in self._own:
            tell(each.certificate)

    def is_revoked(self, fingerprint: str) -> bool:
        """Say whether a certificate is revoked."""
        return fingerprint in self._revoked

    def read(self, chain: Sequence[bytes], *, is_verified: bool) -> PeerCertificate:
        """Judge the certificate that a client showed, in binary form, with what it showed beside.

        ``is_verified`` says that TLS did so already, down to the day; what a proxy passes on is
        verified here.
        """
        try:
            leaf, *between = read_der(chain)
        except NoCertificate:
            return _NOBODYS
        own = next((each for each in self._own if is_issued_by(leaf, each.certificate)), None)
        said = PeerCertificate(
            fingerprint=fingerprint_of(leaf),
            names=names_of(leaf),
            organizations=organizations_of(leaf),
            issued_for=own.tenant_id if own else None,
        )
        return replace(said, fault=self._fault(leaf, between, is_verified=is_verified))

    def _fault(
        self,
        leaf: x509.Certificate,
        between: Sequence[x509.Certificate],
        *,
        is_verified: bool,
    ) -> CertificateFault | None:
        if self.is_revoked(fingerprint_of(leaf)):
            return CertificateFault.REVOKED
        if is_verified:
            return None
        own = [each.certificate for each in self._own]
        return fault_of(leaf, at=self._clock.now(), between=between, anchors=[*self._anchors, *own])
