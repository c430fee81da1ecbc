"""One update of one station's firmware, whichever version it speaks: what is asked, told, proved.

A station may be offline in the middle, tell things late, twice or never; all functions take the
update as it is and return it as it then is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sigec.kit.ids import (
    FirmwareCampaignId,
    FirmwareImageId,
    FirmwareUpdateId,
    StationId,
    TenantId,
    UserId,
)
from sigec.stations.model import CommandStatus

ATTEMPTS_MAX = 3
RETRY_FIRST = timedelta(minutes=2)
RETRY_MAX = timedelta(hours=1)
LOOK_AGAIN = timedelta(minutes=1)
"""How often we look whether a station is back that was offline when it was to be asked."""
PATIENCE = timedelta(hours=24)
"""Without a word for so long an update has failed; a slow line takes hours for an image."""
WAITING_MAX = timedelta(days=7)
"""How long an update waits for a station that is offline."""


class UpdateKind(StrEnum):
    """What a station is to do with an image."""

    UPDATE = "update"
    """Install it."""
    PUBLICATION = "publication"
    """Offer it to the stations behind it, as a local controller does (2.x)."""


class UpdateStatus(StrEnum):
    """How far an update is; the first seven in this order."""

    WAITING = "waiting"
    """For its turn: to be asked first, or again after a failure."""
    ASKED = "asked"
    DOWNLOADING = "downloading"
    DOWNLOADED = "downloaded"
    VERIFIED = "verified"
    INSTALLING = "installing"
    REBOOTING = "rebooting"
    INSTALLED = "installed"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    FAILED = "failed"
    CANCELLED = "cancelled"


class UpdateReason(StrEnum):
    """Why an update failed, or its last attempt; or why it was cancelled."""

    NOT_SUPPORTED = "not_supported"
    REJECTED = "rejected"
    CERTIFICATE_REFUSED = "certificate_refused"
    ERROR = "error"
    NO_ANSWER = "no_answer"
    OFFLINE = "offline"
    DOWNLOAD_FAILED = "download_failed"
    INVALID_SIGNATURE = "invalid_signature"
    INVALID_CHECKSUM = "invalid_checksum"
    INSTALLATION_FAILED = "installation_failed"
    VERIFICATION_FAILED = "verification_failed"
    PUBLISH_FAILED = "publish_failed"
    SILENT = "silent"
    """Nothing was heard for a day."""
    NEVER_ONLINE = "never_online"
    REPLACED = "replaced"
    """By a newer one."""
    STOPPED = "stopped"
    """By a person."""
    REMOVED = "removed"
    """The station was."""


ENDED = frozenset(
    {
        UpdateStatus.INSTALLED,
        UpdateStatus.PUBLISHED,
        UpdateStatus.UNPUBLISHED,
        UpdateStatus.FAILED,
        UpdateStatus.CANCELLED,
    }
)
_PLACE = {status: place for place, status in enumerate(UpdateStatus)}
_PROGRESS: Mapping[str, UpdateStatus] = {
    "DownloadScheduled": UpdateStatus.ASKED,
    "Downloading": UpdateStatus.DOWNLOADING,
    "DownloadPaused": UpdateStatus.DOWNLOADING,
    "Downloaded": UpdateStatus.DOWNLOADED,
    "SignatureVerified": UpdateStatus.VERIFIED,
    "ChecksumVerified": UpdateStatus.VERIFIED,
    "InstallScheduled": UpdateStatus.DOWNLOADED,
    "Installing": UpdateStatus.INSTALLING,
    "InstallRebooting": UpdateStatus.REBOOTING,
    "Installed": UpdateStatus.INSTALLED,
    "Published": UpdateStatus.PUBLISHED,
}
_FAILURES: Mapping[str, UpdateReason] = {
    "DownloadFailed": UpdateReason.DOWNLOAD_FAILED,
    "InvalidSignature": UpdateReason.INVALID_SIGNATURE,
    "InvalidChecksum": UpdateReason.INVALID_CHECKSUM,
    "InstallationFailed": UpdateReason.INSTALLATION_FAILED,
    "InstallVerificationFailed": UpdateReason.VERIFICATION_FAILED,
    "PublishFailed": UpdateReason.PUBLISH_FAILED,
}
_REFUSALS: Mapping[str, UpdateReason] = {
    "InvalidCertificate": UpdateReason.CERTIFICATE_REFUSED,
    "RevokedCertificate": UpdateReason.CERTIFICATE_REFUSED,
}
_IN_VAIN = frozenset(
    {
        UpdateReason.NOT_SUPPORTED,
        UpdateReason.CERTIFICATE_REFUSED,
        UpdateReason.INVALID_SIGNATURE,
        UpdateReason.INVALID_CHECKSUM,
        UpdateReason.VERIFICATION_FAILED,
    }
)
"""What another attempt would only repeat: the file is what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update of a station.

    ``next_try_at`` is when it is asked next, ``None`` while nobody is to ask. ``is_proven`` says
    that the station booted with the image's version; its own word for it is not proof.
    ``sent_bytes`` is how much of our file it has fetched; ``locations`` where a local controller
    offers it.
    """

    id: FirmwareUpdateId
    tenant_id: TenantId
    station_id: StationId
    image_id: FirmwareImageId
    campaign_id: FirmwareCampaignId | None
    kind: UpdateKind
    request_id: int
    status: UpdateStatus
    reason: UpdateReason | None
    attempts: int
    attempts_max: int
    previous_version: str | None
    target_version: str
    install_at: datetime | None
    next_try_at: datetime | None
    heard_at: datetime
    created_at: datetime
    created_by: UserId | None
    ended_at: datetime | None
    is_proven: bool
    sent_bytes: int
    locations: Sequence[str]

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.status not in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A line of an update's history: a word as OCPP spells it, or one of ours in small letters."""

    word: str
    at: datetime
    note: str | None = None


