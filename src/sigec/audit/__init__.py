"""Who did what, from where, and what changed: append-only, written with the act itself."""

from sigec.audit.service import (
    Act,
    AuditEntry,
    AuditFilter,
    Subject,
    erase,
    read,
    record,
    record_all,
)

__all__ = ["Act", "AuditEntry", "AuditFilter", "Subject", "erase", "read", "record", "record_all"]
