"""React to changes of tenants: whoever watches may not any more."""

from sigec.events.tenants import TenantChanged
from sigec.live.hub import Hub


async def part_watchers(hub: Hub, event: TenantChanged) -> None:
    """Let the tenant's people ask anew whether they may watch."""
    if event.tenant_id is not None:
        hub.part(event.tenant_id)
