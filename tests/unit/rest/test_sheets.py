import io
import zipfile
from datetime import date

import openpyxl
import pytest

from sigec.rest.sheets import SheetTooLong, SheetUnreadable, read_sheet


def workbook(*rows: tuple[str | float | date, ...]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_is_read_in_the_ways_that_spreadsheets_write_it(encoding: str, separator: str) -> None:
    text = f'Nome{separator}Unidade\r\n\r\n"José{separator} o 2º"{separator}42\r\n'

    lines = read_sheet(text.encode(encoding))

    assert [(line.number, line.cells) for line in lines] == [
        (1, ["Nome", "Unidade"]),
        (3, [f"José{separator} o 2º", "42"]),
    ]


def test_a_workbook_gives_numbers_and_days_as_people_read_them() -> None:
    content = workbook(("Nome", "Unidade", "Entrada"), ("Ana", 42.0, date(2024, 3, 5)))

    lines = read_sheet(content)

    assert lines[1].cells == ["Ana", "42", "2024-03-05"]


@pytest.mark.parametrize(
    "content",
    [b"\xd0\xcf\x11\xe0 old Excel", b"PK\x03\x04 no zip", b"a;b\0c", workbook()[:200]],
    ids=["xls", "zip", "binary", "cut"],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(SheetUnreadable):
        read_sheet(content)


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (51 * 1024 * 1024))

    with pytest.raises(SheetTooLong):
        read_sheet(content.getvalue())


def test_more_lines_than_anybody_needs_are_refused() -> None:
    with pytest.raises(SheetTooLong):
        read_sheet(b"a;b\n" * 20_001)
