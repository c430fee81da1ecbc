import pytest

from sigec.sources.model import faults_of_address


@pytest.mark.parametrize(
    "address",
    ["https://cs.intelbras-cve-pro.com.br", "https://cloud.example:8443/api/v1"],
)
def test_a_public_https_address_will_do_anywhere(address: str) -> None:
    assert faults_of_address(address, is_local=False) == ()


@pytest.mark.parametrize(
    "address",
    [
        "http://cloud.example",
        "https://user:word@cloud.example",
        "https://cloud.example/?next=x",
        "https://cloud.example/#x",
        "https://",
        "ftp://cloud.example",
        "https://cloud.example:99999",
        "cloud.example",
        "https://" + "x" * 300,
    ],
)
def test_others_are_refused_even_on_a_machine_that_is_alone(address: str) -> None:
    [fault] = faults_of_address(address, is_local=True)
    assert fault.field == "base_url"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:18810", "http://localhost:1", "http://[::1]:1"]
)
def test_this_machine_may_be_named_only_while_it_is_alone(address: str) -> None:
    assert faults_of_address(address, is_local=True) == ()
    assert faults_of_address(address, is_local=False) != ()
