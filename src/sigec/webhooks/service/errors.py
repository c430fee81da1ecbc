"""What may go wrong with webhooks."""

from sigec.kit.errors import Conflict, FieldError, Invalid, NotFound


class WebhookNotFound(NotFound):
    """There is no such endpoint for this actor."""

    code = "not_found.webhook"


class DeliveryNotFound(NotFound):
    """The endpoint has no such delivery."""

    code = "not_found.delivery"


class TooManyWebhooks(Conflict):
    """The tenant has as many endpoints as it may."""

    code = "conflict.too_many_webhooks"


class WebhookPausedNow(Conflict):
    """Nothing is sent to the endpoint until it is resumed."""

    code = "conflict.webhook_paused"


class TopicUnknown(Invalid):
    """There is no such event."""

    code = "invalid"

    def __init__(self, topic: str) -> None:
        super().__init__(
            FieldError(field="topics", code="field.webhook_topic", params=(("topic", topic),))
        )
