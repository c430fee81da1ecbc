"""Authorization: may this token charge (OCPP 2.0.1 block C)."""

import msgspec

from sigec.drivers.model import TokenInfo
from sigec.ocpp.messages import v201
from sigec.ocpp.router import Call
from sigec.ocpp.router.reports import seconds
from sigec.ocpp.v2.translate import token

GROUP_LENGTH_MAX = 36


async def authorize(call: Call, request: v201.AuthorizeRequest) -> bytes:
    """Decide about a token; the answer does not wait until it is journaled."""
    return await call.services.sessions.authorize(
        call.station.station_id, token(request.id_token), call.entry(), _render_authorize
    )


def id_token_info(decision: TokenInfo) -> v201.IdTokenInfoType:
    """Say what was decided in the words of 2.x."""
    expires_at, group = decision.expires_at, decision.group
    named = group is not None and len(group.value) <= GROUP_LENGTH_MAX
    return v201.IdTokenInfoType(
        status=v201.AuthorizationStatusEnumType(decision.status.value),
        cache_expiry_date_time=seconds(expires_at) if expires_at else None,
        group_id_token=v201.IdTokenType(
            id_token=group.value, type=v201.IdTokenEnumType(group.kind.value)
        )
        if group is not None and named
        else None,
    )


def _render_authorize(decision: TokenInfo) -> bytes:
    return msgspec.json.encode(v201.AuthorizeResponse(id_token_info=id_token_info(decision)))
