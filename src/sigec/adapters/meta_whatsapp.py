"""WhatsApp by Meta's Cloud API: texts, and the template that is taken at any time."""

from collections.abc import Mapping
from typing import Any

from sigec.adapters.provider_http import Answered, ProviderHttp, masked, refusal, shortened
from sigec.notifications.model import Acceptance, ChannelHealth, Message
from sigec.notifications.ports import AnswerLost, ChannelClosed, MessageRefused, NotCarried

BASE_URL = "https://graph.facebook.com"
API_VERSION = "v23.0"
TEMPLATE_LANGUAGE = "pt_BR"
TEXT_LENGTH_MAX = 4_096
PARAMETER_LENGTH_MAX = 1_000
"""A body that a template makes has at most 1,024 characters."""

_WAITS_S = {4: 300, 80007: 300, 130429: 60, 131048: 3_600, 131056: 60, 133016: 3_600}
"""Rate limits, and how long they last at least."""
_CLOSED = {
    0: "the access token is not taken",
    3: "the app may not do this",
    10: "the app may not send",
    190: "the access token has expired",
    368: "the account is blocked for a time",
    131005: "the access token lacks a permission",
    131031: "the account is locked",
    131042: "the account has no valid payment method",
    131045: "the sending number is not registered",
    132001: "there is no such template in this language",
    132015: "the template is paused",
    132016: "the template is disabled",
    133010: "the sending number is not registered",
}
_REFUSED = {
    131008: "the template wants other parameters",
    131009: "the template wants other parameters",
    131021: "the number is the sender's own",
    131026: "the number has no WhatsApp, or an old one",
    131030: "the number is not on the list of a test account",
    131047: "more than 24 hours since their last message: set a template for the account",
    131049: "WhatsApp sends this person no more for now",
    131050: "the person wants no messages from this number",
    131051: "WhatsApp does not take this kind of message",
    132000: "the template wants other parameters",
    132005: "the template is too long with this text",
    132007: "the template is against WhatsApp's rules",
    132012: "the template wants other parameters",
}
_PERMISSIONS = range(200, 300)
_PARAMETER, _NOTHING_THERE = 100, 33
"""A code with its subcode."""


class MetaCarrier:
    """Sends from one number of a WhatsApp Business account.

    WhatsApp takes free texts only within 24 hours of the person's last message, and says so
    only after it took them; with ``template_name`` everything goes by the template, whose one
    parameter is the text.
    """

    def __init__(
        self,
        http: ProviderHttp,
        *,
        phone_number_id: str,
        access_token: str,
        template_name: str | None = None,
        template_language: str = TEMPLATE_LANGUAGE,
        api_version: str = API_VERSION,
        base_url: str = BASE_URL,
    ) -> None:
        self._http = http
        self._url = f"{base_url.rstrip('/')}/{api_version}/{phone_number_id}"
        self._headers = {"Authorization": f"Bearer {access_token}"}
        self._template = template_name
        self._language = template_language

    @property
    def dedupes(self) -> bool:
        """A repeat is sent again."""
        return False

    async def carry(self, message: Message) -> Acceptance:
        """Send a message; taken is what WhatsApp gave an id."""
        answer = await self._http.ask(
            "POST", f"{self._url}/messages", headers=self._headers, json=self._body(message)
        )
        if not answer.is_yes:
            raise _no(answer)
        messages = answer.json().get("messages")
        first = messages[0] if isinstance(messages, list) and messages else None
        if not isinstance(first, dict) or not first.get("id"):
            raise AnswerLost("WhatsApp's answer has no id of the message")
        return Acceptance(provider_id=str(first["id"]))

    async def check(self) -> ChannelHealth:
        """Ask for the sending number, which only a token that may use it is shown."""
        try:
            answer = await self._http.ask(
                "GET", f"{self._url}?fields=id,quality_rating", headers=self._headers
            )
        except (NotCarried, AnswerLost) as error:
            return ChannelHealth(is_ready=False, detail=str(error))
        if answer.is_yes:
            return ChannelHealth(is_ready=True)
        return ChannelHealth(is_ready=False, detail=str(_no(answer)))

    def _body(self, message: Message) -> Mapping[str, Any]:
        body = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": message.to.removeprefix("+"),
        }
        if self._template is None:
            text = {"preview_url": False, "body": shortened(message.text, TEXT_LENGTH_MAX)}
            return {**body, "type": "text", "text": text}
        # A parameter may hold no line breaks, tabs or runs of spaces.
        flat = shortened(" ".join(message.text.split()), PARAMETER_LENGTH_MAX)
        template = {
            "name": self._template,
            "language": {"code": self._language},
            "components": [{"type": "body", "parameters": [{"type": "text", "text": flat}]}],
        }
        return {**body, "type": "template", "template": template}


def _no(answer: Answered) -> NotCarried | AnswerLost:
    told = answer.json().get("error")
    error = told if isinstance(told, dict) else {}
    code = error.get("code")
    if not isinstance(code, int):
        return refusal(answer, "")
    reason = f"{code}: "
    if code in _WAITS_S:
        wait_s = answer.retry_after_s or _WAITS_S[code]
        return NotCarried(reason + "WhatsApp takes no more for now", retry_after_s=wait_s)
    if code in _CLOSED or code in _PERMISSIONS:
        return ChannelClosed(reason + _CLOSED.get(code, "the app lacks a permission"))
    if code == _PARAMETER and error.get("error_subcode") == _NOTHING_THERE:
        return ChannelClosed(reason + "there is no such sending number for this token")
    if code in _REFUSED:
        return MessageRefused(reason + _REFUSED[code])
    return refusal(answer, f"{code}: {masked(error.get('message', ''))}")
