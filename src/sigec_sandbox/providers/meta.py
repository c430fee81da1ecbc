"""WhatsApp's Cloud API with one sending number."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sigec_sandbox.answers import as_json
from sigec_sandbox.providers.inbox import Inbox
from sigec_sandbox.providers.serving import moody


class Meta:
    """Takes texts within 24 hours of the person's last message, and templates at any time."""

    name = "WhatsApp Cloud API"

    def __init__(
        self,
        *,
        phone_number_id: str = "100200300400500",
        access_token: str = "demo-meta",  # noqa: S107 - of an invented account on this machine
    ) -> None:
        self.inbox = Inbox()
        self.phone_number_id, self.access_token = phone_number_id, access_token

    def routes(self) -> Sequence[Route]:
        """Return what it answers to."""
        return [
            Route("/{version}/{number}/messages", moody(self.inbox, self._send), methods=["POST"]),
            Route("/{version}/{number}", self._number),
        ]

    async def _send(self, request: Request) -> Response:
        if (stranger := self._stranger(request)) is not None:
            return stranger
        body = await request.json()
        to, kind = str(body.get("to", "")), body.get("type")
        if body.get("messaging_product") != "whatsapp" or kind not in ("text", "template"):
            return _error(400, 100, "Invalid parameter")
        if to in self.inbox.habits.strangers:
            return _error(400, 131026, "Message undeliverable")
        if kind == "text" and not self.inbox.habits.is_within_day:
            return _error(400, 131047, "Re-engagement message")
        text = body["text"]["body"] if kind == "text" else _parameter(body["template"])
        if kind == "template" and ("\n" in text or "\t" in text or " " * 5 in text):
            return _error(400, 132012, "Parameter format does not match")
        about = [] if kind == "text" else [("template", body["template"]["name"])]
        taken = self.inbox.take(to, text, prefix="wamid.", about=about)
        answer = {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": to}],
            "messages": [{"id": taken.id, "message_status": "accepted"}],
        }
        return as_json(answer)

    async def _number(self, request: Request) -> Response:
        if (stranger := self._stranger(request)) is not None:
            return stranger
        return as_json({"id": self.phone_number_id, "quality_rating": "GREEN"})

    def _stranger(self, request: Request) -> Response | None:
        is_known = request.headers.get("authorization") == f"Bearer {self.access_token}"
        if not self.inbox.habits.knows_sender or not is_known:
            return _error(401, 190, "Error validating access token")
        if request.path_params["number"] != self.phone_number_id:
            return _error(400, 100, "Unsupported get request", subcode=33)
        return None


def _parameter(template: Mapping[str, Any]) -> str:
    [body] = template["components"]
    [parameter] = body["parameters"]
    return str(parameter["text"])


def _error(status: int, code: int, message: str, *, subcode: int | None = None) -> Response:
    error = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code}
    if subcode is not None:
        error["error_subcode"] = subcode
    return as_json({"error": error}, status=status)
