"""WhatsApp by an Evolution API server, of both versions of its messages (`domain.md` §6)."""

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from sigec.adapters.provider_http import Answered, ProviderHttp, masked, refusal, shortened
from sigec.notifications.model import Acceptance, ChannelHealth, Message
from sigec.notifications.ports import AnswerLost, ChannelClosed, MessageRefused, NotCarried

TEXT_LENGTH_MAX = 4_096
_READY = "open"
_SIGNS = {
    "textMessage": "the server wants messages of version v1: change the account",
    'requires property "text"': "the server wants messages of version v2: change the account",
    "Connection Closed": "WhatsApp is not connected: closed",
}
"""What stands in an error, and what it means."""


class EvolutionVersion(StrEnum):
    """How a server wants the text: v1 below ``textMessage``, v2 as ``text``."""

    V1 = "v1"
    V2 = "v2"


class EvolutionCarrier:
    """Sends through one instance, which stands for the phone of one WhatsApp account."""

    def __init__(
        self,
        http: ProviderHttp,
        *,
        base_url: str,
        instance: str,
        api_key: str,
        version: EvolutionVersion = EvolutionVersion.V2,
    ) -> None:
        self._http = http
        self._base = base_url.rstrip("/")
        self._instance = quote(instance, safe="")
        self._headers = {"apikey": api_key}
        self._version = version

    @property
    def dedupes(self) -> bool:
        """A repeat is sent again."""
        return False

    async def carry(self, message: Message) -> Acceptance:
        """Send a text; taken is what the server gave an id, delivered it is later."""
        answer = await self._http.ask(
            "POST",
            f"{self._base}/message/sendText/{self._instance}",
            headers=self._headers,
            json=self._body(message),
        )
        if not answer.is_yes:
            raise await self._no(answer)
        # WhatsApp may drop the ninth digit of the number it answers with: only the id counts.
        key = answer.json().get("key")
        if not isinstance(key, dict) or not key.get("id"):
            raise AnswerLost("the server's answer has no id of the message")
        return Acceptance(provider_id=str(key["id"]))

    async def check(self) -> ChannelHealth:
        """Ask whether the phone is connected."""
        try:
            state = await self._state()
        except (NotCarried, AnswerLost) as error:
            return ChannelHealth(is_ready=False, detail=str(error))
        if state == _READY:
            return ChannelHealth(is_ready=True)
        return ChannelHealth(is_ready=False, detail=f"WhatsApp is not connected: {state}")

    def _body(self, message: Message) -> Mapping[str, Any]:
        number = "".join(filter(str.isdigit, message.to))
        text = shortened(message.text, TEXT_LENGTH_MAX)
        if self._version is EvolutionVersion.V1:
            return {"number": number, "textMessage": {"text": text}}
        return {"number": number, "text": text}

    async def _state(self) -> str:
        url = f"{self._base}/instance/connectionState/{self._instance}"
        answer = await self._http.ask("GET", url, headers=self._headers)
        if not answer.is_yes:
            raise _known(answer) or refusal(answer, _said(answer))
        instance = answer.json().get("instance")
        return masked(instance.get("state")) if isinstance(instance, dict) else "unknown"

    async def _no(self, answer: Answered) -> NotCarried | AnswerLost:
        known = _known(answer)
        if known is not None:
            return known
        if answer.status == HTTPStatus.INTERNAL_SERVER_ERROR:
            health = await self.check()
            if not health.is_ready:
                return ChannelClosed(health.detail or "WhatsApp is not connected")
        return refusal(answer, _said(answer))


def _known(answer: Answered) -> NotCarried | None:
    match answer.status:
        case HTTPStatus.NOT_FOUND:
            return ChannelClosed("the server has no instance of this name")
        case HTTPStatus.UNAUTHORIZED:
            return ChannelClosed("the server does not take this key")
        case HTTPStatus.BAD_REQUEST if _lacks_whatsapp(answer.json()):
            return MessageRefused("the number has no WhatsApp")
    text = answer.text.replace('\\"', '"')
    for sign, meaning in _SIGNS.items():
        if answer.status >= HTTPStatus.BAD_REQUEST and sign.lower() in text.lower():
            return ChannelClosed(meaning)
    return None


def _lacks_whatsapp(body: Mapping[str, Any]) -> bool:
    """Find ``exists: false``, which stands at different depths in different versions."""
    nested = body.get("response")
    inner = nested.get("message") if isinstance(nested, dict) else body.get("message")
    entries = inner if isinstance(inner, list) else [inner, body]
    return any(isinstance(each, dict) and each.get("exists") is False for each in entries)


def _said(answer: Answered) -> str:
    body = answer.json()
    nested = body.get("response")
    message = nested.get("message") if isinstance(nested, dict) else body.get("message")
    return str(message or body.get("error") or "")
