"""React to changes of id tokens, also those made by other processes."""

from sigec.drivers.service import DriverService
from sigec.events.drivers import IdTokenChanged


async def forget_token(drivers: DriverService, event: IdTokenChanged) -> None:
    """Look at the tenant's tokens anew."""
    if event.tenant_id is not None:
        drivers.forget(event.tenant_id)
