import pytest

from sigec.drivers.model import canonical_plate, is_plate


@pytest.mark.parametrize(
    ("written", "plate"),
    [("abc-1234", "ABC1234"), (" ABC 1d23 ", "ABC1D23"), ("", None), (None, None)],
)
def test_a_plate_is_stored_in_one_form(written: str | None, plate: str | None) -> None:
    assert canonical_plate(written) == plate


@pytest.mark.parametrize(
    ("plate", "holds"),
    [
        ("ABC1234", True),
        ("ABC1D23", True),
        ("AB12345", False),
        ("ABC12D3", False),
        ("ABC1D234", False),
        ("ÁBC1D23", False),
    ],
)
def test_plates_are_of_the_old_form_or_the_mercosuls(plate: str, holds: bool) -> None:  # noqa: FBT001
    assert is_plate(plate) is holds
