"""Certificates that stations and cars ask for (OCPP 2.0.1 block M)."""

from collections.abc import Iterator

import msgspec

from sigec.certificates.model import CertificateUse
from sigec.certificates.service import CertificateRequest
from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call, announced, detail
from sigec.stations.model import Announcement, AnnouncementTopic


async def sign_certificate(call: Call, request: v201.SignCertificateRequest) -> bytes:
    """Take the request if it is the station's and its operator's, and sign it some time soon."""
    use = CertificateUse(request.certificate_type or CertificateUse.STATION)
    wanted = CertificateRequest(
        station_id=call.station.station_id,
        use=use,
        pem=request.csr,
        request_id=getattr(request, "request_id", None),  # 2.1 has one
    )
    fault = await call.services.certificates.take(wanted)
    statuses = v201.GenericStatusEnumType
    response = v201.SignCertificateResponse(
        status=statuses.ACCEPTED if fault is None else statuses.REJECTED,
        status_info=None if fault is None else v201.StatusInfoType(reason_code=fault.value),
    )
    told = Announcement(
        topic=AnnouncementTopic.CERTIFICATE_REQUEST,
        key=str(request.certificate_type or ""),
        status=response.status,
        detail=detail(request),
    )
    answer = msgspec.json.encode(response)
    return await call.services.stations.record_announcements(
        announced(call, [told]), call.entry(), lambda: answer
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
