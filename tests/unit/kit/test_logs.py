"""Nothing secret is logged, whoever logs it and under whatever name."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from sigec.kit.logs import MASK, configure_logs, mask_secrets


@pytest.fixture
def as_before() -> Iterator[None]:
    """Give the tests' own logging back."""
    root = logging.getLogger()
    handlers, level, known = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**known)


def masked(**event: object) -> dict[str, object]:
    return dict(mask_secrets(None, "info", dict(event)))


@pytest.mark.parametrize(
    "name", ["password", "access_token", "Authorization", "api_key", "phone", "email", "cpf"]
)
def test_a_field_that_is_secret_by_name_is_masked(name: str) -> None:
    assert masked(**{name: "anything"}) == {name: MASK}


@pytest.mark.parametrize(
    "text",
    [
        "Bearer abc.def-123",
        "Basic dXNlcjpwYXNz",
        "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl",
        "+5511987654321",
        "ana.souza@example.com",
    ],
)
def test_what_looks_secret_is_masked_in_any_text(text: str) -> None:
    assert masked(detail=f"it was {text}, wasn't it?") == {"detail": f"it was {MASK}, wasn't it?"}


def test_an_address_keeps_its_host_and_loses_its_password() -> None:
    url = "postgresql://sigec:pass@db.example/sigec"
    assert masked(url=url) == {"url": f"postgresql://{MASK}@db.example/sigec"}


def test_ids_stay_readable() -> None:
    event = {"message_id": "1", "station_id": "01a2", "id_token_id": "01a3"}
    assert masked(**event) == event


def test_a_library_and_an_exception_are_masked_too(
    as_before: None, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(level="INFO", as_json=True)
    logging.getLogger("library").warning("sent to %s", "+5511987654321")
    try:
        raise RuntimeError("Bearer abc.def")
    except RuntimeError:
        structlog.get_logger().exception("it.failed")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert lines[0]["event"] == f"sent to {MASK}"
    assert lines[1]["exception"].endswith(f"RuntimeError: {MASK}")
