from hypothesis import given
from hypothesis import strategies as st

from sigec.stations.model.passwords import derive_key, digest_of, is_password

KEY = derive_key(b"a secret of the installation")
hex_keys = st.binary(min_size=16, max_size=20)


@given(st.binary(max_size=31), st.binary(max_size=31))
def test_only_the_password_is_the_password(password: bytes, other: bytes) -> None:
    digest = digest_of(KEY, password)

    assert is_password(KEY, password, digest)
    assert is_password(KEY, other, digest) is (other == password)


@given(hex_keys)
def test_a_hex_key_is_known_by_its_text_and_by_its_bytes(key: bytes) -> None:
    digest = digest_of(KEY, key.hex().encode())

    assert is_password(KEY, key, digest)
    assert is_password(KEY, key.hex().encode(), digest)
    assert is_password(KEY, key.hex().upper().encode(), digest)
    assert not is_password(KEY, key.hex().encode() + b"0", digest)


def test_digests_depend_on_the_installation() -> None:
    assert digest_of(KEY, b"password") != digest_of(derive_key(b"another"), b"password")
