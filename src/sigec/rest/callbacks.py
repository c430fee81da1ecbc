"""What providers of messages tell later: that one was delivered, read, or never arrived.

Each account has an address of its own. Nothing is believed without the provider's signature.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Query, Request, Response
from starlette.responses import PlainTextResponse

from sigec.kit.errors import Unauthenticated
from sigec.kit.ids import ChannelAccountId
from sigec.notifications.model import OpenAccount, Provider
from sigec.rest.callback_proofs import (
    is_from_evolution,
    is_from_meta,
    is_from_sendgrid,
    is_from_twilio,
    is_same,
)
from sigec.rest.callback_words import (
    Told,
    is_signed_out,
    told_by_evolution,
    told_by_meta,
    told_by_sendgrid,
    told_by_twilio,
)
from sigec.rest.services import Services, ServicesDep

TOLD_MAX = 1_000
"""SendGrid tells most at once: what fits a body of 1 MiB is fewer."""

router = APIRouter(prefix="/callbacks", tags=["notifications"])
_log = structlog.get_logger()


@router.get("/{account_id}", response_class=PlainTextResponse)
async def confirm_callback(
    services: ServicesDep,
    account_id: UUID,
    token: Annotated[str, Query(alias="hub.verify_token", max_length=500)] = "",
    challenge: Annotated[str, Query(alias="hub.challenge", max_length=500)] = "",
) -> PlainTextResponse:
    """Answer Meta, which asks once whether this address expects it."""
    opened = await services.channels.open_account(ChannelAccountId(account_id))
    expected = opened.secrets.get("verify_token")
    if opened.account.provider is not Provider.META_CLOUD or not is_same(token, expected):
        raise Unauthenticated
    return PlainTextResponse(challenge)


@router.post("/{account_id}", status_code=204)
async def take_callback(services: ServicesDep, request: Request, account_id: UUID) -> Response:
    """Take in what the provider of an account tells of its messages; it signs it its own way."""
    opened = await services.channels.open_account(ChannelAccountId(account_id))
    body = await request.body()
    told = _told(services, request, opened, body)
    now = services.clock.now()
    for each in told[:TOLD_MAX]:
        await services.notice_deliveries.record_receipt(
            opened.account.channel,
            each.provider_id,
            each.receipt,
            _not_later(each.at, now),
            tenant_id=opened.account.tenant_id,
            error=each.error,
        )
    if opened.account.provider is Provider.EVOLUTION and is_signed_out(body):
        await services.channels.look_at(opened.account)
    _log.info("callback.taken", provider=opened.account.provider.value, told=len(told))
    return Response(status_code=204)


def _told(services: Services, request: Request, opened: OpenAccount, body: bytes) -> Sequence[Told]:
    """Read what is told, if the signature holds.

    :raises Unauthenticated: when it does not.
    """
    secrets, headers = opened.secrets, request.headers
    match opened.account.provider:
        case Provider.TWILIO:
            url = _own_url(services, request)
            if is_from_twilio(secrets.get("auth_token"), url, body, headers):
                return told_by_twilio(body)
        case Provider.META_CLOUD:
            if is_from_meta(secrets.get("app_secret"), body, headers):
                return told_by_meta(body)
        case Provider.EVOLUTION:
            if is_from_evolution(secrets.get("callback_token"), body, headers):
                return told_by_evolution(body)
        case Provider.SENDGRID:
            if is_from_sendgrid(secrets.get("callback_key"), body, headers):
                return told_by_sendgrid(body)
        case Provider.SMTP | Provider.VAPID:
            pass  # neither calls back
    raise Unauthenticated


def _own_url(services: Services, request: Request) -> str:
    """Return this address as the provider was told it, whatever a proxy made of it."""
    if services.public_url is None:
        return str(request.url)
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{services.public_url.rstrip('/')}{request.url.path}{query}"


def _not_later(at: datetime | None, now: datetime) -> datetime:
    return now if at is None else min(at, now)
