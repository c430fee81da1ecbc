"""Providers of messages on this machine: they show what they were given, and can misbehave."""

from sigec_sandbox.providers.evolution import Evolution
from sigec_sandbox.providers.inbox import Fault, Habits, Inbox, Received
from sigec_sandbox.providers.meta import Meta
from sigec_sandbox.providers.push import Push
from sigec_sandbox.providers.sendgrid import SendGrid
from sigec_sandbox.providers.serving import Listed, Served
from sigec_sandbox.providers.smtp import SmtpServer
from sigec_sandbox.providers.twilio import Twilio

__all__ = [
    "Evolution",
    "Fault",
    "Habits",
    "Inbox",
    "Listed",
    "Meta",
    "Push",
    "Received",
    "SendGrid",
    "Served",
    "SmtpServer",
    "Twilio",
]
