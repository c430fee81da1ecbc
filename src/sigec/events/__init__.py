"""What has happened, in the past tense: the only way a slice is heard by those above it."""

# Each file fills the catalogue, so that whoever reads an event back knows them all.
from sigec.events import (
    access,
    accounts,
    billing,
    certificates,
    drivers,
    incidents,
    maintenance,
    reservations,
    sessions,
    sources,
    stations,
    tariffs,
    tenants,
    webhooks,
)
from sigec.events.base import Event, event_names, event_type, public_events, urgent_names

__all__ = [
    "Event",
    "access",
    "accounts",
    "billing",
    "certificates",
    "drivers",
    "event_names",
    "event_type",
    "incidents",
    "maintenance",
    "public_events",
    "reservations",
    "sessions",
    "sources",
    "stations",
    "tariffs",
    "tenants",
    "urgent_names",
    "webhooks",
]
