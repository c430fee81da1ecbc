"""Anticipated failures carry a stable code and what the catalogue needs to say it."""

from sigec.kit import errors
from sigec.kit.errors import FieldError, Invalid, NotFound, SigecError, TooManyRequests


def test_every_kind_has_its_own_code() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, SigecError)
    ]

    assert len({kind.code for kind in kinds}) == len(kinds)


def test_params_fill_the_text() -> None:
    error = NotFound(what="station", id="7")

    assert error.params == {"what": "station", "id": "7"}
    assert str(error) == "what=station, id=7"


def test_bad_input_names_its_fields() -> None:
    error = Invalid(FieldError(field="evse", code="too_small"), FieldError(field="x", code="y"))

    assert [each.field for each in error.errors] == ["evse", "x"]
    assert "evse, x" in str(error)


def test_a_rate_limit_says_when_to_come_back() -> None:
    assert TooManyRequests(retry_after_s=7).retry_after_s == 7
