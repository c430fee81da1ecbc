"""What health asks of the parts; `sigec.ground` supplies the answers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from sigec.presence import Attendee


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFigures:
    """What this process counts as it goes, for ``/metrics``.

    ``messages`` are by OCPP version, action and outcome; facts of stations that wait for their
    transaction are the backlog, those that nobody waited for and that were given up are lost.
    """

    messages: Mapping[tuple[str, str, str], int]
    connections: int
    watchers: int
    ingest_backlog: int
    ingest_lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """One question per part. Each may raise: then the part counts as down.

    ``broker`` and ``cache`` answer how they are provided: ``embedded`` or ``connected``.
    ``outbox_age_s`` is the age of the oldest event that was not told yet, ``broker_ages_s`` of the
    oldest that waits for each broker, ``projector_lag_s`` how far readings and prices are behind
    what stations reported. ``storage_trouble`` is why this process's database failed lately, and
    ``nodes`` are all processes.
    """

    has_pending_migrations: Callable[[], Awaitable[bool]]
    has_row_security: Callable[[], Awaitable[bool]]
    outbox_age_s: Callable[[], Awaitable[float]]
    projector_lag_s: Callable[[], Awaitable[float]]
    broker: Callable[[], Awaitable[str]]
    broker_ages_s: Callable[[], Awaitable[Mapping[str, float]]]
    cache: Callable[[], Awaitable[str]]
    process: Callable[[], ProcessFigures]
    storage_trouble: Callable[[], str | None]
    nodes: Callable[[], Awaitable[Sequence[Attendee]]]
