"""Months and statements by REST: a síndica looks, closes, notes who paid and saves a table."""

from io import BytesIO

import openpyxl

from sigec.kit.actor import Role
from tests.integration.rest.conftest import House
from tests.integration.rest.things import THINGS

API = "/api/v1"


async def test_a_month_from_its_close_to_its_payment(house: House) -> None:
    tenant = await house.default_tenant()
    statement_id = await THINGS["statement_id"](house, tenant)
    admin = await house.headers(Role.TENANT_ADMIN, tenant)
    get = house.client.get

    [item] = (await get(f"{API}/statements?owed=true", headers=admin)).json()["items"]
    assert (item["id"], item["state"], item["unit"]) == (statement_id, "overdue", "101")
    assert item["amount"] == {"amount": "17.85", "currency": "BRL"}
    site = f"{API}/sites/{item['site_id']}"
    [unpaid] = (await get(f"{API}/statements/unpaid", headers=admin)).json()["items"]
    assert (unpaid["month"], unpaid["units"], unpaid["site_name"]) == ("2026-10", 1, "Garagem")

    url = f"{API}/statements/{statement_id}/payment"
    late = {"paid_date": "2026-11-22", "method": "pix"}
    refused = await house.client.put(url, json=late, headers=admin)
    assert refused.json()["errors"][0]["code"] == "field.paid_in_future"
    body = {"paid_date": "2026-11-20", "method": "bank_slip", "note": "=1+1"}
    paid = (await house.client.put(url, json=body, headers=admin)).json()
    assert (paid["state"], paid["payment"]["note"]) == ("paid", "=1+1")

    [month] = (await get(f"{site}/months", headers=admin)).json()["items"]
    assert (month["state"], month["overdue"], month["totals"][0]["units_paid"]) == (
        "closed",
        False,
        1,
    )
    again = await house.client.post(f"{site}/months/2026-10/close", headers=admin)
    assert again.json()["statements"] == [paid]
    early = await house.client.post(f"{site}/months/2026-11/close", headers=admin)
    assert early.json()["type"] == "urn:sigec:problem:conflict.month_not_over"
    assert (await get(f"{site}/months/10-2026", headers=admin)).status_code == 404
    [running] = (await get(f"{site}/months/open", headers=admin)).json()["items"]
    assert (running["month"], running["state"], running["totals"]) == ("2026-11", "running", [])
    lines = (
        await get(f"{site}/months/2026-10/lines?unit_id={item['unit_id']}", headers=admin)
    ).json()
    assert (lines["statements"], lines["items"]) == ([paid], [])

    export = f"{site}/months/2026-10/export"
    table = await get(f"{export}?format=csv", headers={**admin, "Accept-Language": "pt-BR"})
    assert table.text.splitlines()[1] == (
        "101;1;8,05;17,85;BRL;pago;10/11/2026;20/11/2026;boleto;'=1+1"
    )
    book = openpyxl.load_workbook(BytesIO((await get(export, headers=admin)).content))
    assert book.worksheets[0]["J2"].data_type == "s"
    heads = (await get(f"{export}?rows=sessions&format=csv", headers=admin)).text
    assert heads.startswith("\ufeffUnidade;Pessoa;Carregador;Início;Fim;")

    undone = (await house.client.delete(url, headers=admin)).json()
    assert (undone["state"], undone["payment"]) == ("overdue", None)
