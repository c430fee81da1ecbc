"""The use cases of brokers: keep what they are to be told, and tell it."""

from sigec.brokers._store import NEWS
from sigec.brokers.service.feeding import BrokerFeeder, oldest_waiting_at
from sigec.brokers.service.planning import BrokerPlanner, forget_untold

__all__ = ["NEWS", "BrokerFeeder", "BrokerPlanner", "forget_untold", "oldest_waiting_at"]
