"""Tables to save: CSV for programs, CSV and XLSX for the spreadsheets of people."""

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from starlette.responses import Response, StreamingResponse

from sigec.kit.errors import Invalid
from sigec.rest.texts import Language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_MAX = 50_000
"""Of an XLSX, which is made whole in memory; a CSV has no end."""
BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SEPARATOR: dict[Language, str] = {"pt-BR": ";", "en": ","}
_INSTANT: dict[Language, str] = {"pt-BR": "%d/%m/%Y %H:%M:%S", "en": "%Y-%m-%d %H:%M:%S"}
_DAY: dict[Language, str] = {"pt-BR": "%d/%m/%Y", "en": "%Y-%m-%d"}
_XLSX_INSTANT: dict[Language, str] = {"pt-BR": "dd/mm/yyyy hh:mm", "en": "yyyy-mm-dd hh:mm"}
_XLSX_DAY: dict[Language, str] = {"pt-BR": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
_WIDTH = 18

Cell: TypeAlias = str | int | Decimal | datetime | date | None
"""An instant is shown as its zone's clock does."""

Value = TypeVar("Value")


class TableTooLong(Invalid):
    """There are more rows than an XLSX may have."""

    code = "invalid.table_too_long"


class TableFormat(StrEnum):
    """What kind of file to give."""

    CSV = "csv"
    XLSX = "xlsx"


class CsvResponse(StreamingResponse):
    """A table (RFC 4180)."""

    media_type = "text/csv"


class FileResponse(Response):
    """A file to save."""

    media_type = XLSX


FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A table for people: its columns are named in their language.",
        "content": {
            XLSX: {"schema": {"type": "string", "format": "binary"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}


def data_csv(rows: Iterable[Sequence[object]]) -> str:
    """Write rows for programs: commas, points in numbers, no mark."""
    return _csv(([_harmless(cell) for cell in row] for row in rows), separator=",")


def readable_csv(rows: Iterable[Sequence[Cell]], language: Language) -> str:
    """Write rows as the spreadsheet of that language opens them, behind a `BYTE_ORDER_MARK`.

    In Portuguese cells are parted by semicolons, for a comma is in the numbers.
    """
    written = ([_written(_harmless(cell), language) for cell in row] for row in rows)
    return _csv(written, separator=_SEPARATOR[language])


def saved_as(name: str, form: TableFormat) -> dict[str, str]:
    """Return the header that names the file."""
    return {"Content-Disposition": f'attachment; filename="{name}.{form.value}"'}


async def file_of(
    rows: Sequence[Sequence[Cell]], *, name: str, form: TableFormat, language: Language
) -> FileResponse:
    """Write a whole table, its heads first, as the spreadsheet of that language opens it."""
    if form is TableFormat.CSV:
        content = (BYTE_ORDER_MARK + readable_csv(rows, language)).encode()
        kind = "text/csv; charset=utf-8"
    else:
        content, kind = await asyncio.to_thread(_xlsx, rows, language), XLSX
    return FileResponse(content, media_type=kind, headers=saved_as(name, form))


def _csv(rows: Iterable[Iterable[object]], *, separator: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def _xlsx(rows: Sequence[Sequence[Cell]], language: Language) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    for number, row in enumerate(rows):
        cells = [_cell(sheet, value, language) for value in row]
        for cell in cells if number == 0 else ():
            cell.font = Font(bold=True)
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, value: Cell, language: Language) -> Any:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.replace(tzinfo=None))
        cell.number_format = _XLSX_INSTANT[language]
        return cell
    cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # the stub forgot Decimal
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    elif isinstance(value, date):
        cell.number_format = _XLSX_DAY[language]
    elif isinstance(value, str):
        cell.data_type = "s"  # what somebody wrote into a name is no formula
    return cell


def _written(cell: Cell, language: Language) -> str | int | None:
    match cell:
        case datetime():
            return cell.strftime(_INSTANT[language])
        case date():
            return cell.strftime(_DAY[language])
        case Decimal():
            return str(cell).replace(".", ",") if language == "pt-BR" else str(cell)
        case _:
            return cell


def _harmless(cell: Value) -> Value | str:
    """Keep a spreadsheet from running what somebody wrote into a name."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
