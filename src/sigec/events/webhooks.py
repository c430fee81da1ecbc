"""What happens to the addresses of other programs."""

from dataclasses import dataclass
from typing import ClassVar

from sigec.events.base import Event
from sigec.kit.ids import WebhookId


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookPaused(Event):
    """An endpoint failed for too long, or is gone: nothing is sent to it until somebody looks."""

    name: ClassVar[str] = "webhook.paused"
    is_urgent: ClassVar[bool] = True
    webhook_id: WebhookId
    reason: str
