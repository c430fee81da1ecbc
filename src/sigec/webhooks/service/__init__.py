"""The use cases of webhooks."""

from sigec.webhooks._store.deliveries import EVERY_DELIVERY, NEWS, DeliveryFilter
from sigec.webhooks.service.couriers import WebhookCourier
from sigec.webhooks.service.deliveries import DeliveryService, DeliveryStory
from sigec.webhooks.service.endpoints import NewSecret, WebhookService
from sigec.webhooks.service.planning import DeliveryPlanner
from sigec.webhooks.service.sending import plain_headers

__all__ = [
    "EVERY_DELIVERY",
    "NEWS",
    "DeliveryFilter",
    "DeliveryPlanner",
    "DeliveryService",
    "DeliveryStory",
    "NewSecret",
    "WebhookCourier",
    "WebhookService",
    "plain_headers",
]
