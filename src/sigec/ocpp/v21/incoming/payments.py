"""Payments at the station (OCPP 2.1 block C)."""

from sigec.ocpp.messages import v21
from sigec.ocpp.router import Call

VAT_NUMBER_LENGTH_MAX = 20


async def vat_number_validation(call: Call, request: v21.VatNumberValidationRequest) -> bytes:
    """Confirm no VAT number: nobody here can look them up."""
    response = v21.VatNumberValidationResponse(
        vat_number=request.vat_number[:VAT_NUMBER_LENGTH_MAX],
        status=v21.GenericStatusEnumType.REJECTED,
        evse_id=request.evse_id,
    )
    return await call.keep(response)
