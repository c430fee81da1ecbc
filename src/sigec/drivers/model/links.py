"""Links by which people fill in what is missing about themselves, and what may be missing."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sigec.drivers.model.people import Person
from sigec.kit.ids import PersonId, ProfileLinkId, TenantId

LINK_LIFETIME = timedelta(days=7)
TOKEN_LENGTH = 75
_ID_LENGTH = 32
_SECRET_BYTES = 32


class Missing(StrEnum):
    """What may not be known of a resident."""

    PHONE = "phone"
    EMAIL = "email"
    CPF = "cpf"
    CARD = "card"
    VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How many residents there are, and of how many each thing is not known."""

    residents: int
    missing: Mapping[Missing, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLink:
    """A link as it is kept: what it holds can be checked and not be read."""

    id: ProfileLinkId
    tenant_id: TenantId
    person_id: PersonId
    digest: bytes
    expires_at: datetime
    used_at: datetime | None = None

    def is_opened_by(self, token: str, key: bytes, *, at: datetime) -> bool:
        """Say whether a token opens this link now; it takes as long when it does not."""
        fits = hmac.compare_digest(digest_of(token, key), self.digest)
        return fits and self.used_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A link just made: the only time that its token is known."""

    token: str
    link: ProfileLink
    person: Person
    tenant_name: str


def make_token(link_id: ProfileLinkId) -> str:
    """Make the text that opens a link: which one it is, and what nobody can guess."""
    return link_id.hex + secrets.token_urlsafe(_SECRET_BYTES)


def link_id_of(token: str) -> ProfileLinkId | None:
    """Return which link a token is for, if it looks like one."""
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return None
    try:
        return ProfileLinkId(UUID(hex=token[:_ID_LENGTH]))
    except ValueError:
        return None


def digest_of(token: str, key: bytes) -> bytes:
    """Sign a token with the key of this installation."""
    return hmac.digest(key, b"profile link:" + token.encode(), hashlib.sha256)
