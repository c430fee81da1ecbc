"""The use cases of brokers: keep what they are to be told, and tell it."""

from sigec.brokers._store import NEWS
from sigec.brokers.service.feeding import BrokerFeeder, oldest_waiting_at
from sigec.brokers.service.home import HomeBoard, HomeSources
from sigec.brokers.service.planning import BrokerPlanner, forget_untold
from sigec.brokers.service.topics import TopicEvents

__all__ = [
    "NEWS",
    "BrokerFeeder",
    "BrokerPlanner",
    "HomeBoard",
    "HomeSources",
    "TopicEvents",
    "forget_untold",
    "oldest_waiting_at",
]
