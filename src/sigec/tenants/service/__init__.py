"""The use cases of tenants, their plans and holidays, and what the slices above ask of them."""

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
from sigec.tenants.service.tenants import (
    TenantInUse,
    TenantNotFound,
    TenantService,
    TenantSuspended,
    TenantTaken,
    find_suspended,
    find_tenant,
    find_tenant_by_slug,
)

__all__ = [
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
    "TenantService",
    "TenantSuspended",
    "TenantTaken",
    "find_suspended",
    "find_tenant",
    "find_tenant_by_slug",
    "get_plan_of",
    "load_holidays",
    "require_feature",
    "within_limit_of_residents",
    "within_limit_of_stations",
]
