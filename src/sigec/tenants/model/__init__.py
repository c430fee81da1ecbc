"""What a tenant is, and which days are its holidays: pure, without I/O."""

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
    "CLOSING_DAY_DEFAULT",
    "DEFAULT_SLUG",
    "NATIONAL_HOLIDAYS",
    "YEAR_MAX",
    "YEAR_MIN",
    "Holiday",
    "HolidayEdit",
    "Language",
    "NationalHoliday",
    "Tenant",
    "TenantDraft",
    "TenantKind",
    "TenantStatus",
    "canonical_cnpj",
    "faults_of",
    "is_cnpj",
    "list_days",
    "observed_days",
]
