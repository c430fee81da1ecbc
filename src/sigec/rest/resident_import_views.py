"""How an import of residents looks from outside: its lines, and what becomes of them."""

from collections.abc import Sequence
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from sigec.drivers.model import Column, Fate, Refusal, RowFate
from sigec.drivers.service import IMPORT_ROWS_MAX, ImportOutcome
from sigec.rest.schemas import Body, View, example
from sigec.rest.sheets import CELL_LENGTH_MAX
from sigec.rest.texts import Language, text_of

Cell = Annotated[str, Field(max_length=CELL_LENGTH_MAX)]


class ResidentRow(Body):
    """A line of the list, as it is written; an empty cell changes nothing."""

    line: int = Field(ge=1, le=1_000_000, description="Where it stands in the file.")
    name: Cell = ""
    tower: Cell = ""
    unit: Cell = ""
    email: Cell = ""
    phone: Cell = ""
    cpf: Cell = ""
    card: Cell = ""
    move_in: Cell = ""
    role: Cell = ""


Rows = Annotated[list[ResidentRow], Field(min_length=1, max_length=IMPORT_ROWS_MAX)]
_EXAMPLE_SITE = "01a0b1c2-0000-7000-8000-000000000001"
_EXAMPLE_ROWS = [
    {"line": 2, "name": "Ana Souza", "tower": "A", "unit": "42", "phone": "(48) 99999-0000"}
]


class ImportRows(Body):
    """Lines to look at, perhaps corrected."""

    site_id: UUID | None = Field(default=None, description="By default the only site.")
    rows: Rows

    model_config = example(site_id=_EXAMPLE_SITE, rows=_EXAMPLE_ROWS)


class ImportOrder(ImportRows):
    """Lines to import, and what was seen to become of them."""

    digest: str = Field(max_length=64, description="Of the preview that is to be carried out.")

    model_config = example(site_id=_EXAMPLE_SITE, rows=_EXAMPLE_ROWS, digest="9f86d081884c7d65")


class ChangeView(View):
    """What a line changes; `before` is null where nothing was."""

    column: Column
    before: str | None
    after: str


class RowFateView(View):
    """A line, and what becomes of it."""

    row: ResidentRow
    fate: Fate
    makes_unit: bool = Field(description="Its unit is not there yet, and is made.")
    changes: list[ChangeView]
    reason: Refusal | None = Field(description="Why it is refused: the first reason that applies.")
    column: Column | None = Field(description="Which column is to blame.")
    message: str | None = Field(description="The reason in words.")


class FateCounts(View):
    """How many lines have each fate."""

    new: int
    changed: int
    unchanged: int
    refused: int


class ImportView(View):
    """What becomes, or became, of every line."""

    site_id: UUID
    site_name: str
    digest: str = Field(description="Send it back to do exactly this.")
    counts: FateCounts
    new_units: int
    columns: list[Column] = Field(description="The columns that were found in the file.")
    rows: list[RowFateView]

    @classmethod
    def of(cls, outcome: ImportOutcome, language: Language, columns: Sequence[Column] = ()) -> Self:
        """Show an outcome with its reasons in words."""
        return cls(
            site_id=outcome.site.id,
            site_name=outcome.site.name,
            digest=outcome.digest,
            counts=FateCounts(**{fate.value: n for fate, n in outcome.counts.items()}),
            new_units=outcome.new_units,
            columns=list(columns),
            rows=[_row_view(fate, language) for fate in outcome.fates],
        )


def _row_view(fate: RowFate, language: Language) -> RowFateView:
    fault = fate.fault
    message = None
    if fault is not None:
        code = f"field.import_row.{fault.reason.value}.{fault.column.value}"
        message = text_of(code, {"line": fault.other_line}, language).detail
    return RowFateView(
        row=ResidentRow.model_validate(fate.row, from_attributes=True),
        fate=fate.fate,
        makes_unit=fate.makes_unit,
        changes=[ChangeView.model_validate(change) for change in fate.changes],
        reason=None if fault is None else fault.reason,
        column=None if fault is None else fault.column,
        message=message,
    )
