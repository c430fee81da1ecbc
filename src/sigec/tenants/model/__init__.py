"""What a tenant is, what its plan includes, and which days are its holidays: pure, without I/O."""

from sigec.tenants.model.holidays import (
    NATIONAL_HOLIDAYS,
    YEAR_MAX,
    YEAR_MIN,
    Holiday,
    HolidayEdit,
    NationalHoliday,
    list_days,
    observed_days,
)
from sigec.tenants.model.plans import BASIC, ENTERPRISE, Feature, Plan, PlanDraft, is_beyond
from sigec.tenants.model.tenants import (
    CLOSING_DAY_DEFAULT,
    DEFAULT_SLUG,
    Language,
    Tenant,
    TenantDraft,
    TenantKind,
    TenantStatus,
    canonical_cnpj,
    faults_of,
    is_cnpj,
)

__all__ = [
    "BASIC",
    "CLOSING_DAY_DEFAULT",
    "DEFAULT_SLUG",
    "ENTERPRISE",
    "NATIONAL_HOLIDAYS",
    "YEAR_MAX",
    "YEAR_MIN",
    "Feature",
    "Holiday",
    "HolidayEdit",
    "Language",
    "NationalHoliday",
    "Plan",
    "PlanDraft",
    "Tenant",
    "TenantDraft",
    "TenantKind",
    "TenantStatus",
    "canonical_cnpj",
    "faults_of",
    "is_beyond",
    "is_cnpj",
    "list_days",
    "observed_days",
]
