"""Tables that people save open in their spreadsheet, in their language."""

from datetime import datetime
from io import BytesIO

import httpx2
import openpyxl
import pytest

from sigec.kit.actor import Role
from sigec.tenants.model import Tenant
from tests.integration.rest.conftest import House
from tests.integration.rest.things import THINGS

API = "/api/v1"


@pytest.fixture
async def tenant(house: House) -> Tenant:
    return await house.default_tenant()


@pytest.fixture
async def admin(house: House, tenant: Tenant) -> dict[str, str]:
    return await house.headers(Role.TENANT_ADMIN, tenant)


async def test_a_name_is_no_formula(house: House, tenant: Tenant, admin: dict[str, str]) -> None:
    session_id = await THINGS["session_id"](house, tenant)
    session = (await house.client.get(f"{API}/sessions/{session_id}", headers=admin)).json()
    station = f"{API}/stations/{session['station_id']}"
    await house.client.patch(station, json={"name": "=1+1"}, headers=admin)

    table = await house.client.get(f"{API}/sessions/export.csv", headers=admin)

    assert ",'=1+1," in table.text
    readable = await _to_read(house, admin, "csv", "pt-BR")
    assert ";'=1+1;" in readable.text
    book = openpyxl.load_workbook(BytesIO((await _to_read(house, admin, "xlsx", "en")).content))
    assert (book.worksheets[0]["B2"].value, book.worksheets[0]["B2"].data_type) == ("=1+1", "s")


async def _to_read(
    house: House, admin: dict[str, str], form: str, language: str
) -> httpx2.Response:
    headers = {**admin, "Accept-Language": language}
    url = f"{API}/sessions/export?format={form}"
    answer = await house.client.get(url, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


async def test_a_spreadsheet_opens_what_is_exported_in_the_language_of_its_reader(
    house: House, tenant: Tenant, admin: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await THINGS["session_id"](house, tenant)

    portuguese = await _to_read(house, admin, "csv", "pt-BR")
    assert portuguese.content.startswith(b"\xef\xbb\xbfLocal;Carregador;Conector;Pessoa;")
    head, line = portuguese.text.splitlines()
    assert "Cartão;Início;Fim;Energia (kWh);Valor" in head
    assert ";21/11/2026 09:00:00;" in line
    english = await _to_read(house, admin, "csv", "en")
    assert english.text.startswith("\ufeffSite,Station,Connector,Person,")
    assert 'filename="sessions.csv"' in english.headers["content-disposition"]

    book = openpyxl.load_workbook(BytesIO((await _to_read(house, admin, "xlsx", "pt-BR")).content))
    heads, values = book.worksheets[0].iter_rows(values_only=True)
    row = dict(zip(heads, values, strict=True))
    assert row["Início"] == datetime(2026, 11, 21, 9)  # noqa: DTZ001 - as the site's clock says
    assert (row["Energia (kWh)"], row["Estado"]) == (None, "preparando")

    monkeypatch.setattr("sigec.rest.session_exports.ROWS_MAX", 1)
    answer = await house.client.get(f"{API}/sessions/export", headers=admin)
    assert (answer.status_code, answer.json()["title"]) == (422, "Linhas demais")