def answered(update: Update, status: CommandStatus, word: str | None, *, at: datetime) -> Update:
    """Go on after the station answered the order, or did not; ``word`` is its own status."""
    match status:
        case CommandStatus.ACCEPTED:
            # What it told of the download may have been heard before the answer was.
            place = max(_PLACE[update.status], _PLACE[UpdateStatus.ASKED])
            status_now = tuple(UpdateStatus)[place]
            return replace(update, status=status_now, reason=None, next_try_at=None, heard_at=at)
        case CommandStatus.OFFLINE:
            if at - update.heard_at >= WAITING_MAX:
                return _end(update, UpdateStatus.FAILED, UpdateReason.NEVER_ONLINE, at=at)
            # Nothing was sent: it was no attempt.
            return replace(
                update,
                attempts=update.attempts - 1,
                reason=UpdateReason.OFFLINE,
                next_try_at=at + LOOK_AGAIN,
            )
        case CommandStatus.NOT_SUPPORTED:
            reason = UpdateReason.NOT_SUPPORTED
        case CommandStatus.SILENT:
            reason = UpdateReason.NO_ANSWER
        case CommandStatus.REJECTED:
            reason = _REFUSALS.get(word or "", UpdateReason.REJECTED)
        case _:
            reason = UpdateReason.ERROR
    return _failed(update, reason, at=at)


def told(update: Update, word: str, *, at: datetime) -> Update:
    """Go on after the station told how far it is; what comes late, or again, takes nothing back."""
    failure, progress = _FAILURES.get(word), _PROGRESS.get(word)
    if failure is not None:
        return _failed(update, failure, at=at) if update.is_open else update
    if progress is None:
        return update  # Idle, or a word of its own
    if progress in ENDED:
        if progress is update.status:
            return update
        # It has what it was to have, whatever we thought of it.
        return _end(update, progress, None, at=at)
    if not update.is_open:
        return update
    later = max(_PLACE[progress], _PLACE[update.status])
    now = tuple(UpdateStatus)[later]
    return replace(update, status=now, reason=None, next_try_at=None, heard_at=at)


def booted(update: Update, firmware_version: str | None, *, at: datetime) -> Update:
    """Go on after the station booted: the version that it then has is the proof.

    A station that came back and waits to be asked is asked now.
    """
    is_new = firmware_version == update.target_version and update.kind is UpdateKind.UPDATE
    if is_new and (update.is_open or not update.is_proven):
        ended = update
        if update.status is not UpdateStatus.INSTALLED:
            ended = _end(update, UpdateStatus.INSTALLED, None, at=at)
        return replace(ended, is_proven=True)
    if update.status is UpdateStatus.WAITING and update.reason in (None, UpdateReason.OFFLINE):
        return replace(update, next_try_at=at)
    return update


def overdue(update: Update, *, at: datetime) -> Update:
    """End an update of which nothing was heard for too long."""
    is_waiting = update.status is UpdateStatus.WAITING
    if update.is_open and not is_waiting and at - update.heard_at >= PATIENCE:
        return _end(update, UpdateStatus.FAILED, UpdateReason.SILENT, at=at)
    return update


def cancelled(update: Update, reason: UpdateReason, *, at: datetime) -> Update:
    """End an update because somebody, or a newer one, says so; harmless when it has ended."""
    return _end(update, UpdateStatus.CANCELLED, reason, at=at) if update.is_open else update


def unpublished(update: Update, *, at: datetime) -> Update:
    """Note that a local controller offers the image no more."""
    return _end(update, UpdateStatus.UNPUBLISHED, None, at=at)


def _failed(update: Update, reason: UpdateReason, *, at: datetime) -> Update:
    """Try again later, each time later, as long as that may help."""
    if reason in _IN_VAIN or update.attempts >= update.attempts_max:
        return _end(update, UpdateStatus.FAILED, reason, at=at)
    wait = min(RETRY_FIRST * 2 ** max(update.attempts - 1, 0), RETRY_MAX)
    return replace(
        update,
        status=UpdateStatus.WAITING,
        reason=reason,
        next_try_at=at + wait,
        heard_at=at,
    )


def _end(
    update: Update, status: UpdateStatus, reason: UpdateReason | None, *, at: datetime
) -> Update:
    return replace(update, status=status, reason=reason, ended_at=at, next_try_at=None, heard_at=at)
