"""Certificates: is a chain still good (OCPP 2.1 block M)."""

from sigec.ocpp.messages import v21
from sigec.ocpp.router import Call
from sigec.ocpp.router.reports import seconds


async def get_certificate_chain_status(
    call: Call, request: v21.GetCertificateChainStatusRequest
) -> bytes:
    """Say of each certificate that nobody could be asked about it."""
    asked_at = seconds(call.received_at)
    response = v21.GetCertificateChainStatusResponse(
        certificate_status=[
            v21.CertificateStatusType(
                certificate_hash_data=wanted.certificate_hash_data,
                source=wanted.source,
                status=v21.CertificateStatusEnumType.FAILED,
                next_update=asked_at,
            )
            for wanted in request.certificate_status_requests
        ]
    )
    return await call.keep(response)
