"""Everything the cloud may do differently from one day to the next; each is seen in production."""

from dataclasses import dataclass, field
from enum import StrEnum


class AccountKind(StrEnum):
    """Who an account is for; the two are sent different headers and see different clocks."""

    API = "api"
    DASHBOARD = "dashboard"


class Expiry(StrEnum):
    """How an answer to a login says until when the token counts."""

    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    ISO = "iso"


class LoginFault(StrEnum):
    """What a login meets instead of a token."""

    HTML_502 = "html_502"
    RECAPTCHA = "recaptcha"
    REFUSED = "refused"


class Fault(StrEnum):
    """What the next request meets instead of an answer."""

    HTML_502 = "html_502"
    HTML_503 = "html_503"
    """With ``Retry-After``."""
    ERROR_IN_200 = "error_in_200"
    GARBAGE = "garbage"
    RESET = "reset"
    """Half an answer, and the connection is gone."""


@dataclass(slots=True, kw_only=True)
class Behaviours:
    """What the cloud does now; change the fields at any time.

    The numbers in the comments are the groups of ``cve-pro.md``, "The stand-in".
    """

    # 1 · logins
    token_field: str = "token"  # noqa: S105 - a field's name
    tells_expiry: Expiry | None = None
    token_life_s: int = 24 * 3_600
    login_fault: LoginFault | None = None

    # 2 · headers, beyond what the kind of account refuses by itself
    takes_bearer_on_chargepoints: bool = False

    # 3 · /transaction
    tells_local_times: bool = False
    """Without any ``timeZone`` asked for: some installations are said to."""
    empty_tag_until_stop: bool = False
    null_energy_after_stop: bool = False
    """Only ``startValue`` and ``stopValue`` tell what was charged."""

    # 4 · /chargepoints
    stale_status: bool = False
    """``lastStatus`` stays what it was when this was switched on."""
    mixed_power_max: bool = True
    ignores_filter: bool = True

    # 5 · /transaction, what is not there
    vanished: set[int] = field(default_factory=set)
    """Transactions that no answer has, until they are taken out again."""

    # 6 · faults
    faults: list[Fault] = field(default_factory=list)
    """What the next requests meet, one each."""
    slow_s: float = 0.0
    """How long every answer takes, on the wall clock."""

    # 7 · STOMP
    stomp_refuses: bool = False
    stomp_needs_bearer: bool = True

    # 8 · unknown fields
    unknown_fields: bool = False

    # commands that nobody has verified
    takes_commands: bool = False
