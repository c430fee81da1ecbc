"""What people agree to, and withdraw."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sigec.kit.ids import ConsentId, PersonId, TenantId, UserId


class Purpose(StrEnum):
    """What somebody may agree to: each channel by itself, and that we keep their record."""

    RECORD = "record"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    SMS = "sms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """That somebody agreed, or withdrew it: to which wording, when, by whom and from where.

    ``user_id`` is who wrote it down. The latest of a purpose is what counts.
    """

    id: ConsentId
    tenant_id: TenantId
    person_id: PersonId
    purpose: Purpose
    wording: str
    is_given: bool
    at: datetime
    user_id: UserId | None = None
    address: str | None = None
