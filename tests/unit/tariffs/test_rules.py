"""Every field of a version that makes no sense is named."""

from dataclasses import replace
from datetime import UTC, time
from decimal import Decimal
from typing import Any

import pytest

from sigec.tariffs.model import TEMPLATES, Tax, VersionDraft, faults_of
from tests.unit.tariffs.prices import PEAK, version


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"price_per_kwh": Decimal(-1)}, ("price_per_kwh", "field.price")),
        ({"price_per_idle_minute": Decimal("NaN")}, ("price_per_idle_minute", "field.price")),
        ({"price_per_reservation": Decimal("1e6")}, ("price_per_reservation", "field.price")),
        ({"idle_grace_minutes": -1}, ("idle_grace_minutes", "field.idle_grace_minutes")),
        ({"amount_min": Decimal("0.005")}, ("amount_min", "field.amount")),
        (
            {"amount_min": Decimal(9), "amount_max": Decimal(8)},
            ("amount_max", "field.amounts_reversed"),
        ),
        ({"currency": "XYZ"}, ("currency", "field.currency")),
        ({"windows": (replace(PEAK, name="base"),)}, ("windows.0.name", "field.window_name")),
        (
            {"windows": (replace(PEAK, window=replace(PEAK.window, to_time=time(9, tzinfo=UTC))),)},
            ("windows.0.to_time", "field.window_time"),
        ),
        (
            {"taxes": (Tax(name="ISS", percent=Decimal(101), is_included=False),)},
            ("taxes.0.percent", "field.percent"),
        ),
        ({"windows": (PEAK,) * 51}, ("windows", "field.too_many")),
    ],
)
def test_a_fault_names_its_field(fields: dict[str, Any], fault: tuple[str, str]) -> None:
    assert [(one.field, one.code) for one in faults_of(version(**fields))] == [fault]


def test_limits_may_meet() -> None:
    assert not faults_of(version(amount_min=Decimal(8), amount_max=Decimal(8)))


def test_templates_make_good_versions() -> None:
    for template in TEMPLATES:
        draft = VersionDraft(
            valid_from=version().valid_from,
            currency=template.currency,
            price_per_kwh=template.price_per_kwh,
            idle_grace_minutes=template.idle_grace_minutes,
            windows=template.windows,
        )
        assert not faults_of(draft)
