"""The base of everything that may go wrong in a way we anticipate.

A slice defines its own errors beside what raises them, by subclassing the kind that says how a
caller should react. Edges map the kinds, never the single classes, to their protocol.
"""

from dataclasses import dataclass
from typing import ClassVar


class SigecError(Exception):
    """An anticipated failure.

    ``code`` is a stable, dotted name (``stations.offline``) under which the catalogues hold the
    text that people read; ``params`` fill that text and must hold no secret.
    """

    code: ClassVar[str] = "error"

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(", ".join(f"{name}={value}" for name, value in params.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong with one field: its dotted path and a stable ``code`` with its ``params``."""

    field: str
    code: str
    params: tuple[tuple[str, str], ...] = ()


class Invalid(SigecError):
    """The input breaks a rule; nothing was stored."""

    code = "invalid"

    def __init__(self, *errors: FieldError, **params: object) -> None:
        self.errors = errors
        named = {"fields": ", ".join(error.field for error in errors)} if errors else {}
        super().__init__(**named, **params)


class Unauthenticated(SigecError):
    """Nobody is signed in, or the proof is not valid (any more)."""

    code = "unauthenticated"


class Forbidden(SigecError):
    """The actor is known and may not do this."""

    code = "forbidden"


class NotFound(SigecError):
    """There is no such thing for this actor; another tenant's thing is answered the same."""

    code = "not_found"


class Conflict(SigecError):
    """The state of things does not allow it now."""

    code = "conflict"


class PreconditionFailed(SigecError):
    """The thing has changed since the caller read it."""

    code = "precondition_failed"


class TooManyRequests(SigecError):
    """A rate limit was reached; ``retry_after_s`` says when to try again."""

    code = "too_many_requests"

    def __init__(self, *, retry_after_s: int, **params: object) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(retry_after_s=retry_after_s, **params)


class Unavailable(SigecError):
    """Something we depend on is not there now; trying again later is right."""

    code = "unavailable"


class DeadlineExceeded(SigecError):
    """Whoever had to answer did not do so in time; whether it acted is unknown."""

    code = "deadline_exceeded"
