"""React to changes of keys and tenants: what is remembered of the keys is stale."""

from sigec.accounts.service import KeyRing
from sigec.events.accounts import ApiKeyChanged
from sigec.events.tenants import TenantChanged


async def forget_keys(keys: KeyRing, event: ApiKeyChanged | TenantChanged) -> None:
    """Ask the database again about the tenant's keys."""
    if event.tenant_id is not None:
        keys.forget(event.tenant_id)
