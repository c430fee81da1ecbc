"""What becomes of a log that was asked for; and links, which say nothing and reach nowhere."""

from datetime import timedelta
from typing import Any

import pytest

from sigec.kit.ids import FileId, StationId, StationLogId, TenantId, new_id
from sigec.maintenance.model import (
    LogReason,
    LogStatus,
    StationLog,
    digest_of,
    log_answered,
    log_overdue,
    log_received,
    log_told,
    make_token,
    safe_name,
)
from sigec.maintenance.model.logs import PATIENCE
from sigec.stations.model import CommandStatus, LogKind
from tests.unit.maintenance.updates import NOON

LATER = NOON + timedelta(minutes=5)


def log(**more: Any) -> StationLog:
    values: dict[str, Any] = {
        "id": StationLogId(new_id()),
        "tenant_id": TenantId(new_id()),
        "station_id": StationId(new_id()),
        "kind": LogKind.DIAGNOSTICS,
        "request_id": 1,
        "status": LogStatus.ASKED,
        "reason": None,
        "from_at": None,
        "to_at": None,
        "file_id": None,
        "file_name": None,
        "size_bytes": None,
        "sha256": None,
        "heard_at": NOON,
        "created_at": NOON,
        "created_by": None,
        "ended_at": None,
    }
    return StationLog(**{**values, **more})


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("UploadFailure", LogReason.UPLOAD_FAILED),
        ("UploadFailed", LogReason.UPLOAD_FAILED),
        ("PermissionDenied", LogReason.PERMISSION_DENIED),
        ("BadMessage", LogReason.BAD_MESSAGE),
        ("NotSupportedOperation", LogReason.NOT_SUPPORTED),
    ],
)
def test_a_failure_ends_it_with_its_reason(word: str, reason: LogReason) -> None:
    ended = log_told(log(), word, at=LATER)

    assert (ended.status, ended.reason, ended.ended_at) == (LogStatus.FAILED, reason, LATER)
    assert log_told(ended, "Uploading", at=LATER) == ended


def test_only_a_file_that_came_counts_as_received() -> None:
    claimed = log_told(log_told(log(), "Uploading", at=NOON), "Uploaded", at=LATER)

    assert claimed.status is LogStatus.UPLOADING
    assert log_told(claimed, "Idle", at=LATER) == claimed
    assert log_overdue(claimed, at=LATER + PATIENCE).reason is LogReason.NEVER_UPLOADED
    received = log_received(
        claimed, file_id=FileId(new_id()), file_name="a.log", size_bytes=3, sha256="00", at=LATER
    )
    assert (received.status, received.reason) == (LogStatus.RECEIVED, None)
    assert log_overdue(received, at=LATER + PATIENCE) == received


def test_a_newer_request_cancels_it() -> None:
    ended = log_told(log(), "AcceptedCanceled", at=LATER)
    assert (ended.status, ended.reason) == (LogStatus.CANCELLED, LogReason.REPLACED)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (CommandStatus.REJECTED, LogReason.REJECTED),
        (CommandStatus.NOT_SUPPORTED, LogReason.NOT_SUPPORTED),
        (CommandStatus.ERROR, LogReason.ERROR),
    ],
)
def test_an_answer_that_is_no_ends_it(status: CommandStatus, reason: LogReason) -> None:
    ended = log_answered(log(), status, at=LATER)
    assert (ended.status, ended.reason) == (LogStatus.FAILED, reason)


def test_without_a_name_1_6_has_nothing_to_send() -> None:
    assert log_answered(log(), CommandStatus.ACCEPTED, has_file=False, at=LATER).reason is (
        LogReason.NOTHING_TO_SEND
    )
    named = log_answered(log(), CommandStatus.ACCEPTED, file_name="a.log", at=LATER)
    assert (named.status, named.file_name) == (LogStatus.ASKED, "a.log")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("diag.zip", "diag.zip"),
        ("../../etc/passwd", "passwd"),
        ("C:\\logs\\a b.log", "a-b.log"),
        ("..", "log"),
        ("", "log"),
        (".hidden", "hidden"),
        ("a\r\nSet-Cookie: x", "a-Set-Cookie-x"),
        ("<script>.html", "script-.html"),
        ("x" * 300 + ".log", "x" * 96 + ".log"),
    ],
)
def test_a_name_leads_nowhere(name: str, safe: str) -> None:
    assert safe_name(name, default="log") == safe


@pytest.mark.parametrize(
    "token", ["", "a", "a" * 31, "a" * 33, "../" * 11, "ä" * 32, "a" * 31 + "\n"]
)
def test_what_is_no_token_is_not_looked_for(token: str) -> None:
    assert digest_of(token) is None


def test_tokens_are_not_alike_and_are_found_by_their_hash() -> None:
    one, other = make_token(), make_token()

    assert one != other
    assert digest_of(one) == digest_of(one) != digest_of(other)
    assert one.encode() not in (digest_of(one) or b"")
