"""Which prices a session gets: by its start, its place and its person."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sigec.kit.ids import SiteId, TariffId, TariffVersionId, TenantId
from sigec.tariffs.model import Audience, Tariff, TariffVersion, effective_version
from tests.unit.tariffs.prices import version

ANYWHERE = Audience()


def tariff(*versions: TariffVersion, **fields: Any) -> Tariff:
    return Tariff(
        id=TariffId(UUID(int=2)),
        tenant_id=TenantId(UUID(int=3)),
        name="Flat",
        created_at=datetime(2020, 1, 1, tzinfo=UTC),
        version=1,
        versions=versions,
        **fields,
    )


def test_the_version_of_the_start_counts() -> None:
    june = datetime(2025, 6, 1, tzinfo=UTC)
    old = version(valid_to=june)
    new = version(valid_from=june, id=TariffVersionId(UUID(int=9)))
    assert effective_version([tariff(old, new)], ANYWHERE, june - timedelta(hours=1)) is old
    assert effective_version([tariff(old, new)], ANYWHERE, june) is new
    assert effective_version([tariff(old)], ANYWHERE, june) is None


def test_a_sites_own_tariff_comes_before_the_default() -> None:
    site_id, other_id = SiteId(UUID(int=4)), SiteId(UUID(int=5))
    default, own = version(), version(id=TariffVersionId(UUID(int=9)))
    tariffs = [tariff(own, site_id=site_id), tariff(default)]
    at = datetime(2025, 6, 1, tzinfo=UTC)
    assert effective_version(tariffs, Audience(site_id=site_id), at) is own
    assert effective_version(tariffs, Audience(site_id=other_id), at) is default
    assert effective_version(tariffs, ANYWHERE, at) is default


def test_a_persons_group_comes_before_the_stations_and_that_before_the_site() -> None:
    site_id = SiteId(UUID(int=4))
    own, fast, staff = (version(id=TariffVersionId(UUID(int=n))) for n in (1, 2, 3))
    tariffs = [
        tariff(staff, person_group="staff"),
        tariff(own, site_id=site_id),
        tariff(fast, station_group="fast"),
    ]
    at = datetime(2025, 6, 1, tzinfo=UTC)

    def chosen(**audience: Any) -> TariffVersion | None:
        return effective_version(tariffs, Audience(**audience), at)

    assert chosen(site_id=site_id) is own
    assert chosen(site_id=site_id, station_group="fast") is fast
    assert chosen(site_id=site_id, station_group="fast", person_group="staff") is staff
    assert chosen(person_group="visitors") is None


def test_groups_and_site_together_are_more_special_than_a_group_alone() -> None:
    site_id = SiteId(UUID(int=4))
    anywhere, here = version(), version(id=TariffVersionId(UUID(int=9)))
    tariffs = [
        tariff(here, person_group="staff", site_id=site_id),
        tariff(anywhere, person_group="staff"),
    ]
    at = datetime(2025, 6, 1, tzinfo=UTC)
    staff_here = Audience(site_id=site_id, person_group="staff")
    assert effective_version(tariffs, staff_here, at) is here
    assert effective_version(tariffs, Audience(person_group="staff"), at) is anywhere


def test_a_removed_tariff_prices_what_began_before() -> None:
    removed_at = datetime(2025, 6, 1, tzinfo=UTC)
    only = version()
    removed = tariff(only, removed_at=removed_at)
    assert effective_version([removed], ANYWHERE, removed_at - timedelta(minutes=1)) is only
    assert effective_version([removed], ANYWHERE, removed_at) is None
