"""Kinds of notices, channels and messages: values and rules, no I/O."""

from sigec.notifications.model.messages import Acceptance, Channel, ChannelHealth, Message

__all__ = ["Acceptance", "Channel", "ChannelHealth", "Message"]
