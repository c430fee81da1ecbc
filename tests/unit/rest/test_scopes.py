"""The catalogue of scopes: every operation is decided on, none by accident."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from sigec.accounts.model import ApiKey, KeyScope
from sigec.accounts.service import NotForKeys, ScopeMissing, require_scopes
from sigec.kit.ids import ApiKeyId, TenantId, new_id
from sigec.rest.app import openapi_document
from sigec.rest.scopes import SCOPES, operations_of
from sigec.rest.texts import LANGUAGES, text_of

FOR_PEOPLE = frozenset(
    {
        # what keys, users and passwords are made with
        "list_key_scopes",
        "list_api_keys",
        "create_api_key",
        "get_api_key",
        "edit_api_key",
        "revoke_api_key",
        "rotate_api_key",
        "end_api_key_overlap",
        # who is believed
        "create_authority",
        "withdraw_authority",
        "list_users",
        "create_user",
        "get_user",
        "edit_user",
        "delete_user",
        "list_roles",
        "change_own_password",
        "get_own_person",
        "list_own_statements",
        "list_reservable_places",
        # what is told to people: a program has events
        "list_notice_capabilities",
        "test_notice",
        "list_own_notices",
        "count_unread_notices",
        "read_all_notices",
        "read_notice",
        "get_notice_preferences",
        "edit_notice_preferences",
        "get_push_key",
        "list_push_devices",
        "add_push_device",
        "remove_push_device",
        "list_station_wishes",
        "wish_for_station",
        "drop_station_wish",
        # what takes all there is of somebody, or cannot be undone
        "export_person",
        "erase_person",
        "export_tenant",
        # the platform's own
        "create_tenant",
        "delete_tenant",
        "plan_deletion",
        "cancel_deletion",
        "create_plan",
        "edit_plan",
    }
)
"""A new operation belongs into the catalogue or, with a reason, here."""


@pytest.fixture(scope="module")
def operations() -> dict[str, Any]:
    return {
        operation["operationId"]: operation
        for item in json.loads(openapi_document())["paths"].values()
        for operation in item.values()
    }


def test_every_operation_is_decided_on(operations: dict[str, Any]) -> None:
    is_guarded = {name for name, each in operations.items() if {"HTTPBearer": []} in ways(each)}
    by_token_alone = {"get_me", "logout"}

    assert is_guarded - by_token_alone == SCOPES.keys() | FOR_PEOPLE
    assert not SCOPES.keys() & FOR_PEOPLE


def test_the_document_says_which_scopes_an_operation_needs(operations: dict[str, Any]) -> None:
    for name, needed in SCOPES.items():
        assert {"ApiKey": sorted(needed)} in ways(operations[name]), name
        assert all(f"`{scope}`" in operations[name]["description"] for scope in needed)
    for name in FOR_PEOPLE:
        assert not any("ApiKey" in way for way in ways(operations[name])), name
        assert operations[name]["description"].endswith("Not for API keys.")


def test_reading_needs_no_scope_to_write_but_where_it_prepares_a_write(
    operations: dict[str, Any],
) -> None:
    reads = {name for name in SCOPES if name.startswith(("list_", "get_", "total_", "explain_"))}
    prepare = {
        "list_handshakes",
        "list_attention",
        "get_residents_template",
        "list_actions",
        "get_action_schema",
        "get_variables",
        "get_monitors",
        "get_report",
    }
    needs_more = {
        name for name in reads if any(not scope.startswith("read:") for scope in SCOPES[name])
    }

    assert needs_more == prepare


@pytest.mark.parametrize("name", sorted(SCOPES))
def test_a_key_needs_every_scope_of_an_operation(name: str) -> None:
    require_scopes(key_with(SCOPES[name]), SCOPES[name])
    for scope in SCOPES[name]:
        with pytest.raises(ScopeMissing) as missing:
            require_scopes(key_with(frozenset(KeyScope) - {scope}), SCOPES[name])
        assert missing.value.params == {"scopes": scope.value}


@pytest.mark.parametrize("name", [*sorted(FOR_PEOPLE), "an_operation_of_tomorrow"])
def test_what_nobody_decided_on_is_refused_whatever_the_scopes(name: str) -> None:
    with pytest.raises(NotForKeys):
        require_scopes(key_with(frozenset(KeyScope)), SCOPES.get(name))


@pytest.mark.parametrize("scope", KeyScope)
def test_a_scope_opens_something_and_says_what_in_words(scope: KeyScope) -> None:
    assert operations_of(scope)
    for language in LANGUAGES:
        text = text_of(f"scope.{scope.value}", {}, language)
        assert text.title
        assert text.detail


def key_with(scopes: frozenset[KeyScope]) -> ApiKey:
    return ApiKey(
        id=ApiKeyId(new_id()),
        tenant_id=TenantId(new_id()),
        name="Portaria",
        scopes=scopes,
        prefix="sgk_abc",
        requests_per_min=100,
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
        created_by=None,
    )


def ways(operation: dict[str, Any]) -> list[dict[str, list[str]]]:
    found: list[dict[str, list[str]]] = operation.get("security", [])
    return found
