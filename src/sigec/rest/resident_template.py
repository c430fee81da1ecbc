"""An empty list of residents, to fill in and to import."""

from fastapi import APIRouter
from starlette.responses import Response

from sigec.drivers.model import Column
from sigec.rest.languages import LanguageDep
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.tables import FILES, FileResponse, TableFormat, file_of
from sigec.rest.texts import Language

router = APIRouter(prefix="/residents/imports", tags=["people"])

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


@router.get(
    "/template",
    response_class=FileResponse,
    responses=FILES,
)
async def get_residents_template(
    services: ServicesDep,
    actor: ActorDep,
    language: LanguageDep,
    format: TableFormat = TableFormat.XLSX,  # noqa: A002 - the parameter's name for callers
) -> Response:
    """Give an empty list to fill in."""
    services.imports.admit(actor)
    example_row = [_EXAMPLES.get(column, _OWNER[language]) for column in Column]
    table = [list(_HEADS[language].values()), example_row]
    name = {"pt-BR": "moradores", "en": "residents"}[language]
    return await file_of(table, name=name, form=format, language=language)
