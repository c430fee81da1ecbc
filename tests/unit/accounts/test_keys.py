"""What an API key looks like, when it is good, and what is left of its requests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sigec.accounts.model import (
    ApiKey,
    KeyScope,
    KeyState,
    OldSecret,
    allowance_of,
    derive_key,
    digest_of,
    make_secret,
    permissions_of,
    prefix_of,
    window_at,
)
from sigec.kit.actor import PERMISSIONS, Permission, Role
from sigec.kit.ids import ApiKeyId, TenantId, new_id
from sigec.kit.logs import mask_secrets

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KEY = ApiKey(
    id=ApiKeyId(new_id()),
    tenant_id=TenantId(new_id()),
    name="Portaria",
    scopes=frozenset({KeyScope.READ_SESSIONS}),
    prefix="sgk_new",
    requests_per_min=3,
    created_at=NOON,
    created_by=None,
    expires_at=NOON + 10 * SECOND,
    old=OldSecret(prefix="sgk_old", valid_until=NOON + 5 * SECOND),
)


def test_a_key_names_itself_and_no_two_are_alike() -> None:
    made = [make_secret() for _ in range(50)]

    assert len({each.text for each in made}) == len({each.prefix for each in made}) == 50
    assert all(prefix_of(each.text) == each.prefix for each in made)
    assert all(each.text.startswith("sgk_") for each in made)
    assert len({len(each.text) for each in made}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sgk_",
        "sgk_abc_def",
        "eyJhbGciOi.J.x",
        make_secret().text + "x",
        make_secret().text[:-1],
    ],
    ids=["empty", "prefix", "too short", "a token", "a letter more", "a letter less"],
)
def test_what_has_not_the_form_of_a_key_is_none(text: str) -> None:
    assert prefix_of(text) is None


def test_a_digest_depends_on_the_installation_and_tells_nothing() -> None:
    text = make_secret().text
    ours = derive_key("our secret key")

    assert digest_of(ours, text) == digest_of(ours, text)
    assert digest_of(ours, text) != digest_of(derive_key("another"), text)
    assert len(digest_of(ours, text)) == 32


def test_a_key_is_good_until_it_expires_or_is_revoked() -> None:
    revoked = replace(KEY, revoked_at=NOON)

    assert KEY.state(NOON + 9 * SECOND) is KeyState.ACTIVE
    assert KEY.state(NOON + 10 * SECOND) is KeyState.EXPIRED
    assert revoked.state(NOON + 10 * SECOND) is KeyState.REVOKED
    assert not revoked.accepts("sgk_new", NOON)
    assert not KEY.accepts("sgk_new", NOON + 10 * SECOND)


def test_the_old_secret_is_good_until_its_own_end() -> None:
    assert KEY.accepts("sgk_old", NOON + 4 * SECOND)
    assert not KEY.accepts("sgk_old", NOON + 5 * SECOND)
    assert KEY.accepts("sgk_new", NOON + 5 * SECOND)
    assert not KEY.accepts("sgk_other", NOON)


def test_each_scope_allows_one_permission_that_an_administration_has() -> None:
    allowed = [permissions_of([scope]) for scope in KeyScope]

    assert all(len(each) == 1 for each in allowed)
    assert len(permissions_of(KeyScope)) == len(KeyScope)
    assert permissions_of(KeyScope) < PERMISSIONS[Role.TENANT_ADMIN]
    unfit = {Permission.WRITE_API_KEYS, Permission.WRITE_USERS, Permission.WRITE_TENANTS}
    assert not permissions_of(KeyScope) & unfit


def test_requests_are_counted_by_the_minute_of_the_clock() -> None:
    late = NOON + timedelta(seconds=59, milliseconds=300)
    last, one_too_many = (allowance_of(KEY, used=used, at=late) for used in (3, 4))

    assert (last.remaining, last.is_exceeded) == (0, False)
    assert (one_too_many.remaining, one_too_many.is_exceeded) == (0, True)
    assert last.resets_at == NOON + timedelta(minutes=1)
    assert last.reset_s == 1
    assert allowance_of(KEY, used=1, at=NOON).reset_s == 60
    assert window_at(late) == window_at(NOON) == window_at(NOON + timedelta(minutes=1)) - 1


def test_a_key_is_masked_wherever_it_is_logged() -> None:
    text = make_secret().text
    event = mask_secrets(None, "info", {"event": f"sent {text} away"})

    assert event["event"] == "sent *** away"
