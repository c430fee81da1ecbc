"""Prices: tried before they are stored, explained line by line, on the tenant's own calendar."""

from typing import Any

import pytest

from sigec.kit.actor import Role
from tests.integration.rest.conftest import House

PEAK = {
    "name": "peak",
    "weekdays": [1, 2, 3, 4, 5],
    "from_time": "17:30",
    "to_time": "20:30",
    "on_holidays": False,
    "price_per_kwh": "3.08",
}
PRICES = {"valid_from": "2025-01-01T03:00:00Z", "price_per_kwh": "0.53", "windows": [PEAK]}
EVENING = {
    "started_at": "2025-11-25T16:18:00-03:00",
    "ended_at": "2025-11-25T20:50:00-03:00",
    "energy_wh": 8_050,
}


@pytest.fixture
async def admin(house: House) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, await house.default_tenant())


async def create(house: House, admin: dict[str, str], **version: Any) -> str:
    body = {"name": "Garagem", "version": PRICES | version}
    response = await house.client.post("/api/v1/tariffs", json=body, headers=admin)
    assert response.status_code == 201, response.text
    tariff_id: str = response.json()["id"]
    return tariff_id


async def preview(
    house: House, admin: dict[str, str], tariff_id: str, **body: Any
) -> dict[str, Any]:
    response = await house.client.post(
        f"/api/v1/tariffs/{tariff_id}/preview", json=EVENING | body, headers=admin
    )
    assert response.status_code == 200, response.text
    shown: dict[str, Any] = response.json()
    return shown


async def refusal(house: House, admin: dict[str, str], path: str, body: Any) -> tuple[int, Any]:
    response = await house.client.post(f"/api/v1/{path}", json=body, headers=admin)
    problem = response.json()
    return response.status_code, [error["field"] for error in problem.get("errors", [])] or problem[
        "type"
    ]


async def test_a_preview_is_the_vector_of_the_condominium(
    house: House, admin: dict[str, str]
) -> None:
    shown = await preview(house, admin, await create(house, admin))
    assert shown["total"] == {"amount": "17.85", "currency": "BRL"}
    assert shown["tariff_version_id"] is not None
    assert [
        (line["window"], line["energy_wh"], line["seconds"], line["amount"]["amount"])
        for line in shown["lines"]
    ] == [
        ("base", 2_131, 4_320, "1.13"),
        ("peak", 5_327, 10_800, "16.41"),
        ("base", 592, 1_200, "0.31"),
    ]
    assert {line["explanation"]["code"] for line in shown["lines"]} == {"energy_by_proportion"}


async def test_prices_can_be_tried_before_they_are_stored(
    house: House, admin: dict[str, str]
) -> None:
    tariff_id = await create(house, admin)
    tried = PRICES | {
        "windows": [],
        "price_per_idle_minute": "0.50",
        "amount_max": "10.00",
        "taxes": [{"name": "ISS", "percent": "5", "is_included": False}],
    }
    shown = await preview(house, admin, tariff_id, version=tried, idle_seconds=1_800)
    assert shown["tariff_version_id"] is None
    assert [(line["kind"], line["amount"]["amount"]) for line in shown["lines"]] == [
        ("energy", "4.27"),
        ("idle", "7.50"),
        ("maximum", "-1.77"),
        ("tax", "0.50"),
    ]
    assert shown["lines"][1]["explanation"] == {
        "code": "idle_beyond_grace",
        "parameters": {"idle_seconds": "1800", "grace_seconds": "900"},
    }
    stored = await house.client.get(f"/api/v1/tariffs/{tariff_id}", headers=admin)
    assert len(stored.json()["versions"]) == 1


