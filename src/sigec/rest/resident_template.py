"""An empty list of residents, to fill in and to import."""

import csv
import io
from collections.abc import Sequence
from enum import StrEnum

import openpyxl
from fastapi import APIRouter
from starlette.responses import Response

from sigec.drivers.model import Column
from sigec.rest.languages import LanguageDep
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.texts import Language

router = APIRouter(prefix="/residents/imports", tags=["people"])

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADS: dict[Language, dict[Column, str]] = {
    "pt-BR": {
        Column.NAME: "Nome",
        Column.TOWER: "Torre",
        Column.UNIT: "Unidade",
        Column.EMAIL: "E-mail",
        Column.PHONE: "Telefone",
        Column.CPF: "CPF",
        Column.CARD: "Cartão",
        Column.MOVE_IN: "Entrada",
        Column.ROLE: "Vínculo",
    },
    "en": {
        Column.NAME: "Name",
        Column.TOWER: "Tower",
        Column.UNIT: "Unit",
        Column.EMAIL: "E-mail",
        Column.PHONE: "Phone",
        Column.CPF: "CPF",
        Column.CARD: "Card",
        Column.MOVE_IN: "Move-in",
        Column.ROLE: "Role",
    },
}
_EXAMPLES = {
    Column.NAME: "Ana Souza",
    Column.TOWER: "A",
    Column.UNIT: "42",
    Column.EMAIL: "ana@example.com",
    Column.PHONE: "(48) 99999-0000",
    Column.CPF: "529.982.247-25",
    Column.CARD: "04A1B2C3D4E5F6",
    Column.MOVE_IN: "05/03/2024",
}
_OWNER = {"pt-BR": "proprietário", "en": "owner"}


class SheetFormat(StrEnum):
    """What kind of file to give."""

    CSV = "csv"
    XLSX = "xlsx"


class FileResponse(Response):
    """A file to save."""

    media_type = _XLSX


@router.get(
    "/template",
    response_class=FileResponse,
    responses={
        200: {
            "description": "A list with the names of the columns and one example.",
            "content": {
                _XLSX: {"schema": {"type": "string", "format": "binary"}},
                "text/csv": {"schema": {"type": "string"}},
            },
        }
    },
)
async def get_residents_template(
    services: ServicesDep,
    actor: ActorDep,
    language: LanguageDep,
    format: SheetFormat = SheetFormat.XLSX,  # noqa: A002 - the parameter's name for callers
) -> Response:
    """Give an empty list to fill in."""
    services.imports.admit(actor)
    example_row = [_EXAMPLES.get(column, _OWNER[language]) for column in Column]
    table = [list(_HEADS[language].values()), example_row]
    name = {"pt-BR": "moradores", "en": "residents"}[language]
    if format is SheetFormat.CSV:
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(table)
        content, kind = text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"
    else:
        content, kind = _xlsx(table), _XLSX
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format.value}"'}
    return Response(content, media_type=kind, headers=headers)


def _xlsx(table: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in table:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
