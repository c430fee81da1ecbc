"""How API keys and their scopes look from outside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from sigec.accounts.model import ApiKey, KeyScope, KeyState
from sigec.accounts.service import NewKey
from sigec.kit.ids import UserId
from sigec.rest.schemas import PageView, View
from sigec.rest.scopes import operations_of
from sigec.rest.texts import Language, text_of


class OldSecretView(View):
    """The secret before the last rotation, while it is good beside the present one."""

    prefix: str = Field(examples=["sgk_9QmZ4tKx0bNf"])
    valid_until: datetime
    last_used_at: datetime | None = Field(description="To half a minute.")


class ApiKeyView(View):
    """What a program may do, how often, and when it last did."""

    id: UUID
    tenant_id: UUID
    name: str = Field(examples=["Portaria"])
    prefix: str = Field(
        description="The beginning of the key, by which it is recognised.",
        examples=["sgk_7rTn2pWq8LsA"],
    )
    scopes: list[KeyScope]
    state: KeyState
    requests_per_min: int
    expires_at: datetime | None = Field(description="Null when it is good until it is revoked.")
    last_used_at: datetime | None = Field(
        description="To half a minute; null when the present secret was not used yet."
    )
    revoked_at: datetime | None
    old_secret: OldSecretView | None
    created_at: datetime
    created_by: UUID | None = Field(description="Who made it.")
    created_by_name: str | None = Field(description="Null when the user is gone.")

    @classmethod
    def of(cls, key: ApiKey, *, at: datetime, names: Mapping[UserId | None, str]) -> Self:
        """Show a key as it is at an instant."""
        shown: dict[str, Any] = {name: getattr(key, name, None) for name in ApiKeyView.model_fields}
        is_overlapping = key.old is not None and at < key.old.valid_until
        shown |= {
            "scopes": sorted(key.scopes),
            "state": key.state(at),
            "old_secret": OldSecretView.model_validate(key.old) if is_overlapping else None,
            "created_by_name": names.get(key.created_by),
        }
        return cls(**shown)


class ApiKeyPage(PageView[ApiKeyView]):
    """A page of keys, the newest first."""


class NewApiKeyView(ApiKeyView):
    """A key with its text, which is shown this once."""

    key: str = Field(description="What the program sends as `X-API-Key`.")

    @classmethod
    def of_new(cls, made: NewKey, *, at: datetime, names: Mapping[UserId | None, str]) -> Self:
        """Show a key that was made or rotated."""
        return cls(**ApiKeyView.of(made.key, at=at, names=names).model_dump(), key=made.text)


class KeyScopeView(View):
    """A scope, in words, and what it opens."""

    name: KeyScope
    title: str = Field(examples=["Ler moradores"])
    description: str
    operations: list[str] = Field(
        description="The `operationId`s that need it; some need others beside it.",
        examples=[["list_people", "list_residents"]],
    )

    @classmethod
    def of(cls, scope: KeyScope, language: Language) -> Self:
        """Show a scope in the reader's language."""
        text = text_of(f"scope.{scope.value}", {}, language)
        return cls(
            name=scope,
            title=text.title,
            description=text.detail,
            operations=operations_of(scope),
        )


class KeyScopeList(PageView[KeyScopeView]):
    """All scopes; there is one page."""
