"""The use cases of sessions: record, authorise, start, stop, close, look at."""

from sigec.sessions._store.corrections import Correction
from sigec.sessions._store.listing import SessionFilter
from sigec.sessions._store.sessions import NEWS
from sigec.sessions.service.attention import (
    Attention,
    AttentionItem,
    AttentionKind,
    AttentionService,
)
from sigec.sessions.service.erasure import ErasureService, PersonCharges, PersonHasAccount
from sigec.sessions.service.handover import Handover
from sigec.sessions.service.identity import IdentityService, SessionHasPerson, TokenHasNobody
from sigec.sessions.service.lookups import (
    find_busy,
    find_costs,
    find_ended_at,
    find_open_at,
    find_sessions,
    total_ended,
)
from sigec.sessions.service.projecting import READER, SessionProjector
from sigec.sessions.service.queries import Moment, SessionNotFound, SessionQueries, SessionView
from sigec.sessions.service.reasons import REASON_LENGTH_MAX
from sigec.sessions.service.requests import NotYours, SessionOver, TokenMissing, TokenRefused
from sigec.sessions.service.retention import forget_orphans
from sigec.sessions.service.sessions import SessionService
from sigec.sessions.service.strangers import StrangerService, UnknownCard
from sigec.sessions.service.watching import SessionWatch

__all__ = [
    "NEWS",
    "READER",
    "REASON_LENGTH_MAX",
    "Attention",
    "AttentionItem",
    "AttentionKind",
    "AttentionService",
    "Correction",
    "ErasureService",
    "Handover",
    "IdentityService",
    "Moment",
    "NotYours",
    "PersonCharges",
    "PersonHasAccount",
    "SessionFilter",
    "SessionHasPerson",
    "SessionNotFound",
    "SessionOver",
    "SessionProjector",
    "SessionQueries",
    "SessionService",
    "SessionView",
    "SessionWatch",
    "StrangerService",
    "TokenHasNobody",
    "TokenMissing",
    "TokenRefused",
    "UnknownCard",
    "find_busy",
    "find_costs",
    "find_ended_at",
    "find_open_at",
    "find_sessions",
    "forget_orphans",
    "total_ended",
]
