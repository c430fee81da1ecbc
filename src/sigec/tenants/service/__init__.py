"""The use cases of tenants and their holidays, and what the slices above ask of them."""

from sigec.tenants.service.holidays import HolidayNotFound, HolidayService, load_holidays
from sigec.tenants.service.tenants import (
    TenantInUse,
    TenantNotFound,
    TenantService,
    TenantTaken,
    find_tenant,
    find_tenant_by_slug,
)

__all__ = [
    "HolidayNotFound",
    "HolidayService",
    "TenantInUse",
    "TenantNotFound",
    "TenantService",
    "TenantTaken",
    "find_tenant",
    "find_tenant_by_slug",
    "load_holidays",
]
