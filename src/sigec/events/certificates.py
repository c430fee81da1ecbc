"""What happens to authorities and to the certificates of stations."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import AuthorityId, CertificateId, StationId


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateAuthorityChanged(Event):
    """An authority was made, retired or withdrawn; whom we believe is to be read anew."""

    name: ClassVar[str] = "certificate_authority.changed"
    authority_id: AuthorityId
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationCertificateChanged(Event):
    """A station asked for a certificate, or one of its certificates got further.

    ``use`` is spelled as OCPP does; ``reason`` says why it was refused, failed or was revoked.
    """

    name: ClassVar[str] = "station.certificate_changed"
    station_id: StationId
    certificate_id: CertificateId
    use: str
    state: str
    reason: str | None = None
