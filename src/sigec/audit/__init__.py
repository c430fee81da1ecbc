"""Who did what, from where, and what changed: append-only, written with the act itself."""

from sigec.audit.service import AuditEntry, AuditFilter, Subject, read, record

__all__ = ["AuditEntry", "AuditFilter", "Subject", "read", "record"]
