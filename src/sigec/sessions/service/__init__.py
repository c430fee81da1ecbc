"""The use cases of sessions: record, authorise, start, stop, close, look at."""

from sigec.sessions._store.listing import SessionFilter
from sigec.sessions.service.projecting import READER, SessionProjector
from sigec.sessions.service.queries import (
    Freshness,
    Moment,
    SessionNotFound,
    SessionQueries,
    SessionView,
)
from sigec.sessions.service.requests import NotYours, SessionOver, TokenMissing, TokenRefused
from sigec.sessions.service.sessions import SessionService

__all__ = [
    "READER",
    "Freshness",
    "Moment",
    "NotYours",
    "SessionFilter",
    "SessionNotFound",
    "SessionOver",
    "SessionProjector",
    "SessionQueries",
    "SessionService",
    "SessionView",
    "TokenMissing",
    "TokenRefused",
]
