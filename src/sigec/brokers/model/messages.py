"""The brokers, and an event on its way to one of them."""

from dataclasses import dataclass
from enum import StrEnum

from sigec.kit.ids import EventId, TenantId


class Broker(StrEnum):
    """Where events go besides the addresses of webhooks."""

    JETSTREAM = "jetstream"
    MQTT = "mqtt"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerMessage:
    """An event as a broker takes it; ``body`` is the one JSON text of all ways out."""

    id: EventId
    tenant_id: TenantId
    name: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMessage:
    """What is published under a topic; the last one that is ``kept`` is there for who comes later.

    A kept message without a payload removes the one before.
    """

    topic: str
    payload: bytes
    is_kept: bool
