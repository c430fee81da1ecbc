"""Read a table that somebody uploads, CSV or XLSX, by what it holds and not by its name."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl

from sigec.kit.errors import Invalid

LINES_MAX = 20_000
COLUMNS_MAX = 60
CELL_LENGTH_MAX = 300
UNPACKED_BYTES_MAX = 50 * 1024 * 1024
_PARTS_MAX = 500
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEPARATORS = ";,\t"


class SheetUnreadable(Invalid):
    """The file is neither CSV nor XLSX, or is broken."""

    code = "invalid.sheet"


class SheetTooLong(Invalid):
    """The table has more lines, or unpacks to more, than anybody needs."""

    code = "invalid.sheet_too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A line that is not empty; ``number`` is where a spreadsheet shows it, from 1."""

    number: int
    cells: Sequence[str]


def read_sheet(content: bytes) -> Sequence[SheetLine]:
    """Return the lines that hold anything, each cell as text, cut to `CELL_LENGTH_MAX`.

    Of an XLSX it is the sheet that was open when it was saved. Whole numbers are without
    fraction, days are ISO 8601. It takes time in proportion to the file: call it in a thread.

    :raises SheetUnreadable: when it is no table that we can read.
    :raises SheetTooLong: when it has more than `LINES_MAX` lines.
    """
    if content.startswith(_OLD_EXCEL):
        raise SheetUnreadable
    records = _read_xlsx(content) if content.startswith(_ZIP) else _read_csv(content)
    lines = []
    for number, record in enumerate(records, start=1):
        if number > LINES_MAX:
            raise SheetTooLong(limit=LINES_MAX)
        cells = [_text(cell)[:CELL_LENGTH_MAX] for cell in record[:COLUMNS_MAX]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            lines.append(SheetLine(number=number, cells=cells))
    return lines


def _read_xlsx(content: bytes) -> Iterator[Sequence[object]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
        if len(infos) > _PARTS_MAX or sum(i.file_size for i in infos) > UNPACKED_BYTES_MAX:
            raise SheetTooLong(limit=LINES_MAX)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.active
        if sheet is None:
            raise SheetUnreadable
        yield from sheet.iter_rows(max_row=LINES_MAX + 1, max_col=COLUMNS_MAX, values_only=True)
        book.close()
    except Invalid:
        raise
    except Exception as error:
        raise SheetUnreadable from error


def _read_csv(content: bytes) -> Iterator[Sequence[object]]:
    text = _decode(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise SheetUnreadable from error


def _decode(content: bytes) -> str:
    """Read UTF-8 and, where it is none, the Latin alphabet that older programs write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Iterable[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise SheetUnreadable


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell).replace("\0", "").strip()
