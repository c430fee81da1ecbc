"""The words we begin with, and those of alerts and summaries, for a reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sigec.kit.money import Money
from sigec.notifications.model.formats import Reader
from sigec.notifications.model.kinds import Kind, VariableType
from sigec.notifications.model.templates import Template
from sigec.notifications.model.values import Value, value_of, values_of
from sigec.notifications.model.words import catalogue, word
from sigec.tenants.model import Language

CHANNEL_CLOSED = "channel_closed"
WEBHOOK_PAUSED = "webhook_paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is wrong: a kind of incident or one of ours, with whose name, and since when.

    The name of a channel is the channel's own: its words depend on the reader.
    """

    name: str
    subject: str
    began_at: datetime
    error_code: str | None = None


def default_template(kind: Kind, language: Language) -> Template:
    """Return our words for a kind."""
    words = catalogue(language)["template"][kind.value]
    return Template(
        kind=kind, language=language, subject=words["subject"], text=words["text"].strip()
    )


def is_known_alert(name: str) -> bool:
    """Say whether there are words for an alert."""
    return name in catalogue(Language.EN)["alert"]


def alert_values(alert: Alert, reader: Reader) -> dict[str, Value]:
    """Return an alert's variables, in the reader's words."""
    words = catalogue(reader.language)["alert"][alert.name]
    is_channel = alert.name == CHANNEL_CLOSED
    said = {
        "subject": word(reader.language, "channel", alert.subject) if is_channel else alert.subject,
        "began_at": reader.instant(alert.began_at),
        "cause": reader.write(value_of(VariableType.ERROR_CODE, alert.error_code)),
    }
    return values_of(
        Kind.ADMIN_ALERT,
        subject=words["subject"].format(**said),
        detail=words["detail"].format(**said),
    )


def summary_values(about: Mapping[str, Any], reader: Reader) -> dict[str, Value]:
    """Return a summary's variables; ``cost`` are amounts, one for each currency."""
    amounts = ", ".join(reader.money(Money.from_minor(*each)) for each in about["costs"])
    plain = {name: about[name] for name in ("date", "sessions", "energy", "incidents")}
    values = values_of(Kind.DAILY_SUMMARY, **plain)
    if amounts:
        values["cost"] = value_of(VariableType.TEXT, amounts)
    totals = word(reader.language, "summary", "totals").format(
        **{name: reader.write(value) for name, value in values.items()}
    )
    return values | {"totals": value_of(VariableType.TEXT, totals)}
