"""The base of all events and the catalogue of their names."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sigec.kit.ids import TenantId

_CATALOGUE: dict[str, type["Event"]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact that others may react to.

    Fields are JSON-safe (ids, instants, numbers, texts, and dataclasses of these) and are only
    ever added, with a default. ``name`` is the event's name for the world outside; ``at`` is the
    instant it happened by the source's clock.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    """Goes up when a field comes to mean something else, which is to be avoided."""
    is_public: ClassVar[bool] = True
    """Whether it is told to anybody but our own processes."""
    is_urgent: ClassVar[bool] = False
    """Whether it is told before others that wait: somebody has to act. What is about the same thing
    is all urgent or all not, for only then it is told in order."""

    tenant_id: TenantId | None
    at: datetime

    def __init_subclass__(cls) -> None:
        # The decorator makes a slotted class twice: the second one is the one that stays.
        if "name" in cls.__dict__:
            _CATALOGUE[cls.name] = cls


def event_names() -> list[str]:
    """Return the names of all events that this code knows."""
    return sorted(_CATALOGUE)


def urgent_names() -> list[str]:
    """Return the names of the events that are told before others."""
    return [name for name in event_names() if _CATALOGUE[name].is_urgent]


def public_events() -> list[type[Event]]:
    """Return the events that other programs may follow, in the order of their names."""
    return [_CATALOGUE[name] for name in event_names() if _CATALOGUE[name].is_public]


def event_type(name: str) -> type[Event]:
    """Return the class of the event called ``name``.

    :raises KeyError: when the catalogue has no such event.
    """
    return _CATALOGUE[name]
