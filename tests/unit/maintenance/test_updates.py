"""What becomes of an update by what a station answers, tells, and boots with."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.maintenance.model import (
    UpdateKind,
    UpdateReason,
    UpdateStatus,
    answered,
    booted,
    cancelled,
    overdue,
    told,
    unpublished,
)
from sigec.maintenance.model.updates import PATIENCE, RETRY_FIRST, WAITING_MAX
from sigec.stations.model import CommandStatus
from tests.unit.maintenance.updates import NOON, update

LATER = NOON + timedelta(minutes=5)
WHOLE_WAY = (
    "DownloadScheduled",
    "Downloading",
    "DownloadPaused",
    "Downloaded",
    "SignatureVerified",
    "InstallScheduled",
    "Installing",
    "InstallRebooting",
    "Installed",
)


def test_each_word_moves_it_on_until_it_is_installed() -> None:
    one, seen = update(), []
    for word in WHOLE_WAY:
        one = told(one, word, at=LATER)
        seen.append(one.status.value)

    assert seen == [
        *("asked", "downloading", "downloading", "downloaded", "verified", "verified"),
        *("installing", "rebooting", "installed"),
    ]
    assert one.ended_at == LATER
    assert not one.is_proven, "its own word is no proof"


@given(st.lists(st.sampled_from(WHOLE_WAY[:-1])))
def test_what_comes_late_or_again_takes_nothing_back(words: list[str]) -> None:
    one = update()
    for word in words:
        before, one = one, told(one, word, at=LATER)
        assert list(UpdateStatus).index(one.status) >= list(UpdateStatus).index(before.status)
    assert one.is_open


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("DownloadFailed", UpdateReason.DOWNLOAD_FAILED),
        ("InstallationFailed", UpdateReason.INSTALLATION_FAILED),
        ("PublishFailed", UpdateReason.PUBLISH_FAILED),
    ],
)
def test_a_failure_is_tried_again_later_each_time_and_not_for_ever(
    word: str, reason: UpdateReason
) -> None:
    first = told(update(attempts=1), word, at=LATER)
    second = told(update(attempts=2), word, at=LATER)
    last = told(update(attempts=3), word, at=LATER)

    assert (first.status, first.reason) == (UpdateStatus.WAITING, reason)
    assert first.next_try_at == LATER + RETRY_FIRST
    assert second.next_try_at == LATER + 2 * RETRY_FIRST
    assert (last.status, last.reason, last.next_try_at) == (UpdateStatus.FAILED, reason, None)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("InvalidSignature", UpdateReason.INVALID_SIGNATURE),
        ("InstallVerificationFailed", UpdateReason.VERIFICATION_FAILED),
        ("InvalidChecksum", UpdateReason.INVALID_CHECKSUM),
    ],
)
def test_what_another_attempt_would_only_repeat_is_final(word: str, reason: UpdateReason) -> None:
    failed = told(update(), word, at=LATER)

    assert (failed.status, failed.reason) == (UpdateStatus.FAILED, reason)


def test_a_station_that_tries_again_by_itself_is_not_asked_again() -> None:
    waiting = told(update(), "DownloadFailed", at=NOON)
    again = told(waiting, "Downloading", at=LATER)

    assert (again.status, again.next_try_at) == (UpdateStatus.DOWNLOADING, None)


@pytest.mark.parametrize("word", ["Idle", "Whatever", ""])
def test_other_words_change_nothing(word: str) -> None:
    one = update()

    assert told(one, word, at=LATER) == one


@pytest.mark.parametrize("ended", [UpdateStatus.FAILED, UpdateStatus.CANCELLED])
def test_what_is_installed_counts_whatever_we_thought(ended: UpdateStatus) -> None:
    one = update(status=ended, reason=UpdateReason.SILENT, ended_at=NOON)

    installed = told(one, "Installed", at=LATER)
    assert (installed.status, installed.reason) == (UpdateStatus.INSTALLED, None)
    assert told(one, "Downloading", at=LATER) == one
    assert told(one, "DownloadFailed", at=LATER) == one


def test_the_version_it_boots_with_is_the_proof() -> None:
    rebooting = update(status=UpdateStatus.REBOOTING)

    assert booted(rebooting, "1.0.0", at=LATER) == rebooting
    proved = booted(rebooting, "2.0.0", at=LATER)
    assert (proved.status, proved.is_proven) == (UpdateStatus.INSTALLED, True)
    claimed = told(rebooting, "Installed", at=NOON)
    assert booted(claimed, "1.0.0", at=LATER) == claimed
    assert booted(claimed, "2.0.0", at=LATER).is_proven
    assert booted(claimed, "2.0.0", at=LATER).ended_at == NOON


def test_a_boot_proves_no_publication() -> None:
    one = update(kind=UpdateKind.PUBLICATION)
    assert booted(one, "2.0.0", at=LATER) == one


@pytest.mark.parametrize(
    ("status", "word", "reason"),
    [
        (CommandStatus.REJECTED, "Rejected", UpdateReason.REJECTED),
        (CommandStatus.ERROR, "InternalError", UpdateReason.ERROR),
        (CommandStatus.SILENT, None, UpdateReason.NO_ANSWER),
    ],
)
def test_an_order_that_is_not_taken_is_given_again(
    status: CommandStatus, word: str | None, reason: UpdateReason
) -> None:
    one = answered(update(status=UpdateStatus.WAITING), status, word, at=LATER)

    assert (one.status, one.reason) == (UpdateStatus.WAITING, reason)
    assert one.next_try_at == LATER + RETRY_FIRST


@pytest.mark.parametrize(
    ("status", "word", "reason"),
    [
        (CommandStatus.NOT_SUPPORTED, None, UpdateReason.NOT_SUPPORTED),
        (CommandStatus.REJECTED, "InvalidCertificate", UpdateReason.CERTIFICATE_REFUSED),
        (CommandStatus.REJECTED, "RevokedCertificate", UpdateReason.CERTIFICATE_REFUSED),
    ],
)
def test_an_order_that_cannot_be_taken_is_given_once(
    status: CommandStatus, word: str | None, reason: UpdateReason
) -> None:
    one = answered(update(status=UpdateStatus.WAITING), status, word, at=LATER)

    assert (one.status, one.reason) == (UpdateStatus.FAILED, reason)


def test_offline_is_no_attempt_and_is_waited_for_a_week() -> None:
    waiting = update(status=UpdateStatus.WAITING)

    offline = answered(waiting, CommandStatus.OFFLINE, None, at=LATER)
    assert (offline.attempts, offline.reason) == (0, UpdateReason.OFFLINE)
    assert offline.next_try_at is not None
    assert booted(offline, "1.0.0", at=LATER).next_try_at == LATER
    given_up = answered(offline, CommandStatus.OFFLINE, None, at=NOON + WAITING_MAX)
    assert (given_up.status, given_up.reason) == (UpdateStatus.FAILED, UpdateReason.NEVER_ONLINE)


def test_what_it_told_before_it_answered_is_not_forgotten() -> None:
    early = told(update(status=UpdateStatus.WAITING), "Downloading", at=NOON)

    assert answered(early, CommandStatus.ACCEPTED, "Accepted", at=LATER).status is (
        UpdateStatus.DOWNLOADING
    )


def test_silence_ends_it_after_a_day() -> None:
    one = update(status=UpdateStatus.DOWNLOADING)

    assert overdue(one, at=NOON + PATIENCE - timedelta(seconds=1)) == one
    ended = overdue(one, at=NOON + PATIENCE)
    assert (ended.status, ended.reason) == (UpdateStatus.FAILED, UpdateReason.SILENT)
    waiting = replace(one, status=UpdateStatus.WAITING)
    assert overdue(waiting, at=NOON + PATIENCE) == waiting


def test_it_is_cancelled_once() -> None:
    ended = cancelled(update(), UpdateReason.STOPPED, at=LATER)

    assert (ended.status, ended.reason, ended.ended_at) == (
        UpdateStatus.CANCELLED,
        UpdateReason.STOPPED,
        LATER,
    )
    assert cancelled(ended, UpdateReason.REPLACED, at=NOON) == ended


def test_a_publication_is_withdrawn() -> None:
    one = told(update(kind=UpdateKind.PUBLICATION), "ChecksumVerified", at=NOON)
    offered = told(one, "Published", at=NOON)

    assert (one.status, offered.status) == (UpdateStatus.VERIFIED, UpdateStatus.PUBLISHED)
    assert unpublished(offered, at=LATER).status is UpdateStatus.UNPUBLISHED
