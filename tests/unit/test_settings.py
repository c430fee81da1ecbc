"""Settings come from the environment, and what does not make sense is said, never guessed."""

import pytest

from sigec.settings import InvalidSettings, Settings, config_template, load_settings
from tests.canaries import SECRET_KEY


def faults(**environment: str) -> str:
    with pytest.raises(InvalidSettings) as caught:
        load_settings(environment)
    return str(caught.value)


def test_an_empty_environment_is_a_platform_on_this_machine() -> None:
    settings = load_settings({})
    assert settings.is_local
    assert settings.effective_database_url.startswith("sqlite:///")


def test_an_empty_value_is_no_value() -> None:
    assert load_settings({"SIGEC_NATS_URL": ""}).nats_url is None


def test_other_programs_variables_are_theirs() -> None:
    assert load_settings({"HOME": "/root", "SIGEC_TEST_REDIS_URL": "x"}) == Settings()


def test_an_unknown_name_is_refused() -> None:
    assert faults(SIGEC_HTPP_PORT="8080") == "SIGEC_HTPP_PORT: unknown setting"


def test_every_fault_is_named() -> None:
    assert "SIGEC_HTTP_PORT" in faults(SIGEC_HTTP_PORT="99999", SIGEC_OCPP_PORT="-1")
    assert "SIGEC_OCPP_PORT" in faults(SIGEC_HTTP_PORT="99999", SIGEC_OCPP_PORT="-1")


def test_a_fault_never_shows_the_value() -> None:
    assert "hunter2" not in faults(SIGEC_SECRET_KEY="hunter2")


@pytest.mark.parametrize(
    ("host", "is_local"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)],  # noqa: S104
)
def test_only_loopback_is_local(host: str, *, is_local: bool) -> None:
    settings = load_settings({"SIGEC_HOST": host, "SIGEC_SECRET_KEY": SECRET_KEY})
    assert settings.is_local is is_local


def test_whoever_can_be_reached_from_outside_needs_a_secret_key() -> None:
    assert "SIGEC_SECRET_KEY is required" in faults(SIGEC_HOST="192.0.2.1")


@pytest.mark.parametrize(
    "environment",
    [
        {"SIGEC_OCPP_TLS_CERT": "chain.pem"},
        {"SIGEC_OCPP_TLS_KEY": "key.pem"},
        {"SIGEC_ADMIN_EMAIL": "ana@example.com"},
    ],
)
def test_half_a_pair_is_refused(environment: dict[str, str]) -> None:
    assert next(iter(environment)) in faults(**environment)


def test_the_template_names_every_setting() -> None:
    template = config_template()
    for name in Settings.model_fields:
        assert f"#SIGEC_{name.upper()}=" in template
