"""The brokers, what goes to them, and how a connector looks to a house's automation; pure."""

from sigec.brokers.model.home import (
    HOME_EXPIRES_S,
    HomeConnector,
    HomeTopics,
    home_messages,
)
from sigec.brokers.model.messages import Broker, BrokerMessage, TopicMessage
from sigec.brokers.model.words import WORDS, HomeWords

__all__ = [
    "HOME_EXPIRES_S",
    "WORDS",
    "Broker",
    "BrokerMessage",
    "HomeConnector",
    "HomeTopics",
    "HomeWords",
    "TopicMessage",
    "home_messages",
]
