"""What an edit makes of a source: what is kept, what is tried anew, what the audit may know."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from sigec.events.sources import SourceRecovered
from sigec.kit.errors import FieldError, Invalid
from sigec.sources.model import Account, Source, SourceDraft, SourceState

_ACCOUNT = tuple(field.name for field in fields(Account))
DRAFT = tuple(field.name for field in fields(SourceDraft) if field.name != "account")
_REACHES_CLOUD = frozenset({"base_url", "account", "headers", "is_active"})
"""What, when it is edited, makes an old failure say nothing of the next try."""


def is_same_account(source: Source, draft: SourceDraft) -> bool:
    """Say whether two ask one account of one cloud, which counts the calls of both."""
    one, other = source.account, draft.account
    same_place = source.base_url.rstrip("/") == draft.base_url.rstrip("/")
    return same_place and one.email.casefold() == other.email.casefold()


def audited(source: Source, other: Source | None) -> dict[str, Any]:
    """Return what the audit keeps; of the account that it changed, and nothing of it."""
    values = asdict(source)
    kept = {name: values[name] for name in DRAFT}
    kept["headers"] = {**kept["headers"], "extra_headers": sorted(source.headers.extra_headers)}
    if other is not None and other.account != source.account:
        kept["account"] = f"version {source.version}"
    return kept


def edited(before: Source, changes: Mapping[str, Any]) -> Source:
    """Return the source with its changes, some of them parts of its account.

    What may have mended a failure is tried at once; it lasts until the cloud has answered. Secrets
    go to another address only when they are typed again: nobody may read them by moving it.

    :raises Invalid: when the address changes and the account is not given whole.
    """
    is_moved = changes.get("base_url", before.base_url) != before.base_url
    if is_moved and not changes.keys() >= set(_ACCOUNT):
        missing = (name for name in _ACCOUNT if name not in changes)
        raise Invalid(*(FieldError(field=name, code="field.account_again") for name in missing))
    own = {name: value for name, value in changes.items() if name not in _ACCOUNT}
    account = {name: value for name, value in changes.items() if name in _ACCOUNT}
    if "headers" in own:
        own["headers"] = replace(before.headers, **own["headers"])
    after = replace(
        before,
        **own,
        account=replace(before.account, **account),
        version=before.version + 1,
    )
    names = {*own, *(("account",) if account else ())}
    if not after.is_active:
        return replace(after, state=SourceState.INACTIVE, trouble=None, failing_since_at=None)
    if names & _REACHES_CLOUD:
        after = replace(after, **_fresh(before))
    is_slowed = before.interval_s > before.poll_interval_s  # the cloud has complained
    slowest_s = max(after.interval_s, after.poll_interval_s)
    return replace(after, interval_s=slowest_s if is_slowed else after.poll_interval_s)


def _fresh(before: Source) -> dict[str, Any]:
    """Return what lets a source be asked at once; a pause that its cloud demands is kept."""
    if before.state is SourceState.RATE_LIMITED:
        return {}
    fresh: dict[str, Any] = {"failures": 0, "not_before_at": None}
    if before.state is SourceState.INACTIVE:
        fresh["state"] = SourceState.NEW
    return fresh


def relieved(before: Source, after: Source | None, *, at: datetime) -> list[SourceRecovered]:
    """Tell that a failure is over where people ended it, by removing or stopping its source."""
    is_over = after is None or not after.state.is_trouble
    if before.failing_since_at is None or not is_over:
        return []
    return [
        SourceRecovered(
            tenant_id=before.tenant_id,
            at=at,
            source_id=before.id,
            source_name=before.name,
        )
    ]
