"""An Evolution API server with one instance (`domain.md` §6)."""

import re
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sigec_sandbox.answers import as_json
from sigec_sandbox.providers.inbox import Inbox
from sigec_sandbox.providers.serving import moody

NINTH_DIGIT = re.compile(r"^(55\d\d)9(\d{8})$")


class Evolution:
    """Takes texts in the version that its habits say, for numbers that have WhatsApp."""

    name = "Evolution API"

    def __init__(self, *, instance: str = "condominio", api_key: str = "demo-evolution") -> None:
        self.inbox = Inbox()
        self.instance, self.api_key = instance, api_key

    def routes(self) -> Sequence[Route]:
        """Return what it answers to."""
        return [
            Route(
                "/message/sendText/{instance:path}", moody(self.inbox, self._send), methods=["POST"]
            ),
            Route("/instance/connectionState/{instance:path}", self._state),
        ]

    async def _send(self, request: Request) -> Response:
        if (stranger := self._stranger(request)) is not None:
            return stranger
        habits, body = self.inbox.habits, await request.json()
        if not habits.is_connected:
            return _error(500, "Internal Server Error", "Error: Connection Closed")
        text = _text_of(body, habits.version)
        if text is None:
            return _misunderstood(habits.version)
        number = str(body.get("number", ""))
        if number in habits.strangers or not number.isdigit():
            jid = {"jid": f"{number}@s.whatsapp.net", "exists": False, "number": number}
            return _error(400, "Bad Request", [jid])
        taken = self.inbox.take(number, text, prefix="3EB0")
        # WhatsApp's own name of a number is often without the ninth digit.
        known_as = NINTH_DIGIT.sub(r"\1\2", number)
        key = {"remoteJid": f"{known_as}@s.whatsapp.net", "fromMe": True, "id": taken.id}
        return as_json({"key": key, "status": "PENDING"}, status=201)

    async def _state(self, request: Request) -> Response:
        if (stranger := self._stranger(request)) is not None:
            return stranger
        state = "open" if self.inbox.habits.is_connected else "close"
        return as_json({"instance": {"instanceName": self.instance, "state": state}})

    def _stranger(self, request: Request) -> Response | None:
        if not self.inbox.habits.knows_sender or request.headers.get("apikey") != self.api_key:
            return _error(401, "Unauthorized", "Unauthorized")
        if request.path_params["instance"] != self.instance:
            said = f'The "{request.path_params["instance"]}" instance does not exist'
            return _error(404, "Not Found", [said])
        return None


def _text_of(body: Any, version: str) -> str | None:
    if not isinstance(body, dict):
        return None
    nested = body.get("textMessage")
    text = body.get("text")
    if version == "v1":
        text = nested.get("text") if isinstance(nested, dict) else None
    return text if isinstance(text, str) else None


def _misunderstood(version: str) -> Response:
    if version == "v1":
        said = "TypeError: Cannot read properties of undefined (reading 'textMessage')"
        return _error(500, "Internal Server Error", said)
    return _error(400, "Bad Request", [['instance requires property "text"']])


def _error(status: int, error: str, message: Any) -> Response:
    body = {"status": status, "error": error, "response": {"message": message}}
    return as_json(body, status=status)
