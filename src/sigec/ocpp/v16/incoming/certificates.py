"""Security extension: certificates that a 1.6 station asks for."""

import msgspec

from sigec.certificates.model import CertificateUse
from sigec.certificates.service import CertificateRequest
from sigec.ocpp.messages import v16
from sigec.ocpp.router import Call, announced, detail
from sigec.stations.model import Announcement, AnnouncementTopic


async def sign_certificate(call: Call, request: v16.SignCertificateRequest) -> bytes:
    """Take the request if it is the station's and its operator's, and sign it some time soon."""
    wanted = CertificateRequest(
        station_id=call.station.station_id, use=CertificateUse.STATION, pem=request.csr
    )
    fault = await call.services.certificates.take(wanted)
    statuses = v16.GenericStatusEnumType
    response = v16.SignCertificateResponse(
        status=statuses.ACCEPTED if fault is None else statuses.REJECTED
    )
    told = Announcement(
        topic=AnnouncementTopic.CERTIFICATE_REQUEST,
        status=response.status,
        detail=detail(request),
    )
    answer = msgspec.json.encode(response)
    return await call.services.stations.record_announcements(
        announced(call, [told]), call.entry(), lambda: answer
    )
