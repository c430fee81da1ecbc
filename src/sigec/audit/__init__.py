"""Who did what, from where, and what changed: append-only, written with the act itself."""

from sigec.audit.service import AuditEntry, Subject, read, record

__all__ = ["AuditEntry", "Subject", "read", "record"]
