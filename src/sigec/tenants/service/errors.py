"""What may go wrong with tenants."""

from sigec.kit.errors import Conflict, Forbidden, NotFound


class TenantNotFound(NotFound):
    """There is no such tenant for this actor."""

    code = "not_found.tenant"


class TenantTaken(Conflict):
    """Another tenant has this slug or CNPJ."""

    code = "conflict.tenant_taken"


class TenantInUse(Conflict):
    """The tenant still owns data."""

    code = "conflict.tenant_in_use"


class DeletionPlanned(Conflict):
    """The tenant is to be removed; whoever wants it back cancels that first."""

    code = "conflict.deletion_planned"


class TenantSuspended(Forbidden):
    """The tenant is suspended: its people and programs stay outside, its data are kept."""

    code = "forbidden.tenant_suspended"
