"""Logs that stations are asked for: one request, one file, and a reason when none comes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sigec.kit.ids import FileId, StationId, StationLogId, TenantId, UserId
from sigec.stations.model import CommandStatus, LogKind

PATIENCE = timedelta(hours=1)
"""Without a word or a file for so long, none comes."""
LINK_LIFETIME = timedelta(hours=6)


class LogStatus(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    UPLOADING = "uploading"
    RECEIVED = "received"
    FAILED = "failed"
    CANCELLED = "cancelled"


class LogReason(StrEnum):
    """Why no file came."""

    OFFLINE = "offline"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    NOT_SUPPORTED = "not_supported"
    ERROR = "error"
    NOTHING_TO_SEND = "nothing_to_send"
    UPLOAD_FAILED = "upload_failed"
    PERMISSION_DENIED = "permission_denied"
    BAD_MESSAGE = "bad_message"
    TOO_LARGE = "too_large"
    NEVER_UPLOADED = "never_uploaded"
    """It took the order, or even said that it had uploaded, and nothing arrived."""
    REPLACED = "replaced"
    STOPPED = "stopped"
    """By a person."""


_ENDED = frozenset({LogStatus.RECEIVED, LogStatus.FAILED, LogStatus.CANCELLED})
_REASONS: Mapping[str, LogReason] = {
    "UploadFailure": LogReason.UPLOAD_FAILED,
    "UploadFailed": LogReason.UPLOAD_FAILED,
    "PermissionDenied": LogReason.PERMISSION_DENIED,
    "BadMessage": LogReason.BAD_MESSAGE,
    "NotSupportedOperation": LogReason.NOT_SUPPORTED,
}
_OF_ANSWERS: Mapping[CommandStatus, LogReason] = {
    CommandStatus.OFFLINE: LogReason.OFFLINE,
    CommandStatus.SILENT: LogReason.NO_ANSWER,
    CommandStatus.REJECTED: LogReason.REJECTED,
    CommandStatus.NOT_SUPPORTED: LogReason.NOT_SUPPORTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDraft:
    """What to ask for; without instants all that the station has."""

    kind: LogKind
    from_at: datetime | None = None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationLog:
    """A log that was asked for. ``file_name`` is as the station calls it, made harmless."""

    id: StationLogId
    tenant_id: TenantId
    station_id: StationId
    kind: LogKind
    request_id: int
    status: LogStatus
    reason: LogReason | None
    from_at: datetime | None
    to_at: datetime | None
    file_id: FileId | None
    file_name: str | None
    size_bytes: int | None
    sha256: str | None
    heard_at: datetime
    created_at: datetime
    created_by: UserId | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether a file may still come."""
        return self.status not in _ENDED


def log_answered(
    log: StationLog,
    status: CommandStatus,
    *,
    file_name: str | None = None,
    has_file: bool = True,
    at: datetime,
) -> StationLog:
    """Go on after the station answered the request, or did not.

    ``has_file`` is false of 1.6, when it names no file: it has nothing to upload (§5.8).
    """
    if not log.is_open:
        return log
    if status is not CommandStatus.ACCEPTED:
        return _end(log, LogStatus.FAILED, _OF_ANSWERS.get(status, LogReason.ERROR), at=at)
    if not has_file:
        return _end(log, LogStatus.FAILED, LogReason.NOTHING_TO_SEND, at=at)
    return replace(log, file_name=file_name, heard_at=at)


def log_told(log: StationLog, word: str, *, at: datetime) -> StationLog:
    """Go on after the station told how the upload is; only a file that came counts as received."""
    if not log.is_open:
        return log
    if (reason := _REASONS.get(word)) is not None:
        return _end(log, LogStatus.FAILED, reason, at=at)
    if word == "AcceptedCanceled":
        return _end(log, LogStatus.CANCELLED, LogReason.REPLACED, at=at)
    if word in ("Uploading", "Uploaded"):
        return replace(log, status=LogStatus.UPLOADING, heard_at=at)
    return log


def log_received(
    log: StationLog,
    *,
    file_id: FileId,
    file_name: str,
    size_bytes: int,
    sha256: str,
    at: datetime,
) -> StationLog:
    """Take the file, whatever the station said meanwhile."""
    kept = replace(log, file_id=file_id, file_name=file_name, size_bytes=size_bytes, sha256=sha256)
    return _end(kept, LogStatus.RECEIVED, None, at=at)


def log_ended(log: StationLog, status: LogStatus, reason: LogReason, *, at: datetime) -> StationLog:
    """End a request without a file; harmless when it has ended."""
    return _end(log, status, reason, at=at) if log.is_open else log


def log_overdue(log: StationLog, *, at: datetime) -> StationLog:
    """End a request of which nothing was heard for too long."""
    if log.is_open and at - log.heard_at >= PATIENCE:
        return _end(log, LogStatus.FAILED, LogReason.NEVER_UPLOADED, at=at)
    return log


def _end(
    log: StationLog, status: LogStatus, reason: LogReason | None, *, at: datetime
) -> StationLog:
    return replace(log, status=status, reason=reason, ended_at=at, heard_at=at)
