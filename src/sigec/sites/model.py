"""What a site and a unit are, and the rules for their fields."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import available_timezones

from sigec.kit.errors import FieldError
from sigec.kit.ids import SiteId, TenantId, UnitId

COUNTRY_DEFAULT = "BR"
_CEP = re.compile(r"[0-9]{5}-?[0-9]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a site is; ``country`` is its ISO 3166 code."""

    street: str | None = None
    district: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str = COUNTRY_DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraft:
    """What a new site is made of; without a zone it has its tenant's."""

    name: str
    address: Address = field(default_factory=Address)
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One address with stations; ``timezone`` is an IANA name, ``version`` counts edits."""

    id: SiteId
    tenant_id: TenantId
    name: str
    address: Address
    timezone: str
    created_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDraft:
    """What a new unit is made of."""

    site_id: SiteId
    number: str
    tower: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(UnitDraft):
    """What gets a monthly statement; unique in its site by tower and number."""

    id: UnitId
    tenant_id: TenantId
    created_at: datetime
    version: int = 1

    @property
    def label(self) -> str:
        """The unit as people say it: ``A 42``."""
        return " ".join(filter(None, (self.tower, self.number)))


def faults_of(site: Site) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    rules = {
        "timezone": (site.timezone in available_timezones(), "field.timezone"),
        "address.postal_code": (_is_postal_code(site.address), "field.postal_code"),
        "address.country": (_is_country(site.address.country), "field.country"),
    }
    return tuple(
        FieldError(field=name, code=code) for name, (holds, code) in rules.items() if not holds
    )


def _is_postal_code(address: Address) -> bool:
    """Check that a CEP has eight digits; other countries know their own."""
    code = address.postal_code
    return not code or address.country != COUNTRY_DEFAULT or _CEP.fullmatch(code) is not None


def _is_country(code: str) -> bool:
    return _COUNTRY.fullmatch(code) is not None
