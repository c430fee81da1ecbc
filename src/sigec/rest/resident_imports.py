"""Import a list of residents: read a file, see what each line would do, then do exactly that."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request

from sigec.drivers.model import Column, ImportRow, columns_of
from sigec.drivers.service import IMPORT_ROWS_MAX
from sigec.kit.errors import Invalid
from sigec.kit.ids import SiteId
from sigec.rest.languages import LanguageDep
from sigec.rest.resident_import_views import ImportOrder, ImportRows, ImportView
from sigec.rest.security import ActorDep
from sigec.rest.services import ServicesDep
from sigec.rest.sheets import SheetLine, SheetTooLong, read_sheet

router = APIRouter(prefix="/residents/imports", tags=["people"])

HEAD_LINES_MAX = 20
"""How far down the names of the columns may stand: some lists begin with a title."""
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file itself, CSV or XLSX.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class SheetWithoutHeads(Invalid):
    """No line names the columns that a list of residents needs."""

    code = "invalid.sheet_heads"


@router.post("/read", openapi_extra=_FILE)
async def read_residents_file(
    services: ServicesDep,
    actor: ActorDep,
    request: Request,
    language: LanguageDep,
    site_id: UUID | None = None,
) -> ImportView:
    """Read a file, CSV or XLSX, and say what each of its lines would do. Nothing is stored."""
    services.imports.admit(actor)
    content = await request.body()
    columns, rows = await asyncio.to_thread(_rows_of, content)
    site = SiteId(site_id) if site_id else None
    outcome = await services.imports.preview(actor, rows, site_id=site)
    return ImportView.of(outcome, language, columns)


@router.post("/preview")
async def preview_residents(
    services: ServicesDep, actor: ActorDep, body: ImportRows, language: LanguageDep
) -> ImportView:
    """Say what each line would do. Nothing is stored."""
    site = SiteId(body.site_id) if body.site_id else None
    outcome = await services.imports.preview(actor, _domain_rows(body), site_id=site)
    return ImportView.of(outcome, language)


@router.post("")
async def import_residents(
    services: ServicesDep, actor: ActorDep, body: ImportOrder, language: LanguageDep
) -> ImportView:
    """Do what a preview said, all of it or nothing; 409 when it would do something else by now."""
    site = SiteId(body.site_id) if body.site_id else None
    outcome = await services.imports.apply(
        actor, _domain_rows(body), digest=body.digest, site_id=site
    )
    return ImportView.of(outcome, language)


def _rows_of(content: bytes) -> tuple[Sequence[Column], Sequence[ImportRow]]:
    lines = read_sheet(content)
    for place, head in enumerate(lines[:HEAD_LINES_MAX]):
        columns = columns_of(head.cells)
        if Column.NAME in columns and Column.UNIT in columns:
            rest = lines[place + 1 :]
            if len(rest) > IMPORT_ROWS_MAX:
                raise SheetTooLong(limit=IMPORT_ROWS_MAX)
            return list(columns), [_row(line, columns) for line in rest]
    raise SheetWithoutHeads


def _row(line: SheetLine, columns: Mapping[Column, int]) -> ImportRow:
    cells = {
        column.value: line.cells[place]
        for column, place in columns.items()
        if place < len(line.cells)
    }
    return ImportRow(line=line.number, **cells)


def _domain_rows(body: ImportRows) -> Sequence[ImportRow]:
    return [ImportRow(**row.model_dump()) for row in body.rows]