async def test_prices_can_be_tried_before_there_is_a_tariff(
    house: House, admin: dict[str, str]
) -> None:
    path = "/api/v1/tariffs/preview"
    tried = EVENING | {"version": PRICES}
    shown = await house.client.post(path, json=tried, headers=admin)
    assert shown.status_code == 200, shown.text
    assert shown.json()["total"] == {"amount": "17.85", "currency": "BRL"}
    assert shown.json()["tariff_version_id"] is None
    assert (await house.client.get("/api/v1/tariffs", headers=admin)).json()["items"] == []

    nowhere = "01a0b1c2-0000-7000-8000-000000000001"
    assert await refusal(house, admin, "tariffs/preview", EVENING) == (422, ["version"])
    assert (await refusal(house, admin, "tariffs/preview", tried | {"site_id": nowhere}))[0] == 404
    of_nobody = {"session_id": nowhere, "version": PRICES}
    assert (await refusal(house, admin, "tariffs/preview", of_nobody))[0] == 404


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"energy_wh": 1_000}, (422, ["started_at", "ended_at"])),
        (EVENING | {"ended_at": "2025-11-25T10:00:00Z"}, (422, ["ended_at"])),
        (EVENING | {"idle_seconds": 100_000}, (422, ["idle_seconds"])),
        (
            EVENING | {"version": PRICES | {"amount_min": "9", "amount_max": "8"}},
            (422, ["version.amount_max"]),
        ),
        (
            EVENING | {"started_at": "2021-01-01T00:00:00Z", "ended_at": "2021-01-01T01:00:00Z"},
            (409, "urn:sigec:problem:conflict.no_price_then"),
        ),
        (
            {"session_id": "01a0b1c2-0000-7000-8000-000000000001"},
            (404, "urn:sigec:problem:not_found.session"),
        ),
    ],
)
async def test_a_preview_that_cannot_be_says_why(
    house: House, admin: dict[str, str], body: dict[str, Any], found: tuple[int, Any]
) -> None:
    tariff_id = await create(house, admin)
    assert await refusal(house, admin, f"tariffs/{tariff_id}/preview", body) == found


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"windows": [PEAK | {"from_time": "17:30:00Z"}]}, "version.windows.0.from_time"),
        ({"windows": [PEAK | {"to_time": "20:30:00.5"}]}, "version.windows.0.to_time"),
        ({"windows": [PEAK | {"name": "base"}]}, "version.windows.0.name"),
        ({"amount_min": "0.005"}, "version.amount_min"),
        (
            {"taxes": [{"name": "X", "percent": "101", "is_included": True}]},
            "version.taxes.0.percent",
        ),
    ],
)
async def test_a_price_without_sense_names_its_field(
    house: House, admin: dict[str, str], change: dict[str, Any], field: str
) -> None:
    status, fields = await refusal(
        house, admin, "tariffs", {"name": "Garagem", "version": PRICES | change}
    )
    assert (status, fields) == (422, [field])


async def test_a_template_is_offered_and_applies_to_nobody(
    house: House, admin: dict[str, str]
) -> None:
    response = await house.client.get(
        "/api/v1/tariffs/templates", headers=admin | {"Accept-Language": "en"}
    )
    [template] = response.json()["items"]
    assert template["name"] == "Condominium, two rates"
    assert template["price_per_kwh"] == "0.53"
    assert (await house.client.get("/api/v1/tariffs", headers=admin)).json()["items"] == []


async def test_a_tariff_says_whom_it_is_for(house: House, admin: dict[str, str]) -> None:
    body = {"name": "Visitantes", "person_group": "visitantes", "version": PRICES}
    made = (await house.client.post("/api/v1/tariffs", json=body, headers=admin)).json()
    assert (made["site_id"], made["station_group"], made["person_group"]) == (
        None,
        None,
        "visitantes",
    )
    path = f"/api/v1/tariffs/{made['id']}"
    change = {"person_group": None, "station_group": "rápidos"}
    edited = (await house.client.patch(path, json=change, headers=admin)).json()
    assert (edited["station_group"], edited["person_group"]) == ("rápidos", None)


async def test_a_tenants_own_holiday_has_no_peak(house: House, admin: dict[str, str]) -> None:
    tariff_id = await create(house, admin)
    day = {"date": "2025-11-25", "name": "Aniversário da cidade"}
    made = await house.client.post("/api/v1/holidays", json=day, headers=admin)
    assert made.status_code == 201, made.text
    assert (await preview(house, admin, tariff_id))["total"]["amount"] == "4.27"
    path = f"/api/v1/holidays/{made.json()['id']}"
    assert (await house.client.delete(path, headers=admin)).status_code == 204
    assert (await preview(house, admin, tariff_id))["total"]["amount"] == "17.85"
    assert (await house.client.delete(path, headers=admin)).status_code == 404


async def test_a_national_holiday_can_be_a_workday(house: House, admin: dict[str, str]) -> None:
    day = {"date": "2026-11-02", "is_observed": False}
    for _ in range(2):  # what was said before is replaced
        made = await house.client.post("/api/v1/holidays", json=day, headers=admin)
        assert made.status_code == 201, made.text
    listed = await house.client.get("/api/v1/holidays?year=2026", headers=admin)
    items = {item["date"]: item for item in listed.json()["items"]}
    assert len(items) == 10
    assert items["2026-11-02"] == {
        "id": made.json()["id"],
        "date": "2026-11-02",
        "name": "Finados",
        "national": "all_souls",
        "is_observed": False,
    }
    assert items["2026-11-20"]["is_observed"]


async def test_holidays_of_others_are_not_ours(house: House, admin: dict[str, str]) -> None:
    other = await house.headers(Role.TENANT_ADMIN, await house.tenant("other"))
    day = {"date": "2026-03-23", "name": "Florianópolis"}
    await house.client.post("/api/v1/holidays", json=day, headers=other)
    listed = await house.client.get("/api/v1/holidays", headers=admin)
    assert "Florianópolis" not in listed.text
