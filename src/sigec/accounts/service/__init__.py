"""What can be done with accounts: users, logins, API keys, and reading the audit."""

from sigec.accounts.service.api_keys import ApiKeyService, NewKey
from sigec.accounts.service.audit_trail import AuditTrail, NamedEntry
from sigec.accounts.service.callers import Caller, CallerService, require_room
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
    "Passwords",
    "find_accounts",
    "find_staff",
    "find_users",
    "require_room",
]
