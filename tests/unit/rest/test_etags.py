import pytest
from fastapi import Response

from sigec.kit.errors import PreconditionFailed
from sigec.rest.etags import _expected_version, set_etag


async def test_an_etag_comes_back_as_the_version() -> None:
    response = Response()
    set_etag(response, 7)

    assert await _expected_version(response.headers["etag"]) == 7


@pytest.mark.parametrize("header", [None, "*", " * "])
async def test_without_a_wish_any_version_is_right(header: str | None) -> None:
    assert await _expected_version(header) is None


@pytest.mark.parametrize("header", ["", "7", 'W/"7"', '"x"', '"7", "8"', '"' + "9" * 40 + '"'])
async def test_what_is_not_an_etag_of_ours_matches_nothing(header: str) -> None:
    with pytest.raises(PreconditionFailed):
        await _expected_version(header)
