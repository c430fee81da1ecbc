"""The proto files and what was generated of them; the tables that every call goes by."""

from pathlib import Path

import grpc
import pytest

from sigec.kit import errors as kinds
from sigec.kit.errors import SigecError
from sigec.rpc.admission import address_of, credential_of
from sigec.rpc.errors import STATUS_BY_KIND, details_of, metadata_of, status_of
from sigec.rpc.server import service_descriptors
from tools.grpc_stubs import TARGET, generate, stubs


def test_what_was_generated_is_current(tmp_path: Path) -> None:
    generate(tmp_path)
    assert stubs(TARGET) == stubs(tmp_path), "run make grpc"


def test_every_kind_of_error_has_a_status() -> None:
    kinds_of_errors = {
        kind
        for kind in vars(kinds).values()
        if isinstance(kind, type) and issubclass(kind, SigecError) and kind is not SigecError
    }
    assert kinds_of_errors == STATUS_BY_KIND.keys()
    assert len(set(STATUS_BY_KIND.values())) == len(STATUS_BY_KIND)
    assert status_of(SigecError()) is grpc.StatusCode.INTERNAL


def test_an_error_tells_its_code_and_when_to_come_back() -> None:
    error = kinds.TooManyRequests(retry_after_s=7)

    assert details_of(error) == "too_many_requests: retry_after_s=7"
    assert metadata_of(error) == [("sigec-code", "too_many_requests"), ("retry-after", "7")]
    assert details_of(kinds.NotFound()) == "not_found"


def test_every_service_and_field_is_of_version_one() -> None:
    assert {each.full_name for each in service_descriptors()} == {
        "sigec.v1.Stations",
        "sigec.v1.Sessions",
        "sigec.v1.Commands",
        "sigec.v1.Events",
    }


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        ("ipv4:192.0.2.1:40000", "192.0.2.1"),
        ("ipv6:%5B2001:db8::1%5D:40000", "2001:db8::1"),
        ("unix:", "unix:"),
    ],
)
def test_where_a_call_comes_from(peer: str, address: str) -> None:
    assert address_of(peer) == address


def test_a_token_goes_before_a_key() -> None:
    assert credential_of({"authorization": "Bearer a", "x-api-key": "b"}) == "a"
    assert credential_of({"authorization": "Basic a", "x-api-key": "b"}) == "b"
    for nothing in ({}, {"authorization": "Bearer "}, {"authorization": "Basic a"}):
        with pytest.raises(kinds.Unauthenticated):
            credential_of(nothing)
