"""React to changes of tenants and API keys: whoever watches may not any more."""

from sigec.events.accounts import ApiKeyChanged
from sigec.events.tenants import TenantChanged
from sigec.kit.ids import UserId
from sigec.live.hub import Hub


async def part_watchers(hub: Hub, event: TenantChanged) -> None:
    """Let the tenant's people ask anew whether they may watch."""
    if event.tenant_id is not None:
        hub.part(event.tenant_id)


async def part_program(hub: Hub, event: ApiKeyChanged) -> None:
    """Let the program of a key ask anew whether it may watch."""
    hub.part_one(UserId(event.api_key_id))
