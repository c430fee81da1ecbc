"""The use cases of tenants, their plans and holidays, and what the slices above ask of them."""

from sigec.tenants.service.brands import BrandService
from sigec.tenants.service.deletions import REMOVAL_KIND, DeletionService
from sigec.tenants.service.errors import (
    DeletionPlanned,
    TenantInUse,
    TenantNotFound,
    TenantSuspended,
    TenantTaken,
)
from sigec.tenants.service.exports import ExportRunning, ExportService
from sigec.tenants.service.holidays import HolidayNotFound, HolidayService, load_holidays
from sigec.tenants.service.plans import (
    FeatureNotInPlan,
    PlanNotFound,
    PlanService,
    PlanTaken,
    ResidentLimitReached,
    StationLimitReached,
    get_plan_of,
    require_feature,
    within_limit_of_residents,
    within_limit_of_stations,
)
from sigec.tenants.service.removal import TenantRemoval
from sigec.tenants.service.tenants import (
    TenantService,
    find_suspended,
    find_tenant,
    find_tenant_by_slug,
    find_tenants,
)

__all__ = [
    "REMOVAL_KIND",
    "BrandService",
    "DeletionPlanned",
    "DeletionService",
    "ExportRunning",
    "ExportService",
    "FeatureNotInPlan",
    "HolidayNotFound",
    "HolidayService",
    "PlanNotFound",
    "PlanService",
    "PlanTaken",
    "ResidentLimitReached",
    "StationLimitReached",
    "TenantInUse",
    "TenantNotFound",
    "TenantRemoval",
    "TenantService",
    "TenantSuspended",
    "TenantTaken",
    "find_suspended",
    "find_tenant",
    "find_tenant_by_slug",
    "find_tenants",
    "get_plan_of",
    "load_holidays",
    "require_feature",
    "within_limit_of_residents",
    "within_limit_of_stations",
]
