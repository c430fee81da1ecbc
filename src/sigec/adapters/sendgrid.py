"""E-mail by SendGrid."""

from collections.abc import Mapping
from email.utils import parseaddr, parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from sigec.adapters.provider_http import RETRY_AFTER_MAX_S, Answered, ProviderHttp, refusal
from sigec.notifications.model import Acceptance, ChannelHealth, Message
from sigec.notifications.ports import AnswerLost, ChannelClosed, NotCarried

BASE_URL = "https://api.sendgrid.com"
_SCOPE = "mail.send"


class SendGridCarrier:
    """Sends as one verified sender."""

    def __init__(
        self, http: ProviderHttp, *, api_key: str, sender: str, base_url: str = BASE_URL
    ) -> None:
        self._http = http
        self._base = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {api_key}"}
        self._sender = sender

    @property
    def dedupes(self) -> bool:
        """A repeat is sent again."""
        return False

    async def carry(self, message: Message) -> Acceptance:
        """Hand a letter over."""
        answer = await self._http.ask(
            "POST", f"{self._base}/v3/mail/send", headers=self._headers, json=self._body(message)
        )
        if not answer.is_yes:
            raise _no(answer)
        return Acceptance(provider_id=answer.headers.get("x-message-id"))

    async def check(self) -> ChannelHealth:
        """Ask whether the key may send."""
        try:
            answer = await self._http.ask("GET", f"{self._base}/v3/scopes", headers=self._headers)
        except (NotCarried, AnswerLost) as error:
            return ChannelHealth(is_ready=False, detail=str(error))
        if not answer.is_yes:
            return ChannelHealth(is_ready=False, detail=str(_no(answer)))
        scopes = answer.json().get("scopes")
        if not isinstance(scopes, list) or _SCOPE not in scopes:
            return ChannelHealth(is_ready=False, detail="the key may not send mail")
        return ChannelHealth(is_ready=True)

    def _body(self, message: Message) -> Mapping[str, Any]:
        name, address = parseaddr(self._sender)
        content = [{"type": "text/plain", "value": message.text}]
        if message.html is not None:
            content.append({"type": "text/html", "value": message.html})
        return {
            "personalizations": [
                {"to": [{"email": message.to}], "custom_args": {"key": message.key}}
            ],
            "from": {"email": address, **({"name": name} if name else {})},
            "subject": message.subject,
            "content": content,
            # Links of ours are not to be read by others on their way.
            "tracking_settings": {
                "click_tracking": {"enable": False},
                "open_tracking": {"enable": False},
            },
        }


def _no(answer: Answered) -> NotCarried | AnswerLost:
    errors = answer.json().get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    said = first if isinstance(first, dict) else {}
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS and answer.retry_after_s is None:
        return NotCarried("SendGrid takes no more for now", retry_after_s=_until_reset_s(answer))
    if str(said.get("field", "")).startswith("from"):
        return ChannelClosed("SendGrid does not take the sender")
    return refusal(answer, str(said.get("message", "")))


def _until_reset_s(answer: Answered) -> int | None:
    """Read when SendGrid counts anew, which it tells as seconds since 1970."""
    try:
        reset_s = int(answer.headers["x-ratelimit-reset"])
        now_s = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError):
        return None
    return max(1, min(round(reset_s - now_s), RETRY_AFTER_MAX_S))
