"""People and where they live, and the rules for their fields."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import phonenumbers

from sigec.kit.errors import FieldError
from sigec.kit.ids import PersonId, ResidenceId, TenantId, UnitId
from sigec.kit.periods import Period
from sigec.sites.model import Unit

PHONE_REGION_DEFAULT = "BR"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CPF = re.compile(r"\d{11}")


class ResidenceRole(StrEnum):
    """How somebody belongs to a unit."""

    OWNER = "owner"
    TENANT = "tenant"
    FAMILY = "family"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceDraft:
    """Where a person lives, from a day on and until another, which is not included."""

    unit_id: UnitId
    role: ResidenceRole = ResidenceRole.OWNER
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """That a person lives, or lived, in a unit."""

    id: ResidenceId
    tenant_id: TenantId
    person_id: PersonId
    unit: Unit
    role: ResidenceRole
    from_date: date
    to_date: date | None = None

    def includes(self, day: date) -> bool:
        """Say whether they lived there on that day."""
        return self.from_date <= day and (self.to_date is None or day < self.to_date)

    def overlaps(self, other: "Residence") -> bool:
        """Say whether there is a day that both include."""
        begins_before = other.to_date is None or self.from_date < other.to_date
        return begins_before and (self.to_date is None or other.from_date < self.to_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dweller:
    """Somebody who lives, or lived, in a unit, by name."""

    residence: Residence
    name: str
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """That somebody was at home in a unit, as instants."""

    person_id: PersonId
    unit_id: UnitId
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """What a new person is made of; phone and CPF are taken as people write them."""

    name: str
    phone: str | None = None
    email: str | None = None
    cpf: str | None = None
    price_group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(PersonDraft):
    """Whoever charges; ``phone`` is E.164, ``cpf`` 11 digits, ``version`` counts edits.

    A resident is a person with a current residence.
    """

    id: PersonId
    tenant_id: TenantId
    created_at: datetime
    version: int = 1
    residences: tuple[Residence, ...] = ()

    @property
    def name_folded(self) -> str:
        """The name as it is searched: without case and accents."""
        return fold(self.name)


def fold(text: str) -> str:
    """Return a text without case and accents, for search on every database."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


def canonical_contact(values: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a person with phone and CPF as they are stored, where they can be read.

    What cannot be read is left as it is for `faults_of_person` to name.
    """
    canonical = dict(values)
    if values.get("phone"):
        canonical["phone"] = _canonical_phone(values["phone"])
    if values.get("cpf"):
        canonical["cpf"] = re.sub(r"[.\-\s]", "", values["cpf"])
    for name in ("phone", "email", "cpf"):
        if name in values and not values[name]:
            canonical[name] = None
    return canonical


def faults_of_person(person: Person) -> tuple[FieldError, ...]:
    """Name every field that breaks a rule."""
    rules = {
        "phone": (person.phone is None or is_phone(person.phone), "field.phone"),
        "email": (person.email is None or is_email(person.email), "field.email"),
        "cpf": (person.cpf is None or is_cpf(person.cpf), "field.cpf"),
    }
    return tuple(
        FieldError(field=name, code=code) for name, (holds, code) in rules.items() if not holds
    )


def is_email(email: str) -> bool:
    """Check that there is something before and after one ``@``."""
    return _EMAIL.fullmatch(email) is not None


def is_cpf(cpf: str) -> bool:
    """Check eleven digits and their two check digits; one repeated digit is none."""
    if _CPF.fullmatch(cpf) is None or len(set(cpf)) == 1:
        return False
    return cpf[9:] == _check_digit(cpf[:9]) + _check_digit(cpf[:10])


def _check_digit(digits: str) -> str:
    weights = range(len(digits) + 1, 1, -1)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return str(total * 10 % 11 % 10)


def _canonical_phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, PHONE_REGION_DEFAULT)
    except phonenumbers.NumberParseException:
        return text
    formatted: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return formatted


def is_phone(phone: str) -> bool:
    """Check a number in its E.164 form: one that its country could have given to somebody."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(number))
