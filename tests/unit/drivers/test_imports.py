from datetime import UTC, date, datetime
from typing import Any

import pytest

from sigec.drivers.model import (
    Column,
    Fate,
    IdToken,
    ImportPlan,
    ImportRow,
    Person,
    Refusal,
    Register,
    Residence,
    ResidenceRole,
    columns_of,
    plan_import,
    unit_key,
)
from sigec.kit.ids import IdTokenId, PersonId, ResidenceId, SiteId, TenantId, UnitId, new_id
from sigec.sites.model import Unit

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TENANT, SITE = TenantId(new_id()), SiteId(new_id())
CPF, OTHER_CPF = "52998224725", "11144477735"


def row(line: int = 2, **cells: Any) -> ImportRow:
    return ImportRow(line=line, **({"name": "Ana Souza", "tower": "A", "unit": "42"} | cells))


def a_unit(tower: str | None = "A", number: str = "42") -> Unit:
    return Unit(
        id=UnitId(new_id()),
        tenant_id=TENANT,
        site_id=SITE,
        tower=tower,
        number=number,
        created_at=NOW,
    )


def a_person(unit: Unit | None = None, to_date: date | None = None, **fields: Any) -> Person:
    person_id = PersonId(new_id())
    home = unit and Residence(
        id=ResidenceId(new_id()),
        tenant_id=TENANT,
        person_id=person_id,
        unit=unit,
        role=ResidenceRole.OWNER,
        from_date=date(2020, 1, 1),
        to_date=to_date,
    )
    return Person(
        **({"name": "Ana Souza"} | fields),
        id=person_id,
        tenant_id=TENANT,
        created_at=NOW,
        residences=(home,) if home else (),
    )


def a_card(value: str, person: Person | None = None) -> IdToken:
    return IdToken(
        id=IdTokenId(new_id()),
        tenant_id=TENANT,
        value=value,
        person_id=None if person is None else person.id,
        created_at=NOW,
    )


def register(**known: Any) -> Register:
    return Register(today=TODAY, **known)


def fates(plan: ImportPlan) -> list[Fate]:
    return [each.fate for each in plan.fates]


def reasons(plan: ImportPlan) -> list[tuple[Refusal, Column] | None]:
    faults = [each.fault for each in plan.fates]
    return [None if fault is None else (fault.reason, fault.column) for fault in faults]


def test_columns_are_known_by_names_in_two_languages_however_spelled() -> None:
    head = ["Morador", " BLOCO ", "Apto.", "E-Mail", "Celular", "C.P.F.", "Cartão (Tag)", "x"]

    columns = columns_of(head)

    assert columns == {
        Column.NAME: 0,
        Column.TOWER: 1,
        Column.UNIT: 2,
        Column.EMAIL: 3,
        Column.PHONE: 4,
        Column.CPF: 5,
        Column.CARD: 6,
    }
    assert columns_of(["Name", "Unit", "Move-in", "Vínculo"]) == {
        Column.NAME: 0,
        Column.UNIT: 1,
        Column.MOVE_IN: 2,
        Column.ROLE: 3,
    }


def test_a_unit_is_the_same_however_people_write_it() -> None:
    assert unit_key("Torre A", "apto 42") == unit_key("A", "42") == unit_key(None, "a-42")
    assert unit_key(None, "Casa") == "casa"


def test_a_line_that_names_somebody_unknown_makes_them_their_unit_and_their_card() -> None:
    plan = plan_import(
        [row(phone="(48) 99999-0000", cpf="529.982.247-25", card="04AB", move_in="05/03/2024")],
        register(),
    )

    [fate], [person] = plan.fates, plan.people
    assert (fate.fate, fate.makes_unit) == (Fate.NEW, True)
    assert (person.phone, person.cpf, person.cards) == ("+5548999990000", CPF, {"04ab": "04AB"})
    assert person.homes["a 42"].from_date == date(2024, 3, 5)
    assert plan.new_units == {"a 42": ("A", "42")}


def test_what_is_known_already_changes_nothing() -> None:
    ana = a_person(a_unit(), phone="+5548999990000", cpf=CPF)
    known = register(units=[a_unit()], people=[ana], cards=[a_card("04AB", ana)])

    plan = plan_import([row(name="ana souza ", phone="48 99999-0000", cpf=CPF, card="04ab")], known)

    assert [(each.column, each.after) for each in plan.fates[0].changes] == [
        (Column.NAME, "ana souza")
    ]
    same = plan_import([row(phone="48 99999-0000", cpf=CPF, card="04ab")], known)
    assert fates(same) == [Fate.UNCHANGED]
    assert not same.people[0].is_changed


@pytest.mark.parametrize("cells", [{"cpf": CPF, "name": "Ana S. Lima"}, {"email": "a@b.example"}])
def test_somebody_is_known_by_cpf_or_by_name_and_something_else(cells: dict[str, Any]) -> None:
    ana = a_person(cpf=CPF, email="a@b.example")

    plan = plan_import([row(**cells)], register(people=[ana], units=[a_unit()]))

    assert fates(plan) == [Fate.CHANGED]
    assert plan.people[0].before is ana


