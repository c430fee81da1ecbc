"""A line of a list of residents: its columns, and its cells read one by one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sigec.drivers.model.people import (
    ResidenceRole,
    canonical_contact,
    fold,
    is_cpf,
    is_email,
    is_phone,
)

YEAR_MIN = 1950
YEARS_AHEAD_MAX = 5


class Column(StrEnum):
    """What a column of the list may hold."""

    NAME = "name"
    TOWER = "tower"
    UNIT = "unit"
    EMAIL = "email"
    PHONE = "phone"
    CPF = "cpf"
    CARD = "card"
    MOVE_IN = "move_in"
    ROLE = "role"


LENGTH_MAX: Mapping[Column, int] = {
    Column.NAME: 200,
    Column.TOWER: 50,
    Column.UNIT: 50,
    Column.EMAIL: 254,
    Column.PHONE: 40,
    Column.CPF: 20,
    Column.CARD: 255,
    Column.MOVE_IN: 30,
    Column.ROLE: 50,
}

_HEADS: Mapping[Column, str] = {
    Column.NAME: "nome|nome completo|morador|condomino|residente|name|full name|resident",
    Column.TOWER: "torre|bloco|predio|edificio|tower|block|building",
    Column.UNIT: "unidade|apartamento|apto|ap|apt|casa|numero|unit|apartment|flat|number",
    Column.EMAIL: "email|e mail|correio eletronico|mail|email address",
    Column.PHONE: "telefone|celular|fone|tel|whatsapp|contato|phone|mobile|cell phone",
    Column.CPF: "cpf|documento",
    Column.CARD: "tag|cartao|cartao tag|rfid|tag rfid|id tag|card|token|id token",
    Column.MOVE_IN: "entrada|data de entrada|mudanca|data da mudanca|desde|inicio|move in"
    "|move in date|since|from",
    Column.ROLE: "papel|vinculo|tipo|relacao|condicao|role|type|relation",
}
_COLUMN_BY_HEAD = {
    head.replace(" ", ""): column for column, heads in _HEADS.items() for head in heads.split("|")
}
_ROLES: Mapping[ResidenceRole, str] = {
    ResidenceRole.OWNER: "proprietario|proprietaria|dono|dona|owner",
    ResidenceRole.TENANT: "inquilino|inquilina|locatario|locataria|tenant|occupant|ocupante",
    ResidenceRole.FAMILY: "familia|familiar|dependente|conjuge|filho|filha|family|dependent",
    ResidenceRole.OTHER: "outro|outra|other",
}
_ROLE_BY_WORD = {word: role for role, words in _ROLES.items() for word in words.split("|")}
_DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%y")
_TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}.*$")
_UNIT_WORDS = frozenset(
    {
        "ap",
        "apartamento",
        "apt",
        "apto",
        "bl",
        "block",
        "bloco",
        "casa",
        "predio",
        "torre",
        "tower",
        "unidade",
        "unit",
    }
)


class Refusal(StrEnum):
    """Why a line is refused; of several reasons the first in this order is told."""

    NAME_MISSING = "name_missing"
    UNIT_MISSING = "unit_missing"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    CARD_TAKEN = "card_taken"
    MOVED_OUT = "moved_out"
    REPEATED = "repeated"
    CONTRADICTED = "contradicted"
    PLAN_LIMIT = "plan_limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A line as somebody wrote it; ``line`` is where it stands in their file."""

    line: int
    name: str = ""
    tower: str = ""
    unit: str = ""
    email: str = ""
    phone: str = ""
    cpf: str = ""
    card: str = ""
    move_in: str = ""
    role: str = ""

    def cell(self, column: Column) -> str:
        """Return what stands in a column, trimmed and with single spaces."""
        return " ".join(str(getattr(self, column.value)).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a line says, in our own forms; an empty cell says nothing and changes nothing."""

    name: str
    tower: str | None
    number: str
    email: str | None = None
    phone: str | None = None
    cpf: str | None = None
    card: str | None = None
    move_in: date | None = None
    role: ResidenceRole | None = None

    @property
    def unit_key(self) -> str:
        """The unit as it is compared, see `unit_key`."""
        return unit_key(self.tower, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a line is refused, and which of its columns is to blame."""

    reason: Refusal
    column: Column
    other_line: int | None = None


def columns_of(head: Sequence[str]) -> Mapping[Column, int]:
    """Tell which column holds what by its name, Portuguese or English, however it is spelled.

    Of two columns with names of one meaning the first counts.
    """
    found: dict[Column, int] = {}
    for place, name in enumerate(head):
        column = _COLUMN_BY_HEAD.get("".join(re.findall(r"\w+", fold(name))))
        if column is not None:
            found.setdefault(column, place)
    return found


def unit_key(tower: str | None, number: str) -> str:
    """Return a unit as it is compared: ``Torre A``, ``apto 42`` and ``a-42`` are one."""
    words = re.findall(r"\w+", fold(f"{tower or ''} {number}"))
    return " ".join([word for word in words if word not in _UNIT_WORDS] or words)


def read_row(row: ImportRow, *, today: date) -> Said | Fault:
    """Read the cells of a line, or tell the first that cannot be."""
    for column, reason in (
        (Column.NAME, Refusal.NAME_MISSING),
        (Column.UNIT, Refusal.UNIT_MISSING),
    ):
        if not row.cell(column):
            return Fault(reason=reason, column=column)
    for column, length_max in LENGTH_MAX.items():
        if len(row.cell(column)) > length_max:
            return Fault(reason=Refusal.TOO_LONG, column=column)
    contact = canonical_contact(
        {
            "phone": row.cell(Column.PHONE),
            "email": row.cell(Column.EMAIL),
            "cpf": _with_zeros(row.cell(Column.CPF)),
        }
    )
    move_in = _day(row.cell(Column.MOVE_IN), today=today)
    role = _ROLE_BY_WORD.get(fold(row.cell(Column.ROLE)))
    readable = {
        Column.NAME: row.cell(Column.NAME).isprintable(),
        Column.TOWER: row.cell(Column.TOWER).isprintable(),
        Column.UNIT: row.cell(Column.UNIT).isprintable(),
        Column.EMAIL: contact["email"] is None or is_email(contact["email"]),
        Column.PHONE: contact["phone"] is None or is_phone(contact["phone"]),
        Column.CPF: contact["cpf"] is None or is_cpf(contact["cpf"]),
        Column.CARD: row.cell(Column.CARD).isprintable(),
        Column.MOVE_IN: move_in is not None or not row.cell(Column.MOVE_IN),
        Column.ROLE: role is not None or not row.cell(Column.ROLE),
    }
    for column, is_readable in readable.items():
        if not is_readable:
            return Fault(reason=Refusal.UNREADABLE, column=column)
    return Said(
        name=row.cell(Column.NAME),
        tower=row.cell(Column.TOWER) or None,
        number=row.cell(Column.UNIT),
        **contact,
        card=row.cell(Column.CARD) or None,
        move_in=move_in,
        role=role,
    )


def _with_zeros(cpf: str) -> str:
    """Give a CPF back the zeros that a spreadsheet takes from the front of a number."""
    padded = cpf.zfill(11)
    return padded if cpf.isdecimal() and is_cpf(padded) else cpf


def _day(text: str, *, today: date) -> date | None:
    day_text = _TIME_OF_DAY.sub("", text)
    for form in _DATES:
        try:
            day = datetime.strptime(day_text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day if YEAR_MIN <= day.year <= today.year + YEARS_AHEAD_MAX else None
    return None
