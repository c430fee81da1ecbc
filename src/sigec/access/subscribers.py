"""React to what changes who may charge where, also in other processes."""

from sigec.access.service import PolicyService
from sigec.events.access import AccessPolicyChanged


async def forget_policies(policies: PolicyService, event: AccessPolicyChanged) -> None:
    """Look at the tenant's policies anew."""
    if event.tenant_id is not None:
        policies.forget(event.tenant_id)
