import pytest

from sigec.rest.addresses import slug_in


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("acacias.sigec.example", "acacias"),
        ("Acacias.SIGEC.example:8443", "acacias"),
        ("sigec.example", None),
        ("a.b.sigec.example", None),
        (".sigec.example", None),
        ("acacias.sigec.example.evil.example", None),
        ("127.0.0.1:8080", None),
        ("[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tenants_address_is_one_label_before_the_domain(
    host: str | None, slug: str | None
) -> None:
    assert slug_in(host, "sigec.example") == slug
    assert slug_in(host, None) is None
