"""How authorities and the certificates of stations look from outside."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from sigec.certificates.model import (
    Authority,
    AuthorityState,
    CertificateState,
    CertificateUse,
    StationCertificate,
)
from sigec.rest.schemas import PageView, View


class AuthorityView(View):
    """Who signs, or signed, the keys of a tenant's stations; the key itself is never shown."""

    id: UUID
    tenant_id: UUID
    name: str = Field(examples=["CN=Jardim das Acácias 2026-11-28,O=Jardim das Acácias"])
    organization: str = Field(description="The operator that its certificates are in the name of.")
    certificate: str = Field(description="PEM; install it where its certificates are checked.")
    fingerprint: str = Field(description="SHA-256 in hex.")
    state: AuthorityState
    created_at: datetime
    not_after: datetime

    @classmethod
    def of(cls, authority: Authority) -> Self:
        """Show an authority."""
        return cls(
            id=authority.id,
            tenant_id=authority.tenant_id,
            name=authority.name,
            organization=authority.organization,
            certificate=authority.certificate_pem,
            fingerprint=authority.fingerprint,
            state=authority.state,
            created_at=authority.created_at,
            not_after=authority.not_after,
        )


class AuthorityPage(PageView[AuthorityView]):
    """All authorities, the latest first; there is one page."""


class RevocationListView(View):
    """The signed list of what an authority revoked, good for a week."""

    name: str
    pem: str = Field(description="PEM, for proxies that ask for a CRL.")


class StationCertificateView(View):
    """A key that a station asked us to sign, and what became of it."""

    id: UUID
    station_id: UUID
    authority_id: UUID | None = Field(description="Null: not signed, or by somebody else's.")
    use: CertificateUse
    state: CertificateState
    subject: str = Field(examples=["CN=CP-0001, O=Jardim das Acácias"])
    reason: str | None = Field(description="Why it was refused, failed or was revoked.")
    certificate: str | None = Field(description="The chain as PEM, the station's own first.")
    fingerprint: str | None = Field(description="SHA-256 in hex.")
    serial_number: str | None = Field(description="In hex.")
    not_before: datetime | None
    not_after: datetime | None
    renew_at: datetime | None = Field(description="When the station is asked for its next key.")
    requested_at: datetime
    signed_at: datetime | None
    delivered_at: datetime | None
    used_at: datetime | None = Field(description="When the station first came with it.")
    revoked_at: datetime | None

    @classmethod
    def of(cls, certificate: StationCertificate) -> Self:
        """Show a certificate."""
        said = {name: getattr(certificate, name, None) for name in cls.model_fields}
        return cls.model_validate(said | {"certificate": certificate.chain_pem})


class StationCertificatePage(PageView[StationCertificateView]):
    """A page of a station's certificates, the latest request first."""
