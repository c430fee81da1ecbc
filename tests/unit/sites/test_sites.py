from datetime import UTC, datetime

import pytest

from sigec.kit.ids import SiteId, TenantId, UnitId, new_id
from sigec.sites.model import Address, Site, Unit, faults_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def site(timezone: str = "America/Sao_Paulo", country: str = "BR") -> Site:
    return Site(
        id=SiteId(new_id()),
        tenant_id=TenantId(new_id()),
        name="Garagem",
        address=Address(country=country),
        timezone=timezone,
        created_at=NOON,
    )


def test_a_good_site_has_no_faults() -> None:
    assert not faults_of(site())


@pytest.mark.parametrize("timezone", ["", "Sao_Paulo", "UTC+3", "../etc/passwd"])
def test_a_zone_is_an_iana_name(timezone: str) -> None:
    assert [fault.field for fault in faults_of(site(timezone=timezone))] == ["timezone"]


@pytest.mark.parametrize("country", ["", "br", "BRA", "B1"])
def test_a_country_is_an_iso_code(country: str) -> None:
    assert [fault.field for fault in faults_of(site(country=country))] == ["address.country"]


@pytest.mark.parametrize(("tower", "label"), [("A", "A 42"), (None, "42")])
def test_a_unit_is_called_by_tower_and_number(tower: str | None, label: str) -> None:
    unit = Unit(
        id=UnitId(new_id()),
        tenant_id=TenantId(new_id()),
        site_id=SiteId(new_id()),
        tower=tower,
        number="42",
        created_at=NOON,
    )

    assert unit.label == label
