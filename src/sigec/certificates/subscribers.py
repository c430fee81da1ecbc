"""React to stations that come, and to changes of whom we believe, also by other processes."""

from sigec.certificates.service import AuthorityService, CertificateKeeper
from sigec.events.certificates import CertificateAuthorityChanged, StationCertificateChanged
from sigec.events.stations import StationConnected


async def refresh_authorities(
    authorities: AuthorityService, _event: CertificateAuthorityChanged
) -> None:
    """Believe whom we believe now."""
    await authorities.refresh()


async def refresh_revoked(authorities: AuthorityService, event: StationCertificateChanged) -> None:
    """Remember a certificate that was revoked."""
    if event.state == "revoked":
        await authorities.refresh()


async def see_certificate(keeper: CertificateKeeper, event: StationConnected) -> None:
    """Learn which certificate a station came with."""
    await keeper.seen(event.station_id, event.certificate_fingerprint)
