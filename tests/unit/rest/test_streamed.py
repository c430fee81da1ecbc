"""Parts of files, and files in forms."""

from collections.abc import AsyncIterator

import pytest

from sigec.kit.errors import Invalid
from sigec.rest.multipart import FormFile, boundary_of
from sigec.rest.streamed import Span, attachment, is_streamed, span_of

FORM = (
    b'--edge\r\nContent-Disposition: form-data; name="note"\r\n\r\nnot this\r\n'
    b'--edge\r\nContent-Disposition: form-data; name="file"; filename="cp 1.log"\r\n'
    b"Content-Type: text/plain\r\n\r\nline one\r\n--edg is no edge\r\n\r\n--edge--\r\n"
)


@pytest.mark.parametrize(
    ("header", "span"),
    [
        (None, Span(0, 100)),
        ("bytes=0-", Span(0, 100)),
        ("bytes=40-", Span(40, 100)),
        ("bytes=40-49", Span(40, 50)),
        ("bytes=90-1000", Span(90, 100)),
        ("bytes=-10", Span(90, 100)),
        ("bytes=-1000", Span(0, 100)),
        ("bytes=100-", None),
        ("bytes=-0", None),
        ("bytes=50-40", Span(0, 100)),
        ("bytes=0-1,5-6", Span(0, 100)),
        ("bytes=-", Span(0, 100)),
        ("pages=1-2", Span(0, 100)),
        ("bytes=" + "9" * 30 + "-", Span(0, 100)),
    ],
)
def test_a_range_asks_for_bytes(header: str | None, span: Span | None) -> None:
    assert span_of(header, 100) == span


def test_only_files_pass_by_the_limit_of_bodies() -> None:
    assert is_streamed("/api/v1/station-files/abc/name")
    assert is_streamed("/api/v1/firmware-images/abc/file")
    assert not is_streamed("/api/v1/firmware-images")
    assert not is_streamed("/api/v1/stations/x/file")


def test_a_name_breaks_out_of_no_header() -> None:
    assert attachment('a"; b\r\nç') == "attachment; filename*=UTF-8''a%22%3B%20b%0D%0A%C3%A7"


async def _in(size: int, body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
async def test_a_forms_file_is_read_whatever_parts_it_comes_in(size: int) -> None:
    form = FormFile(_in(size, FORM), b"edge")

    content = b"".join([part async for part in form.parts()])

    assert content == b"line one\r\n--edg is no edge\r\n"
    assert form.name == "cp 1.log"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no form",
        FORM[:-20],
        b"--edge--\r\n",
        b'--edge\r\nContent-Disposition: form-data; name="x"\r\n\r\nx\r\n--edge--\r\n',
        b"--edge\r\n" + b"X-Long: " + b"a" * 100_000,
    ],
)
async def test_a_form_without_a_whole_file_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid):
        [part async for part in FormFile(_in(64, body), b"edge").parts()]


def test_what_parts_a_form() -> None:
    assert boundary_of("application/octet-stream") is None
    assert boundary_of("") is None
    assert boundary_of('multipart/form-data; boundary="a b"') == b"a b"
    for broken in ("multipart/form-data", f"multipart/form-data; boundary={'x' * 71}"):
        with pytest.raises(Invalid):
            boundary_of(broken)
