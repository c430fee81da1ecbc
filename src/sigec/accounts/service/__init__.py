"""What can be done with accounts: users, logins, API keys, and reading the audit."""

from sigec.accounts.service.api_keys import ApiKeyService, NewKey
from sigec.accounts.service.audit_trail import AuditTrail, NamedEntry
from sigec.accounts.service.callers import (
    Caller,
    CallerService,
    NotForKeys,
    ScopeMissing,
    require_room,
    require_scopes,
)
from sigec.accounts.service.key_ring import KeyRing
from sigec.accounts.service.logins import Login, LoginService
from sigec.accounts.service.passwords import Passwords
from sigec.accounts.service.throttle import LoginThrottle
from sigec.accounts.service.users import AccountService, find_accounts, find_staff, find_users

__all__ = [
    "AccountService",
    "ApiKeyService",
    "AuditTrail",
    "Caller",
    "CallerService",
    "KeyRing",
    "Login",
    "LoginService",
    "LoginThrottle",
    "NamedEntry",
    "NewKey",
    "NotForKeys",
    "Passwords",
    "ScopeMissing",
    "find_accounts",
    "find_staff",
    "find_users",
    "require_room",
    "require_scopes",
]
