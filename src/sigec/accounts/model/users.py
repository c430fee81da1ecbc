"""What a user is, who may manage whom, and the rules for the fields."""

import re
from dataclasses import dataclass
from datetime import datetime

from sigec.kit.actor import PERMISSIONS, Actor, Permission, Role
from sigec.kit.errors import FieldError
from sigec.kit.ids import LoginId, PersonId, TenantId, UserId

EMAIL_LENGTH_MAX = 254
PASSWORD_LENGTH_MIN = 8
PASSWORD_LENGTH_MAX = 128
_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s.\x00-\x1f]+(?:\.[^@\s.\x00-\x1f]+)*")
_RANKS = (Role.RESIDENT, Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.PLATFORM_ADMIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDraft:
    """What a new user is made of; the password is kept only as a hash."""

    email: str
    name: str
    role: Role
    password: str
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may sign in. A platform admin belongs to no tenant.

    ``email`` is canonical and unique in its tenant, and among the platform's own (ADR-0020);
    ``person_id`` is the resident behind a resident's user; ``version`` counts edits.
    """

    id: UserId
    tenant_id: TenantId | None
    email: str
    name: str
    role: Role
    is_active: bool = True
    person_id: PersonId | None = None
    created_at: datetime
    updated_at: datetime
    last_login_at: datetime | None = None
    version: int = 1

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the user's role includes."""
        return PERMISSIONS[self.role]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshToken:
    """One use of a login: exchanged once for the next. Only its hash is stored.

    All tokens that descend from one sign-in share its ``login_id``.
    """

    login_id: LoginId
    user_id: UserId
    tenant_id: TenantId | None
    token_hash: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


def canonical_email(text: str) -> str:
    """Return an address as stored and compared: trimmed, case-folded."""
    return text.strip().casefold()


def faults_of(user: User) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    is_email = len(user.email) <= EMAIL_LENGTH_MAX and _EMAIL.fullmatch(user.email)
    return () if is_email else (FieldError(field="email", code="field.email"),)


def may_manage(actor: Actor, role: Role) -> bool:
    """Say whether the actor may create, edit or remove users of ``role``: none above their own."""
    if actor.role is None:
        return actor.is_platform
    return _RANKS.index(role) <= _RANKS.index(actor.role)
