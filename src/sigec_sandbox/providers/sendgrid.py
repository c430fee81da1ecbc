"""SendGrid with one key."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sigec_sandbox.answers import as_json
from sigec_sandbox.providers.inbox import Inbox
from sigec_sandbox.providers.serving import moody


class SendGrid:
    """Takes e-mails; of strangers it would say so only later, so it refuses their addresses."""

    name = "SendGrid"

    def __init__(self, *, api_key: str = "demo-sendgrid") -> None:
        self.inbox = Inbox()
        self.api_key = api_key

    def routes(self) -> Sequence[Route]:
        """Return what it answers to."""
        return [
            Route("/v3/mail/send", moody(self.inbox, self._send), methods=["POST"]),
            Route("/v3/scopes", self._scopes),
        ]

    async def _send(self, request: Request) -> Response:
        if (stranger := self._stranger(request)) is not None:
            return stranger
        body = await request.json()
        [envelope] = body["personalizations"]
        to = envelope["to"][0]["email"]
        if to in self.inbox.habits.strangers:
            field = "personalizations.0.to.0.email"
            return _error(400, "Does not contain a valid address.", field)
        parts = {each["type"]: each["value"] for each in body["content"]}
        taken = self.inbox.take(
            to,
            parts["text/plain"],
            subject=body["subject"],
            html=parts.get("text/html", ""),
            about=[("from", body["from"]["email"])],
        )
        return Response(status_code=202, headers={"X-Message-Id": taken.id})

    async def _scopes(self, request: Request) -> Response:
        return self._stranger(request) or as_json({"scopes": ["mail.send"]})

    def _stranger(self, request: Request) -> Response | None:
        is_known = request.headers.get("authorization") == f"Bearer {self.api_key}"
        if not self.inbox.habits.knows_sender or not is_known:
            return _error(401, "The provided authorization grant is invalid", None)
        return None


def _error(status: int, message: str, field: str | None) -> Response:
    return as_json({"errors": [{"message": message, "field": field}]}, status=status)
