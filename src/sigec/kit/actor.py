"""Who does something, and what they may do: deny by default."""

from dataclasses import dataclass, field
from enum import StrEnum

from sigec.kit.errors import Forbidden
from sigec.kit.ids import PersonId, TenantId, UserId


class Role(StrEnum):
    """The roles of ``domain.md`` §10."""

    PLATFORM_ADMIN = "platform_admin"
    TENANT_ADMIN = "tenant_admin"
    OPERATOR = "operator"
    VIEWER = "viewer"
    RESIDENT = "resident"


class Permission(StrEnum):
    """One thing that can be allowed, named ``verb:subject``."""

    READ_TENANTS = "read:tenants"
    WRITE_TENANTS = "write:tenants"
    WRITE_SETTINGS = "write:settings"
    """Of one's own tenant."""
    READ_USERS = "read:users"
    WRITE_USERS = "write:users"
    READ_AUDIT = "read:audit"
    READ_SITES = "read:sites"
    WRITE_SITES = "write:sites"
    READ_STATIONS = "read:stations"
    WRITE_STATIONS = "write:stations"
    COMMAND_STATIONS = "command:stations"
    READ_PEOPLE = "read:people"
    WRITE_PEOPLE = "write:people"
    READ_ID_TOKENS = "read:id_tokens"
    WRITE_ID_TOKENS = "write:id_tokens"
    READ_TARIFFS = "read:tariffs"
    WRITE_TARIFFS = "write:tariffs"
    READ_SESSIONS = "read:sessions"
    WRITE_SESSIONS = "write:sessions"
    READ_STATEMENTS = "read:statements"
    WRITE_STATEMENTS = "write:statements"
    """Close a month, and say who paid."""
    READ_WEBHOOKS = "read:webhooks"
    WRITE_WEBHOOKS = "write:webhooks"
    READ_API_KEYS = "read:api_keys"
    WRITE_API_KEYS = "write:api_keys"
    READ_SOURCES = "read:sources"
    WRITE_SOURCES = "write:sources"
    READ_NOTICES = "read:notices"
    """How notices are set, and the log of what was sent."""
    WRITE_NOTICES = "write:notices"
    RECEIVE_NOTICES = "receive:notices"
    """One's own: read them, and say how one wants to be told."""
    READ_OWN = "read:own"
    CHARGE_OWN = "charge:own"


_VIEWER = frozenset(
    {
        Permission.READ_SITES,
        Permission.READ_STATIONS,
        Permission.READ_TARIFFS,
        Permission.READ_SESSIONS,
        Permission.RECEIVE_NOTICES,
    }
)
_OPERATOR = _VIEWER | {
    Permission.WRITE_STATIONS,
    Permission.COMMAND_STATIONS,
    Permission.READ_PEOPLE,
    Permission.READ_ID_TOKENS,
    Permission.WRITE_ID_TOKENS,
    Permission.WRITE_SESSIONS,
    Permission.READ_STATEMENTS,
    Permission.READ_SOURCES,
    Permission.READ_NOTICES,
}
_TENANT_ADMIN = _OPERATOR | {
    Permission.READ_USERS,
    Permission.WRITE_USERS,
    Permission.READ_AUDIT,
    Permission.WRITE_SITES,
    Permission.WRITE_PEOPLE,
    Permission.WRITE_TARIFFS,
    Permission.WRITE_STATEMENTS,
    Permission.WRITE_SOURCES,
    Permission.READ_TENANTS,
    Permission.WRITE_SETTINGS,
    Permission.READ_WEBHOOKS,
    Permission.WRITE_WEBHOOKS,
    Permission.WRITE_NOTICES,
    Permission.READ_API_KEYS,
    Permission.WRITE_API_KEYS,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PLATFORM_ADMIN: frozenset(Permission),
    Role.TENANT_ADMIN: _TENANT_ADMIN,
    Role.OPERATOR: _OPERATOR,
    Role.VIEWER: _VIEWER,
    Role.RESIDENT: frozenset(
        {Permission.READ_OWN, Permission.CHARGE_OWN, Permission.RECEIVE_NOTICES}
    ),
}


class PermissionDenied(Forbidden):
    """The actor's role does not include the permission."""

    code = "forbidden.permission"


class TenantRequired(Forbidden):
    """The act needs a tenant and the actor brought none."""

    code = "forbidden.tenant_required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose rows a transaction may touch: one tenant's, or with ``None`` all of them."""

    tenant_id: TenantId | None


PLATFORM = Scope(tenant_id=None)


class ActorKind(StrEnum):
    """What stands behind an act; the audit shows it."""

    USER = "user"
    API_KEY = "api_key"
    STATION = "station"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks for a use case.

    ``tenant_id`` is the tenant that reads and writes are bound to; a platform admin who chose
    none reads across tenants. ``user_id`` is the user, or the API key, that is named beside what
    they did. ``person_id`` is the resident behind a resident's user. ``address`` is where the
    request came from, for the audit.
    """

    kind: ActorKind
    role: Role | None = None
    user_id: UserId | None = None
    tenant_id: TenantId | None = None
    person_id: PersonId | None = None
    address: str | None = None
    permissions: frozenset[Permission] = field(default_factory=frozenset)

    def may(self, permission: Permission) -> bool:
        """Say whether the permission was granted."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Pass, or refuse.

        :raises PermissionDenied: when the permission was not granted.
        """
        if not self.may(permission):
            raise PermissionDenied(permission=permission.value)

    @property
    def scope(self) -> Scope:
        """What this actor's transactions may see.

        :raises TenantRequired: when someone other than the platform has no tenant.
        """
        if self.tenant_id is None and not self.is_platform:
            raise TenantRequired
        return Scope(tenant_id=self.tenant_id)

    @property
    def is_platform(self) -> bool:
        """Whether the actor stands above tenants."""
        return self.kind is ActorKind.SYSTEM or self.role is Role.PLATFORM_ADMIN

    def require_tenant(self) -> TenantId:
        """Return the tenant that a write goes to.

        :raises TenantRequired: when there is none.
        """
        if self.tenant_id is None:
            raise TenantRequired
        return self.tenant_id


SYSTEM = Actor(kind=ActorKind.SYSTEM, permissions=frozenset(Permission))
