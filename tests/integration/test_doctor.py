"""The doctor says how each thing is, and what to do about what is wrong."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sigec.db import Database
from sigec.doctor import Finding, examine
from sigec.kit.actor import PLATFORM, Role
from sigec.settings import Settings
from sigec.stations.model import StationDraft
from sigec.stations.service.registering import register
from tests.integration.actors import NOON, create_tenant, somebody


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


async def found(settings: Settings) -> dict[str, Finding]:
    return {finding.subject: finding for finding in await examine(settings)}


def settings(folder: Path, **changes: object) -> Settings:
    ports = {"http_port": 0, "ocpp_port": 0, "grpc_port": 0}
    return Settings.model_validate({"data_dir": folder, **ports, **changes})


async def test_a_machine_on_which_nothing_has_started_yet_is_well(tmp_path: Path) -> None:
    findings = await found(settings(tmp_path / "data"))
    assert all(finding.is_good for finding in findings.values())
    assert not (tmp_path / "data").exists()


async def test_a_migrated_database_is_well(tmp_path: Path, database_url: str) -> None:
    findings = await found(settings(tmp_path, database_url=database_url))
    assert findings["database"].is_good
    assert findings["schema"].is_good


async def test_an_empty_database_wants_to_be_migrated(
    tmp_path: Path, empty_database_url: str
) -> None:
    finding = (await found(settings(tmp_path, database_url=empty_database_url)))["schema"]
    assert not finding.is_good
    assert "sigec migrate" in str(finding)


async def test_what_does_not_answer_is_named_with_its_setting(
    tmp_path: Path, busy_port: int
) -> None:
    nobody = "127.0.0.1:1"
    findings = await found(
        settings(
            tmp_path,
            database_url=f"postgresql://nobody@{nobody}/sigec",
            redis_url=f"redis://{nobody}",
            mqtt_url=f"mqtt://{nobody}",
            http_port=busy_port,
        )
    )
    assert "SIGEC_DATABASE_URL" in str(findings["database"])
    assert "SIGEC_REDIS_URL" in str(findings["cache"])
    assert "SIGEC_MQTT_URL" in str(findings["MQTT"])
    assert "SIGEC_HTTP_PORT" in str(findings[f"port {busy_port}"])


async def test_brokers_that_answer_are_well(
    tmp_path: Path, nats_url: str, redis_url: str, mqtt_url: str
) -> None:
    findings = await found(
        settings(tmp_path, nats_url=nats_url, redis_url=redis_url, mqtt_url=mqtt_url)
    )
    assert findings["MQTT"].is_good
    assert findings["broker"].is_good
    assert findings["cache"].is_good


async def test_stations_that_cannot_come_as_they_are_registered_are_named(
    tmp_path: Path, database: Database, database_url: str
) -> None:
    findings = await found(settings(tmp_path, database_url=database_url))
    assert findings["stations' TLS"].is_good
    assert findings["stations' certificates"].is_good
    tenant = await create_tenant(database)
    async with database.transaction(PLATFORM) as connection:
        await register(
            connection,
            somebody(Role.TENANT_ADMIN, tenant),
            StationDraft(name="P3", ocpp_identity="P3", security_profile=3),
            password_key=b"",
            at=NOON,
        )
    findings = await found(settings(tmp_path, database_url=database_url))
    assert "SIGEC_OCPP_TLS_CERT" in str(findings["stations' TLS"])
    assert "SIGEC_OCPP_TLS_CLIENT_CA" in str(findings["stations' certificates"])
    proxied = settings(tmp_path, database_url=database_url, ocpp_proxies="10.0.0.0/8")
    assert (await found(proxied))["stations' TLS"].is_good
