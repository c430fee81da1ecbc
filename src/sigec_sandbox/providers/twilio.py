"""Twilio with one account, which sends SMS and WhatsApp."""

import base64
import json
from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sigec_sandbox.answers import as_json
from sigec_sandbox.providers.inbox import Inbox
from sigec_sandbox.providers.serving import moody

WHATSAPP = "whatsapp:"
PRICE = "-0.0075"


class Twilio:
    """Takes messages to anybody but strangers; what they cost it says at once."""

    name = "Twilio"

    def __init__(
        self,
        *,
        account_sid: str = "AC0123456789abcdef",
        auth_token: str = "demo-twilio",  # noqa: S107 - of an invented account on this machine
    ) -> None:
        self.inbox = Inbox()
        self.account_sid, self.auth_token = account_sid, auth_token

    def routes(self) -> Sequence[Route]:
        """Return what it answers to."""
        base = "/2010-04-01/Accounts/{account}"
        return [
            Route(f"{base}/Messages.json", moody(self.inbox, self._send), methods=["POST"]),
            Route(f"{base}.json", self._account),
        ]

    async def _send(self, request: Request) -> Response:
        if (stranger := self._stranger(request)) is not None:
            return stranger
        form = dict(parse_qsl((await request.body()).decode()))
        to = form.get("To", "")
        if to.removeprefix(WHATSAPP) in self.inbox.habits.strangers:
            return _error(400, 63003 if to.startswith(WHATSAPP) else 21211)
        if not (form.get("From") or form.get("MessagingServiceSid")):
            return _error(400, 21603)
        is_free = "ContentSid" not in form
        if to.startswith(WHATSAPP) and is_free and not self.inbox.habits.is_within_day:
            return _error(400, 63016)
        text = form["Body"] if is_free else json.loads(form["ContentVariables"])["1"]
        named = ("From", "MessagingServiceSid", "ContentSid", "StatusCallback")
        about = [(name, form[name]) for name in named if name in form]
        taken = self.inbox.take(to, text, prefix="SM", about=about)
        answer = {"sid": taken.id, "status": "queued", "price": PRICE, "price_unit": "USD"}
        return as_json(answer, status=201)

    async def _account(self, request: Request) -> Response:
        if (stranger := self._stranger(request)) is not None:
            return stranger
        return as_json({"sid": self.account_sid, "status": "active"})

    def _stranger(self, request: Request) -> Response | None:
        pair = base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        is_known = request.headers.get("authorization") == f"Basic {pair}"
        if not self.inbox.habits.knows_sender or not is_known:
            return _error(401, 20003)
        return None


def _error(status: int, code: int) -> Response:
    body = {"code": code, "message": f"Error {code}", "status": status}
    return as_json(body, status=status)
