"""Decide what an import does: pure, and the same for the preview and for what follows it."""

from collections.abc import Iterable
from datetime import date

from sigec.drivers.model.import_plan import (
    CONTACT,
    Change,
    Fate,
    ImportPlan,
    PlannedHome,
    PlannedPerson,
    Register,
    RowFate,
)
from sigec.drivers.model.import_rows import (
    Column,
    Fault,
    ImportRow,
    Refusal,
    Said,
    read_row,
    unit_key,
)
from sigec.drivers.model.people import Person, ResidenceRole, fold
from sigec.drivers.model.tokens import TokenRef


def plan_import(rows: Iterable[ImportRow], register: Register) -> ImportPlan:
    """Decide what becomes of each line, in their order.

    A person is known by CPF, else by card, else by name together with unit, e-mail or phone.
    Several lines may be one person, with more cards or units. The same lines again change nothing.
    """
    planner = _Planner(register)
    fates = [planner.decide(row) for row in rows]
    changed = [each for each in planner.people if each.lines]
    return ImportPlan(fates=fates, people=changed, new_units=planner.new_units)


class _Planner:
    def __init__(self, register: Register) -> None:
        self._today = register.today
        self._room = register.room
        self._units = {unit_key(unit.tower, unit.number): unit for unit in reversed(register.units)}
        self.new_units: dict[str, tuple[str | None, str]] = {}
        self.people = [_known(person, self._today) for person in register.people]
        by_id = {each.before.id: each for each in self.people if each.before is not None}
        self._by_cpf: dict[str, PlannedPerson] = {}
        self._by_name: dict[str, list[PlannedPerson]] = {}
        for person in self.people:
            self._index(person)
        self._holders: dict[str, PlannedPerson | None] = {
            card.ref.canonical: by_id.get(card.person_id) if card.person_id else None
            for card in register.cards
        }
        self._others_cards = {
            card.ref.canonical
            for card in register.cards
            if card.person_id is not None and card.person_id not in by_id
        }

    def decide(self, row: ImportRow) -> RowFate:
        said = read_row(row, today=self._today)
        if isinstance(said, Fault):
            return _refused(row, said)
        person = self._find(said)
        fault = self._fault(said, person)
        if fault is not None:
            return _refused(row, fault)
        is_new = person is None
        if person is None:
            person = PlannedPerson(name=said.name, phone=None, email=None, cpf=None)
            self.people.append(person)
        makes_unit = said.unit_key not in self._units and said.unit_key not in self.new_units
        if makes_unit:
            self.new_units[said.unit_key] = (said.tower, said.number)
        changes = self._take(person, said, row.line)
        if is_new:
            return RowFate(row=row, fate=Fate.NEW, changes=changes, makes_unit=makes_unit)
        fate = Fate.CHANGED if changes else Fate.UNCHANGED
        return RowFate(row=row, fate=fate, changes=changes, makes_unit=makes_unit)

    def _find(self, said: Said) -> PlannedPerson | None:
        if said.cpf is not None and said.cpf in self._by_cpf:
            return self._by_cpf[said.cpf]
        holder = None if said.card is None else self._holders.get(_canonical(said.card))
        if holder is not None and _may_be(holder, said) and fold(holder.name) == fold(said.name):
            return holder
        for person in self._by_name.get(fold(said.name), ()):
            if _may_be(person, said) and (
                said.unit_key in person.homes
                or (said.email and person.email == said.email)
                or (said.phone and person.phone == said.phone)
                or self._lived_in(person, said.unit_key)
            ):
                return person
        return None

    def _fault(self, said: Said, person: PlannedPerson | None) -> Fault | None:
        if said.card is not None:
            canonical = _canonical(said.card)
            holder = self._holders.get(canonical)
            if (holder is not None and holder is not person) or canonical in self._others_cards:
                return Fault(reason=Refusal.CARD_TAKEN, column=Column.CARD)
        if person is not None:
            if said.unit_key not in person.homes:
                left_on = self._lived_in(person, said.unit_key)
                if left_on and (said.move_in is None or said.move_in < left_on):
                    return Fault(reason=Refusal.MOVED_OUT, column=Column.MOVE_IN)
            if fault := _contradiction(said, person):
                return fault
        is_resident = person is not None and person.homes
        if self._room is not None and self._room <= 0 and not is_resident:
            return Fault(reason=Refusal.PLAN_LIMIT, column=Column.NAME)
        return None

    def _index(self, person: PlannedPerson) -> None:
        if person.cpf is not None:
            self._by_cpf[person.cpf] = person
        namesakes = self._by_name.setdefault(fold(person.name), [])
        if person not in namesakes:
            namesakes.append(person)

    def _lived_in(self, person: PlannedPerson, key: str) -> date | None:
        """Return when somebody last moved out of a unit."""
        homes = () if person.before is None else person.before.residences
        ended = [
            home.to_date
            for home in homes
            if home.to_date and unit_key(home.unit.tower, home.unit.number) == key
        ]
        return max(ended, default=None)

    def _take(self, person: PlannedPerson, said: Said, line: int) -> tuple[Change, ...]:
        changes = [
            Change(column=Column(name), before=getattr(person, name), after=after)
            for name in CONTACT
            if (after := getattr(said, name)) is not None and after != getattr(person, name)
        ]
        if not person.lines and person.before is None:
            changes.insert(0, Change(column=Column.NAME, before=None, after=said.name))
        for change in changes:
            setattr(person, change.column.value, change.after)
        changes += self._settle(person, said)
        if said.card is not None and self._holders.get(_canonical(said.card)) is not person:
            self._holders[_canonical(said.card)] = person
            person.cards[_canonical(said.card)] = said.card
            changes.append(Change(column=Column.CARD, before=None, after=said.card))
        person.lines.append((line, said))
        self._index(person)
        return tuple(changes)

    def _settle(self, person: PlannedPerson, said: Said) -> list[Change]:
        key = said.unit_key
        home = person.homes.get(key)
        if home is None:
            if self._room is not None and not person.homes:
                self._room -= 1
            role = said.role or ResidenceRole.OWNER
            from_date = said.move_in or self._today
            person.homes[key] = PlannedHome(unit_key=key, role=role, from_date=from_date)
            unit = self._units.get(key)
            tower, number = (unit.tower, unit.number) if unit else self.new_units[key]
            return [
                Change(
                    column=Column.UNIT, before=None, after=" ".join(filter(None, (tower, number)))
                ),
                Change(column=Column.ROLE, before=None, after=role.value),
                Change(column=Column.MOVE_IN, before=None, after=from_date.isoformat()),
            ]
        changes = []
        if said.role is not None and said.role is not home.role:
            changes.append(
                Change(column=Column.ROLE, before=home.role.value, after=said.role.value)
            )
            home.role = said.role
        if said.move_in is not None and said.move_in != home.from_date:
            changes.append(
                Change(
                    column=Column.MOVE_IN,
                    before=home.from_date.isoformat(),
                    after=said.move_in.isoformat(),
                )
            )
            home.from_date = said.move_in
        return changes


