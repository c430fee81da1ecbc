"""The door for stations: they fetch firmware and bring logs by links, with no account.

What a link opens is decided by `sigec.maintenance`; whoever holds none learns nothing. Stations
differ in how they bring a file: PUT, POST, a form, a name at the end of the address or none.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request, Response
from starlette.responses import StreamingResponse

from sigec.rest.multipart import FormFile, boundary_of
from sigec.rest.security import address_of
from sigec.rest.services import Services, ServicesDep
from sigec.rest.streamed import MEDIA_TYPE, Span, attachment, body_of, span_of

router = APIRouter(prefix="/station-files", tags=["stations"])

Token = Annotated[str, Path(max_length=100, description="What stands in the link.")]
Name = Annotated[
    str, Path(alias="name", max_length=500, description="Any; the link alone decides.")
]
Range = Annotated[str | None, Header(max_length=100, examples=["bytes=1048576-"])]
IfRange = Annotated[str | None, Header(max_length=100)]
_BYTES: dict[str, Any] = {
    "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}
}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", **_BYTES},
    206: {"description": "The part that was asked for.", **_BYTES},
    416: {"description": "The file has no such part."},
}
_UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file, or a form whose first file it is.",
        "content": {
            MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}


@router.get("/{token}/{name:path}", response_class=Response, responses=_FILE)
async def fetch_firmware(
    services: ServicesDep,
    request: Request,
    token: Token,
    name: Name,  # noqa: ARG001 - it is in the address and decides nothing
    range: Range = None,  # noqa: A002 - the header's own name
    if_range: IfRange = None,
) -> Response:
    """Give a station the firmware of its update, or the part that it lacks."""
    return await _firmware(services, request, token, range, if_range)


@router.head("/{token}/{name:path}", response_class=Response, responses=_FILE)
async def look_at_firmware(
    services: ServicesDep,
    request: Request,
    token: Token,
    name: Name,  # noqa: ARG001
) -> Response:
    """Say how large the firmware of an update is."""
    return await _firmware(services, request, token, None, None)


@router.put("/{token}/{name:path}", status_code=201, openapi_extra=_UPLOAD)
async def put_station_log(
    services: ServicesDep, request: Request, token: Token, name: Name
) -> Response:
    """Take the log that a station was asked for; a link takes one."""
    return await _take(services, request, token, name)


@router.post("/{token}/{name:path}", status_code=201, openapi_extra=_UPLOAD)
async def post_station_log(
    services: ServicesDep, request: Request, token: Token, name: Name
) -> Response:
    """Take the log that a station was asked for, as PUT does."""
    return await _take(services, request, token, name)


@router.put("/{token}", status_code=201, include_in_schema=False)
@router.post("/{token}", status_code=201, include_in_schema=False)
async def take_nameless_log(services: ServicesDep, request: Request, token: Token) -> Response:
    """Take a log from a station that adds no name to the address."""
    return await _take(services, request, token, "")


async def _firmware(
    services: Services, request: Request, token: str, wanted: str | None, if_range: str | None
) -> Response:
    door = services.workshop.files
    firmware = await door.open_firmware(token, address=address_of(request) or "")
    size_bytes, etag = firmware.file.size_bytes, f'"{firmware.file.sha256[:32]}"'
    is_same = if_range is None or if_range.strip() == etag
    span = span_of(wanted if is_same else None, size_bytes)
    if span is None:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{size_bytes}"})
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Disposition": attachment(firmware.name),
        "Content-Length": str(span.end - span.start),
        "ETag": etag,
    }
    is_part = span != Span(0, size_bytes)
    if is_part:
        headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{size_bytes}"
    status = 206 if is_part else 200
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=MEDIA_TYPE)
    return StreamingResponse(
        door.read_firmware(firmware, start=span.start, end=span.end),
        status_code=status,
        headers=headers,
        media_type=MEDIA_TYPE,
    )


async def _take(services: Services, request: Request, token: str, name: str) -> Response:
    door, address = services.workshop.files, address_of(request) or ""
    body = body_of(request)
    boundary = boundary_of(request.headers.get("content-type", ""))
    if boundary is None:
        await door.take_log(token, body, name=lambda: name, address=address)
    else:
        form = FormFile(body, boundary)
        await door.take_log(token, form.parts(), name=lambda: name or form.name, address=address)
    return Response(status_code=201)
