"""WhatsApp and SMS by Twilio."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from sigec.adapters.provider_http import Answered, ProviderHttp, refusal, shortened
from sigec.kit.money import Money, NotAnAmount, UnknownCurrency
from sigec.notifications.model import Acceptance, Channel, ChannelHealth, Message
from sigec.notifications.ports import AnswerLost, ChannelClosed, MessageRefused, NotCarried

BASE_URL = "https://api.twilio.com"
TEXT_LENGTH_MAX = 1_600
_SERVICE = "MG"
"""What the id of a messaging service begins with, which chooses the number itself."""

_BUSY_S = 60
_BUSY = {14107, 20429, 30001, 63018, 63038}
_CLOSED = {
    20003: "Twilio does not take this account and token",
    20005: "the account is suspended",
    20404: "there is no such account",
    21212: "the sender is no number of Twilio's",
    21603: "the sender is missing",
    21606: "the sender cannot send this",
    21659: "the sender is no number of this account",
    21660: "the sender is no number of this account",
    30002: "the account is suspended",
    63007: "the sender has no WhatsApp at Twilio",
    63051: "WhatsApp locked the sender",
}
_REFUSED = {
    21211: "the number is none",
    21214: "the number cannot be reached",
    21265: "the number is none",
    21408: "the account may not send to this country",
    21610: "the person wants no messages from this number",
    21612: "the sender cannot reach this number",
    21614: "the number is no mobile",
    21617: "the message is too long",
    63003: "the number has no WhatsApp",
    63016: "more than 24 hours since their last message: set a content template",
    63024: "the number is no recipient",
}


class TwilioCarrier:
    """Sends from one number, or one messaging service, of an account.

    ``status_url`` is where Twilio tells what becomes of each message. With ``content_sid``
    WhatsApp messages go by that template, whose variable 1 is the text.
    """

    def __init__(
        self,
        http: ProviderHttp,
        channel: Channel,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        content_sid: str | None = None,
        status_url: str | None = None,
        base_url: str = BASE_URL,
    ) -> None:
        self._http = http
        self._prefix = "whatsapp:" if channel is Channel.WHATSAPP else ""
        self._url = f"{base_url.rstrip('/')}/2010-04-01/Accounts/{account_sid}"
        self._auth = (account_sid, auth_token)
        self._sender = sender
        self._content_sid = content_sid if channel is Channel.WHATSAPP else None
        self._status_url = status_url

    @property
    def dedupes(self) -> bool:
        """A repeat is sent again."""
        return False

    async def carry(self, message: Message) -> Acceptance:
        """Send a message; Twilio seldom knows its price at once."""
        answer = await self._http.ask(
            "POST", f"{self._url}/Messages.json", auth=self._auth, data=self._form(message)
        )
        if not answer.is_yes:
            raise _no(answer)
        body = answer.json()
        if not body.get("sid"):
            raise AnswerLost("Twilio's answer has no id of the message")
        return Acceptance(provider_id=str(body["sid"]), cost=_cost(body))

    async def check(self) -> ChannelHealth:
        """Ask whether the account is active."""
        try:
            answer = await self._http.ask("GET", f"{self._url}.json", auth=self._auth)
        except (NotCarried, AnswerLost) as error:
            return ChannelHealth(is_ready=False, detail=str(error))
        if not answer.is_yes:
            return ChannelHealth(is_ready=False, detail=str(_no(answer)))
        if answer.json().get("status") != "active":
            return ChannelHealth(is_ready=False, detail="the account is not active")
        return ChannelHealth(is_ready=True)

    def _form(self, message: Message) -> dict[str, str]:
        form = {"To": self._prefix + message.to}
        if self._sender.startswith(_SERVICE):
            form["MessagingServiceSid"] = self._sender
        else:
            form["From"] = self._prefix + self._sender.removeprefix(self._prefix)
        if self._content_sid is not None:
            form["ContentSid"] = self._content_sid
            flat = shortened(" ".join(message.text.split()), TEXT_LENGTH_MAX)
            form["ContentVariables"] = json.dumps({"1": flat})
        else:
            form["Body"] = shortened(message.text, TEXT_LENGTH_MAX)
        if self._status_url is not None:
            form["StatusCallback"] = self._status_url
        return form


def _no(answer: Answered) -> NotCarried | AnswerLost:
    code = answer.json().get("code")
    if not isinstance(code, int):
        return refusal(answer, "")
    if code in _BUSY:
        wait_s = answer.retry_after_s or _BUSY_S
        return NotCarried(f"{code}: Twilio takes no more for now", retry_after_s=wait_s)
    if code in _CLOSED:
        return ChannelClosed(f"{code}: {_CLOSED[code]}")
    if code in _REFUSED:
        return MessageRefused(f"{code}: {_REFUSED[code]}")
    return refusal(answer, f"{code}: {answer.json().get('message', '')}")


def _cost(body: Any) -> Money | None:
    price, currency = body.get("price"), body.get("price_unit")
    if price is None or not isinstance(currency, str):
        return None
    try:
        return Money(abs(Decimal(str(price))), currency.upper())
    except (InvalidOperation, NotAnAmount, UnknownCurrency):
        return None
