import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigec.tenants.model import TenantDraft, canonical_cnpj, faults_of, is_cnpj

_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize(
    "cnpj",
    [
        "11222333000181",  # digits only, as before July 2026
        "12ABC34501DE35",  # the tax office's own example
        "00000000000191",  # Banco do Brasil
    ],
)
def test_a_right_cnpj_is_accepted(cnpj: str) -> None:
    assert is_cnpj(cnpj)


@pytest.mark.parametrize(
    "cnpj",
    [
        "11222333000180",
        "12ABC34501DE53",
        "11111111111111",
        "1122233300018",
        "112223330001811",
        "12ABC34501DEA5",
        "12abc34501de35",
        "",
    ],
)
def test_a_wrong_cnpj_is_refused(cnpj: str) -> None:
    assert not is_cnpj(cnpj)


@given(st.text(_CHARACTERS, min_size=12, max_size=12))
def test_exactly_one_pair_of_check_digits_fits(stem: str) -> None:
    fitting = [pair for pair in range(100) if is_cnpj(f"{stem}{pair:02}")]

    assert len(fitting) == (0 if fitting == [] and len(set(stem)) == 1 else 1)


def test_a_cnpj_loses_its_mask() -> None:
    assert canonical_cnpj(" 12.abc.345/01de-35 ") == "12ABC34501DE35"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "-a"}, "slug"),
        ({"slug": "a" * 64}, "slug"),
        ({"slug": "A"}, "slug"),
        ({"timezone": "America/Nowhere"}, "timezone"),
        ({"timezone": "../etc/passwd"}, "timezone"),
        ({"currency": "BTC"}, "currency"),
        ({"cnpj": "11222333000180"}, "cnpj"),
    ],
)
def test_a_broken_rule_names_its_field(changes: dict[str, str], field: str) -> None:
    draft = TenantDraft(**{"name": "Jardim", "slug": "jardim", **changes})  # type: ignore[arg-type]  # texts only

    assert [fault.field for fault in faults_of(draft)] == [field]


def test_a_plain_draft_breaks_no_rule() -> None:
    assert faults_of(TenantDraft(name="Jardim", slug="jardim")) == ()
