"""What can be done with accounts: users, logins, and reading the audit."""

from sigec.accounts.service.audit_trail import AuditTrail, NamedEntry
from sigec.accounts.service.logins import Login, LoginService
from sigec.accounts.service.passwords import Passwords
from sigec.accounts.service.users import AccountService, find_staff, find_users, has_account

__all__ = [
    "AccountService",
    "AuditTrail",
    "Login",
    "LoginService",
    "NamedEntry",
    "Passwords",
    "find_staff",
    "find_users",
    "has_account",
]