def test_an_empty_cell_takes_nothing_away() -> None:
    ana = a_person(a_unit(), phone="+5548999990000")

    plan = plan_import([row(email="ana@example.com")], register(people=[ana], units=[a_unit()]))

    assert plan.people[0].phone == "+5548999990000"
    assert [each.column for each in plan.fates[0].changes] == [Column.EMAIL]


def test_father_and_son_of_one_name_are_two_people() -> None:
    father = a_person(a_unit(), cpf=CPF)

    plan = plan_import([row(cpf=OTHER_CPF)], register(people=[father], units=[a_unit()]))

    assert fates(plan) == [Fate.NEW]


def test_several_lines_may_be_one_person_with_more_cards_and_units() -> None:
    plan = plan_import(
        [row(2, card="A1"), row(3, card="B2"), row(4, cpf=CPF), row(5, cpf=CPF, unit="43")],
        register(),
    )

    assert fates(plan) == [Fate.NEW, Fate.CHANGED, Fate.CHANGED, Fate.CHANGED]
    [person] = plan.people
    assert set(person.cards) == {"a1", "b2"}
    assert set(person.homes) == {"a 42", "a 43"}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": " "}, (Refusal.NAME_MISSING, Column.NAME)),
        ({"unit": "", "cpf": "1"}, (Refusal.UNIT_MISSING, Column.UNIT)),
        ({"tower": "A" * 51}, (Refusal.TOO_LONG, Column.TOWER)),
        ({"email": "ana"}, (Refusal.UNREADABLE, Column.EMAIL)),
        ({"phone": "99"}, (Refusal.UNREADABLE, Column.PHONE)),
        ({"phone": "99999-0000"}, (Refusal.UNREADABLE, Column.PHONE)),
        ({"cpf": "529.982.247-26"}, (Refusal.UNREADABLE, Column.CPF)),
        ({"move_in": "31/02/2024"}, (Refusal.UNREADABLE, Column.MOVE_IN)),
        ({"move_in": "01/01/0203"}, (Refusal.UNREADABLE, Column.MOVE_IN)),
        ({"role": "síndico"}, (Refusal.UNREADABLE, Column.ROLE)),
    ],
)
def test_a_line_is_refused_for_the_first_reason_that_applies(
    cells: dict[str, Any], reason: tuple[Refusal, Column]
) -> None:
    assert reasons(plan_import([row(**cells)], register())) == [reason]


def test_a_card_of_somebody_else_is_refused() -> None:
    bia = a_person(name="Bia")
    known = register(people=[bia], cards=[a_card("04AB", bia)])

    plan = plan_import(
        [row(2, card="04ab"), row(3, card="X1"), row(4, name="Caio", card="x1")], known
    )

    taken = (Refusal.CARD_TAKEN, Column.CARD)
    assert reasons(plan) == [taken, None, taken]


def test_a_card_that_is_nobodys_is_given() -> None:
    plan = plan_import([row(card="04AB")], register(cards=[a_card("04ab")]))

    assert plan.people[0].cards == {"04ab": "04AB"}


def test_lines_that_repeat_or_contradict_an_earlier_one_are_refused() -> None:
    lines = [
        row(2, phone="48 99999-0000"),
        row(3, phone="48 99999-0000"),
        row(4, phone="48 99999-0001"),
    ]

    plan = plan_import(lines, register())

    assert reasons(plan) == [
        None,
        (Refusal.REPEATED, Column.NAME),
        (Refusal.CONTRADICTED, Column.PHONE),
    ]
    assert [each.fault and each.fault.other_line for each in plan.fates] == [None, 2, 2]


def test_nobody_is_moved_back_in_by_an_old_list() -> None:
    moved_out = a_person(a_unit(), to_date=date(2026, 3, 1))
    known = register(people=[moved_out], units=[a_unit()])

    assert reasons(plan_import([row()], known)) == [(Refusal.MOVED_OUT, Column.MOVE_IN)]
    assert fates(plan_import([row(move_in="2026-10-01")], known)) == [Fate.CHANGED]


def test_lines_beyond_the_plan_are_refused_and_residents_may_be_edited() -> None:
    ana = a_person(a_unit())
    lines = [row(2, name="Bia", unit="1"), row(3, name="Caio", unit="2"), row(4, role="inquilino")]

    plan = plan_import(lines, register(people=[ana], units=[a_unit()], room=1))

    assert reasons(plan) == [None, (Refusal.PLAN_LIMIT, Column.NAME), None]
    assert fates(plan)[2] is Fate.CHANGED


def test_a_cpf_that_lost_its_zeros_in_a_spreadsheet_is_read() -> None:
    plan = plan_import([row(cpf="1234567890")], register())

    assert plan.people[0].cpf == "01234567890"
