"""A page that shows the OpenAPI document; it needs nothing from outside."""

from enum import StrEnum
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

_FOLDER = Path(__file__).parent / "reference"

router = APIRouter(include_in_schema=False)


class Part(StrEnum):
    """What the page is made of."""

    SCRIPT = "reference.js"
    STYLE = "reference.css"


@router.get("/api/docs")
async def show_docs() -> FileResponse:
    """Show the reference of the REST interface."""
    return FileResponse(_FOLDER / "index.html")


@router.get("/api/docs/{part}")
async def show_docs_part(part: Part) -> FileResponse:
    """Give the page its script and style."""
    return FileResponse(_FOLDER / part)
