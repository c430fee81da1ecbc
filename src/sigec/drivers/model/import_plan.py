"""What an import of residents would do, line by line, and what has to be written for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sigec.drivers.model.import_rows import Column, Fault, ImportRow, Said
from sigec.drivers.model.people import Person, Residence, ResidenceRole
from sigec.drivers.model.tokens import IdToken
from sigec.sites.model import Unit

CONTACT = ("name", "phone", "email", "cpf")
"""What a line may say of somebody, wherever they live."""


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a line changes of somebody: ``before`` is ``None`` where nothing was."""

    column: Column
    before: str | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFate:
    """A line and what becomes of it: with changes, or with the fault it is refused for."""

    row: ImportRow
    fate: Fate
    changes: tuple[Change, ...] = ()
    fault: Fault | None = None
    makes_unit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is known before an import, of those whom its lines may mean.

    ``room`` is how many residents the tenant's plan still has room for, ``None`` for no limit.
    """

    today: date
    units: Sequence[Unit] = ()
    people: Sequence[Person] = ()
    cards: Sequence[IdToken] = ()
    room: int | None = None


@dataclass(slots=True, kw_only=True)
class PlannedHome:
    """Where somebody will live; ``before`` is the residence that is there."""

    unit_key: str
    role: ResidenceRole
    from_date: date
    before: Residence | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything has to be written."""
        before = self.before
        return before is None or (before.role, before.from_date) != (self.role, self.from_date)


@dataclass(slots=True, kw_only=True, eq=False)
class PlannedPerson:
    """Somebody as the import will leave them; ``before`` is who is there."""

    name: str
    phone: str | None
    email: str | None
    cpf: str | None
    before: Person | None = None
    homes: dict[str, PlannedHome] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    """Canonical form → spelling, of the cards that they get."""
    lines: list[tuple[int, Said]] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Whether the person's own row has to be written."""
        before = self.before
        return before is None or any(
            getattr(before, name) != getattr(self, name) for name in CONTACT
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The fate of every line, and what has to be written for them."""

    fates: Sequence[RowFate]
    people: Sequence[PlannedPerson]
    new_units: Mapping[str, tuple[str | None, str]]
    """Key → tower and number, of the units that are not there yet."""
