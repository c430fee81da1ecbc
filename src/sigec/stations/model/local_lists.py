"""What a station is told of the tokens that it lets in without asking: its list and its cache."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedToken:
    """A token on a list; without a ``status`` it is taken off. Both spelled as OCPP 2.x does."""

    id_token: str
    id_token_kind: str
    status: str | None
    expires_at: datetime | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendLocalList:
    """Replace the list of who may charge, or change it; ``version`` is that of the result."""

    version: int
    is_full: bool
    tokens: Sequence[ListedToken] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLocalListVersion:
    """Ask which version the list has; 0 is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearCache:
    """Let the station forget whom it was told to let in, so that it asks anew."""
