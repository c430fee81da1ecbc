"""Send one message once, signed, and say what came of it."""

import time
from collections.abc import Mapping, Sequence
from datetime import datetime

from sigec.kit.ports import Clock
from sigec.webhooks.model import ANSWER_LENGTH_MAX, Attempt, Delivery, sign
from sigec.webhooks.ports import Unreachable, WebhookSender

USER_AGENT = "SIGEC-VE-Webhooks/1"


def plain_headers(delivery: Delivery, at: datetime) -> Mapping[str, str]:
    """Return the headers of an attempt without its signatures, which nobody is shown again."""
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "X-Vetric-Event": delivery.topic,
        "webhook-id": str(delivery.event_id),
        "webhook-timestamp": str(int(at.timestamp())),
    }


async def attempt(
    sender: WebhookSender, clock: Clock, url: str, delivery: Delivery, secrets: Sequence[str]
) -> Attempt:
    """Send a delivery once; whatever happens is in what is returned."""
    at, began = clock.now(), time.perf_counter()
    body = delivery.body.encode()
    signed = sign(secrets, message_id=str(delivery.event_id), at=at, body=body)
    headers = {**plain_headers(delivery, at), **signed}
    status, error, answer, retry_after_s = None, None, None, None
    try:
        got = await sender.send(url, headers=headers, body=body)
    except Unreachable as failure:
        error = str(failure)
    else:
        status, retry_after_s = got.status, got.retry_after_s
        answer = got.text[:ANSWER_LENGTH_MAX].replace("\0", "")
    return Attempt(
        at=at,
        url=url,
        took_ms=round((time.perf_counter() - began) * 1000),
        status=status,
        error=error,
        answer=answer,
        retry_after_s=retry_after_s,
    )
