import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.drivers.model import canonical_contact, fold, is_cpf


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("(48) 99999-0000", "+5548999990000"),
        ("+55 48 99999-0000", "+5548999990000"),
        ("+351 912 345 678", "+351912345678"),
        ("no phone", "no phone"),
        ("", None),
    ],
)
def test_phones_are_stored_as_e164_where_they_can_be_read(written: str, stored: str | None) -> None:
    assert canonical_contact({"phone": written}) == {"phone": stored}


def test_only_what_is_given_is_changed() -> None:
    assert canonical_contact({"name": "Ana"}) == {"name": "Ana"}
    assert canonical_contact({"cpf": "529.982.247-25", "email": ""}) == {
        "cpf": "52998224725",
        "email": None,
    }


@pytest.mark.parametrize("cpf", ["52998224725", "11144477735"])
def test_a_cpf_has_two_check_digits(cpf: str) -> None:
    assert is_cpf(cpf)


@given(st.text("0123456789", min_size=11, max_size=11), st.integers(0, 10))
def test_one_wrong_digit_is_always_found(digits: str, place: int) -> None:
    wrong = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]

    assert not (is_cpf(digits) and is_cpf(wrong))


@pytest.mark.parametrize("cpf", ["", "1" * 11, "5299822472", "529982247250", "5299822472x"])
def test_what_is_no_cpf(cpf: str) -> None:
    assert not is_cpf(cpf)


def test_names_are_searched_without_case_and_accents() -> None:
    assert fold("  José da Conceição ") == "jose da conceicao"
