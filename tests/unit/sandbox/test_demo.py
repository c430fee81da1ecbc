import pytest

from sigec_sandbox.demo import IPES, MANACAS, PLACES, condominium_fleet


def test_two_condominiums_with_every_kind_of_station() -> None:
    assert {place.condominium for place in PLACES} == {IPES, MANACAS}
    assert {place.version for place in PLACES} == {"1.6", "2.0.1", "2.1"}
    assert any(outlet.is_dc for place in PLACES for outlet in place.spec.outlets)


def test_the_caller_names_the_stations() -> None:
    identities = [f"DEMO-{number}" for number in range(len(PLACES))]
    fleet = condominium_fleet(identities, {"DEMO-0": "canary-pass"})
    assert [member.identity for member in fleet] == identities
    assert (fleet[0].password, fleet[1].password) == ("canary-pass", None)
    with pytest.raises(ValueError, match="identities"):
        condominium_fleet(["one"])
