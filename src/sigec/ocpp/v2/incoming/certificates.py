"""Certificates that stations and cars ask for (OCPP 2.0.1 block M)."""

from collections.abc import Iterator

from sigec.ocpp.messages import v201
from sigec.ocpp.router import detail
from sigec.stations.model import Announcement, AnnouncementTopic


def certificate_request(request: v201.SignCertificateRequest) -> Iterator[Announcement]:
    """Show the request; nobody signs it, which the answer says."""
    yield Announcement(
        topic=AnnouncementTopic.CERTIFICATE_REQUEST,
        key=str(request.certificate_type or ""),
        detail=detail(request),
    )


def contract_certificate(
    request: v201.Get15118EVCertificateRequest,
) -> Iterator[Announcement]:
    """Show that a car asks for a contract; none is given, which the answer says."""
    yield Announcement(
        topic=AnnouncementTopic.CONTRACT_CERTIFICATE, status=request.action, detail=detail(request)
    )


def certificate_status(request: v201.GetCertificateStatusRequest) -> Iterator[Announcement]:
    """Show which certificate is asked about; nobody can be asked, which the answer says."""
    yield Announcement(
        topic=AnnouncementTopic.CERTIFICATE_STATUS,
        key=request.ocsp_request_data.serial_number,
        detail=detail(request),
    )
