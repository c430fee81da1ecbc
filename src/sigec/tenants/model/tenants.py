"""What a tenant is, and the rules for its fields."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import available_timezones

from sigec.kit.errors import FieldError
from sigec.kit.ids import TenantId
from sigec.kit.money import Money, UnknownCurrency
from sigec.tenants.model.branding import CONTRAST_MIN, contrast_with_white, is_color
from sigec.tenants.model.plans import BASIC

DEFAULT_SLUG = "default"
CLOSING_DAY_DEFAULT = 31
DUE_DAY_DEFAULT = 10
PLATFORM_SLUG = "platform"
"""What the account of somebody who runs the platform is called beside those of tenants."""
RESERVED_SLUGS = frozenset({PLATFORM_SLUG, "www", "api", "app", "ocpp"})
"""No tenant's: as subdomains they would be somebody else's address."""
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")
_CNPJ_WEIGHTS = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


class TenantKind(StrEnum):
    """Whose stations they are."""

    CONDOMINIUM = "condominium"
    OPERATOR = "operator"


class TenantStatus(StrEnum):
    """Whether a tenant's people may sign in and charge (ADR-0019)."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Language(StrEnum):
    """What a tenant's people read unless they say otherwise."""

    PT_BR = "pt-BR"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantDraft:
    """What a new tenant is made of."""

    name: str
    slug: str
    kind: TenantKind = TenantKind.CONDOMINIUM
    cnpj: str | None = None
    timezone: str = "America/Sao_Paulo"
    currency: str = "BRL"
    language: Language = Language.PT_BR
    closing_day: int = CLOSING_DAY_DEFAULT
    due_day: int = DUE_DAY_DEFAULT
    plan: str = BASIC
    brand_name: str | None = None
    brand_color: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant(TenantDraft):
    """A condominium or an operator.

    ``plan`` is the code of one. ``closing_day`` ends the billing cycle; 29–31 clamp to the
    month's last day. ``due_day`` is when statements are to be paid, the first after the close.
    ``brand_name`` is what its people read where ``name`` is too long or formal; ``logo_id`` a PNG
    among the blobs. At ``deletes_at`` it is removed with all it has. ``version`` counts edits.
    """

    id: TenantId
    status: TenantStatus = TenantStatus.ACTIVE
    logo_id: UUID | None = None
    deletes_at: datetime | None = None
    created_at: datetime
    updated_at: datetime
    version: int = 1

    @property
    def is_active(self) -> bool:
        """Whether its people may sign in."""
        return self.status is TenantStatus.ACTIVE


def faults_of(tenant: TenantDraft) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    rules = {
        "slug": (_SLUG.fullmatch(tenant.slug) is not None, "field.string_pattern_mismatch"),
        "timezone": (tenant.timezone in available_timezones(), "field.timezone"),
        "currency": (_is_currency(tenant.currency), "field.currency"),
        "cnpj": (tenant.cnpj is None or is_cnpj(tenant.cnpj), "field.cnpj"),
        "brand_color": (
            tenant.brand_color is None or is_color(tenant.brand_color),
            "field.string_pattern_mismatch",
        ),
    }
    if tenant.slug in RESERVED_SLUGS:
        rules["slug"] = (False, "field.slug_reserved")
    faults = tuple(
        FieldError(field=name, code=code) for name, (holds, code) in rules.items() if not holds
    )
    return faults or _unreadable(tenant.brand_color)


def _unreadable(color: str | None) -> tuple[FieldError, ...]:
    """Refuse a colour on which white text cannot be read, saying how far it is off."""
    if color is None or (ratio := contrast_with_white(color)) >= CONTRAST_MIN:
        return ()
    params = (("ratio", f"{ratio:.1f}"), ("least", f"{CONTRAST_MIN}"))
    return (FieldError(field="brand_color", code="field.brand_contrast", params=params),)


def canonical_cnpj(text: str) -> str:
    """Return a CNPJ as stored: upper-case, without mask."""
    return re.sub(r"[./\-\s]", "", text).upper()


def is_cnpj(cnpj: str) -> bool:
    """Check a canonical CNPJ: 12 letters or digits and two check digits, modulo 11 on ASCII − 48.

    Letters are valid since July 2026; a CNPJ of one repeated digit is not.
    """
    if _CNPJ.fullmatch(cnpj) is None or len(set(cnpj)) == 1:
        return False
    return cnpj[12:] == _check_digit(cnpj[:12]) + _check_digit(cnpj[:13])


def _check_digit(characters: str) -> str:
    weights = _CNPJ_WEIGHTS[-len(characters) :]
    products = (
        (ord(character) - ord("0")) * weight
        for character, weight in zip(characters, weights, strict=True)
    )
    return str(-sum(products) % 11 % 10)


def _is_currency(code: str) -> bool:
    try:
        Money.zero(code)
    except UnknownCurrency:
        return False
    return True
