"""React to what changes who may charge where, also in other processes."""

from collections.abc import Sequence

from sigec.access.service import AccessKeeper, PolicyService
from sigec.events.access import AccessPolicyChanged
from sigec.events.drivers import IdTokenChanged
from sigec.events.stations import StationBooted, StationChanged, StationConnected
from sigec.kit.ids import IdTokenId, StationId, TenantId
from sigec.outbox import Envelope

_OF_ONE_STATION = (StationBooted, StationChanged, StationConnected)


async def forget_policies(policies: PolicyService, event: AccessPolicyChanged) -> None:
    """Look at the tenant's policies anew."""
    if event.tenant_id is not None:
        policies.forget(event.tenant_id)


async def keep_access(keeper: AccessKeeper, told: Sequence[Envelope]) -> None:
    """Want of stations what follows from a batch of changes: of a tenant once, however many."""
    some: dict[TenantId, set[StationId]] = {}
    whole: set[TenantId] = set()
    tokens: dict[TenantId, list[IdTokenId]] = {}
    for event in (envelope.event for envelope in told):
        if event.tenant_id is None:
            continue
        if isinstance(event, _OF_ONE_STATION):
            some.setdefault(event.tenant_id, set()).add(event.station_id)
        else:
            whole.add(event.tenant_id)
        if isinstance(event, IdTokenChanged):
            tokens.setdefault(event.tenant_id, []).append(event.id_token_id)
    for tenant_id in sorted(whole | some.keys()):
        await keeper.keep(tenant_id, None if tenant_id in whole else some[tenant_id])
    for tenant_id, changed in tokens.items():
        await keeper.forget_tokens(tenant_id, changed)