def _known(person: Person, today: date) -> PlannedPerson:
    homes = {}
    for home in person.residences:
        if home.to_date is None or home.to_date > today:
            key = unit_key(home.unit.tower, home.unit.number)
            homes[key] = PlannedHome(
                unit_key=key, role=home.role, from_date=home.from_date, before=home
            )
    return PlannedPerson(
        name=person.name,
        phone=person.phone,
        email=person.email,
        cpf=person.cpf,
        before=person,
        homes=homes,
    )


def _may_be(person: PlannedPerson, said: Said) -> bool:
    """Father and son may share name and home: two CPFs are two people."""
    return said.cpf is None or person.cpf is None or person.cpf == said.cpf


def _contradiction(said: Said, person: PlannedPerson) -> Fault | None:
    """Two lines about one person must not say different things: the second would undo the first."""
    for line, earlier in person.lines:
        if earlier == said:
            return Fault(reason=Refusal.REPEATED, column=Column.NAME, other_line=line)
        same_home = earlier.unit_key == said.unit_key
        for column in Column:
            is_of_home = column in (Column.ROLE, Column.MOVE_IN)
            if column in (Column.TOWER, Column.UNIT, Column.CARD) or (is_of_home and not same_home):
                continue
            one, other = getattr(earlier, column.value), getattr(said, column.value)
            if one is not None and other is not None and one != other:
                return Fault(reason=Refusal.CONTRADICTED, column=column, other_line=line)
    return None


def _refused(row: ImportRow, fault: Fault) -> RowFate:
    return RowFate(row=row, fate=Fate.REFUSED, fault=fault)


def _canonical(card: str) -> str:
    return TokenRef(value=card).canonical
