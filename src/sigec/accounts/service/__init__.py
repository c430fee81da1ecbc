"""What can be done with accounts: users, logins, and reading the audit."""

from sigec.accounts.service.audit_trail import AuditTrail, NamedEntry
from sigec.accounts.service.logins import Login, LoginService
from sigec.accounts.service.passwords import Passwords
from sigec.accounts.service.throttle import LoginThrottle
from sigec.accounts.service.users import AccountService, find_accounts, find_staff, find_users

__all__ = [
    "AccountService",
    "AuditTrail",
    "Login",
    "LoginService",
    "LoginThrottle",
    "NamedEntry",
    "Passwords",
    "find_accounts",
    "find_staff",
    "find_users",
]
