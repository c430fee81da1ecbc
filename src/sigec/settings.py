"""All settings, read once from the environment: prefix ``SIGEC_``, unknown names refused."""

import ipaddress
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from sigec.kit.addresses import LOOPBACK, Reach, networks

PREFIX = "SIGEC_"
TEST_PREFIX = "SIGEC_TEST_"
"""Where the tests find their services; not ours to refuse."""

Port = Annotated[int, Field(ge=0, le=65_535)]


class InvalidSettings(Exception):
    """The environment does not make sense; the text names each variable and what is wrong."""


class UnknownStations(StrEnum):
    """What to do with a station that nobody has registered."""

    REJECT = "reject"
    QUARANTINE = "quarantine"
    ACCEPT = "accept"


class TlsFloor(StrEnum):
    """The oldest TLS that is taken."""

    V12 = "1.2"
    V13 = "1.3"


class LogFormat(StrEnum):
    """How log lines look; ``auto`` is readable on a terminal and JSON elsewhere."""

    AUTO = "auto"
    CONSOLE = "console"
    JSON = "json"


class Settings(BaseModel):
    """Everything that can be set. Each field is the environment variable ``SIGEC_<NAME>``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: str | None = Field(
        default=None,
        description="postgresql://… or sqlite:///path; unset: a SQLite file in the data directory.",
    )
    database_timeout_s: float = Field(
        default=30.0,
        ge=1,
        le=3_600,
        description="How long PostgreSQL may take to answer a statement before its connection is"
        " given up, so that one over a dead route is not waited for.",
    )
    nats_url: str | None = Field(
        default=None, description="NATS server; unset: messages stay inside this process."
    )
    nats_stream: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
        description=(
            "JetStream stream that every event is put into (`SIGEC`), made when it is not there;"
            " unset: none."
        ),
    )
    mqtt_url: SecretStr | None = Field(
        default=None,
        description=(
            "MQTT broker: mqtt://user:password@host:1883 or mqtts://…:8883; unset: no MQTT. It is"
            " told every event, and the state of every connector for Home Assistant."
        ),
    )
    mqtt_ca: Path | None = Field(
        default=None,
        description="Authorities (PEM) that the broker's certificate is of; unset: the system's.",
    )
    mqtt_prefix: str = Field(
        default="sigec",
        pattern=r"^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$",
        description="What our topics begin with; then comes the tenant's short name.",
    )
    mqtt_discovery: str = Field(
        default="homeassistant",
        pattern=r"^([A-Za-z0-9_-]+|\{tenant\})(/([A-Za-z0-9_-]+|\{tenant\}))*$",
        description=(
            "Where Home Assistant looks for new devices; `{tenant}` in it stands for the tenant's"
            " short name."
        ),
    )
    mqtt_persons: bool = Field(
        default=False, description="Whether MQTT tells the name of who charges (personal data)."
    )
    redis_url: str | None = Field(
        default=None, description="Redis server; unset: limits and caches are per process."
    )
    data_dir: Path = Field(
        default=Path(".data"), description="Where the embedded database and secrets are kept."
    )
    journal_days: int = Field(
        default=400, ge=30, description="How long messages of stations and clouds are kept."
    )
    readings_days: int = Field(
        default=1_830,
        ge=30,
        description="How long the curves of charges are kept; their energy and price stay.",
    )
    host: str = Field(default="127.0.0.1", description="Address that all ports listen on.")
    http_port: Port = Field(default=8080, description="Web application and REST.")
    ocpp_port: Port = Field(default=9000, description="Charging stations, without TLS.")
    ocpp_tls_port: Port = Field(default=9443, description="Charging stations, with TLS.")
    ocpp_public_url: str | None = Field(
        default=None,
        pattern=r"^wss?://[^\s?#]+$",
        description=(
            "Address that stations know, where a proxy stands before the ports"
            " (`wss://ocpp.example.com`); shown to who sets a station up."
        ),
    )
    public_domain: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$",
        description=(
            "Domain of the web application (`sigec.example.com`): at `{slug}.sigec.example.com` a"
            " tenant's people see its brand, and nobody else signs in there. The proxy before it"
            " must pass `Host` on."
        ),
    )
    ocpp_tls_cert: Path | None = Field(
        default=None, description="Certificate chain (PEM); set it to open the TLS port."
    )
    ocpp_tls_key: Path | None = Field(default=None, description="Private key (PEM).")
    ocpp_tls_client_ca: Path | None = Field(
        default=None, description="Authorities whose client certificates are trusted (PEM)."
    )
    ocpp_tls_minimum: TlsFloor = Field(
        default=TlsFloor.V12, description="Oldest TLS that stations may speak: 1.2 or 1.3."
    )
    ocpp_proxies: str = Field(
        default="",
        description=(
            "Networks of TLS proxies before the station ports, with commas (10.0.0.0/8). They alone"
            " may say by headers who the client is: X-Forwarded-For, X-Forwarded-Proto and the"
            " certificate."
        ),
    )
    ocpp_proxy_certificate_header: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9-]{1,64}$",
        description=(
            "Header with the client's certificate as such a proxy verified it: `Client-Cert`"
            " (RFC 9440), `X-SSL-Client-Cert` ($ssl_client_escaped_cert of nginx),"
            " `X-Forwarded-Client-Cert` (Envoy). From any other address it is refused."
        ),
    )
    grpc_port: Port = Field(default=50_051, description="Other programs, by gRPC.")
    grpc_tls_cert: Path | None = Field(
        default=None, description="Certificate chain (PEM); set it to serve gRPC over TLS."
    )
    grpc_tls_key: Path | None = Field(default=None, description="Private key (PEM).")
    secret_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description=(
            "Key of tokens, cookies and stored secrets, 32 characters or more. On a loopback host"
            " it is made once in the data directory; elsewhere it is required."
        ),
    )
    admin_email: str | None = Field(
        default=None, description="First platform admin, created at start if there is no user."
    )
    admin_password: SecretStr | None = Field(default=None, description="Their password.")
    ocpp_unknown_stations: UnknownStations = Field(
        default=UnknownStations.REJECT,
        description=(
            "reject: 404 and a row under handshakes; quarantine: connected but pending;"
            " accept: created and accepted."
        ),
    )
    ocpp_heartbeat_interval_s: int = Field(
        default=300, ge=60, le=900, description="Told to stations in the answer to their boot."
    )
    ocpp_call_timeout_s: float = Field(
        default=30, gt=0, le=300, description="How long a station may take to answer a command."
    )
    ocpp_ping_interval_s: float = Field(
        default=60, gt=0, le=3_600, description="How often a silent station is pinged."
    )
    ocpp_frame_bytes_max: int = Field(
        default=4 * 1024 * 1024, ge=65_536, description="Largest message a station may send."
    )
    webhook_networks: str = Field(
        default="",
        description=(
            "Private networks that webhooks and messages may go to, with commas:"
            " 10.1.0.0/16,fd00::/8. The public internet is always allowed; on a loopback host this"
            " machine is too."
        ),
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s?#]+$",
        description=(
            "Address of the web app for people (`https://sigec.example.com`), for links that are"
            " sent; by default the one of the request that asks for the link."
        ),
    )
    station_files_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s?#]+$",
        max_length=300,
        description=(
            "Address under which stations fetch firmware from us and bring logs, as their own"
            " network sees it (`https://files.example.com`); by default SIGEC_PUBLIC_URL, or this"
            " machine's while it is alone. A proxy there passes /api/v1/station-files on."
        ),
    )
    firmware_bytes_max: int = Field(
        default=512 * 1024 * 1024, ge=1024, description="Largest firmware image."
    )
    station_log_bytes_max: int = Field(
        default=256 * 1024 * 1024, ge=1024, description="Largest log that a station may bring."
    )
    station_log_days: int = Field(
        default=30, ge=1, le=3_650, description="How long the logs of stations are kept."
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description=(
            "Mail server: smtp://user:password@host:587 (STARTTLS) or smtps://…:465. Without it no"
            " e-mail is sent, and links are copied by hand."
        ),
    )
    smtp_from: str | None = Field(
        default=None, max_length=254, description="Sender of e-mails: `SIGEC <no-reply@…>`."
    )
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    log_format: LogFormat = LogFormat.AUTO

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        if not self.is_local and self.secret_key is None:
            raise ValueError("SIGEC_SECRET_KEY is required unless SIGEC_HOST is loopback")
        if (self.ocpp_tls_cert is None) != (self.ocpp_tls_key is None):
            raise ValueError("SIGEC_OCPP_TLS_CERT and SIGEC_OCPP_TLS_KEY go together")
        if (self.smtp_url is None) != (self.smtp_from is None):
            raise ValueError("SIGEC_SMTP_URL and SIGEC_SMTP_FROM go together")
        if self.smtp_url is not None:
            mail = urlsplit(self.smtp_url.get_secret_value())
            if mail.scheme not in ("smtp", "smtps") or not mail.hostname:
                raise ValueError("SIGEC_SMTP_URL is smtp://… or smtps://… with a host")
        try:
            networks(self.webhook_networks.split(",") if self.webhook_networks else ())
        except ValueError as error:
            raise ValueError(f"SIGEC_WEBHOOK_NETWORKS: {error}") from None
        try:
            networks(self.ocpp_proxies.split(",") if self.ocpp_proxies else ())
        except ValueError as error:
            raise ValueError(f"SIGEC_OCPP_PROXIES: {error}") from None
        if self.ocpp_proxy_certificate_header is not None and not self.ocpp_proxies:
            raise ValueError("SIGEC_OCPP_PROXY_CERTIFICATE_HEADER needs SIGEC_OCPP_PROXIES")
        if self.admin_email is not None and self.admin_password is None:
            raise ValueError("SIGEC_ADMIN_EMAIL needs SIGEC_ADMIN_PASSWORD")
        return self

    @model_validator(mode="after")
    def _check_grpc(self) -> Self:
        if (self.grpc_tls_cert is None) is not (self.grpc_tls_key is None):
            raise ValueError("SIGEC_GRPC_TLS_CERT and SIGEC_GRPC_TLS_KEY go together")
        for name in ("grpc_tls_cert", "grpc_tls_key"):
            path: Path | None = getattr(self, name)
            if path is not None and not path.is_file():
                raise ValueError(f"SIGEC_{name.upper()} is no file")
        return self

    @model_validator(mode="after")
    def _check_brokers(self) -> Self:
        if self.nats_stream is not None and self.nats_url is None:
            raise ValueError("SIGEC_NATS_STREAM needs SIGEC_NATS_URL")
        if self.mqtt_url is not None:
            broker = urlsplit(self.mqtt_url.get_secret_value())
            if broker.scheme not in ("mqtt", "mqtts") or not broker.hostname:
                raise ValueError("SIGEC_MQTT_URL is mqtt://… or mqtts://… with a host")
        if self.mqtt_ca is not None and not self.mqtt_ca.is_file():
            raise ValueError("SIGEC_MQTT_CA is no file")
        return self

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach us."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def webhook_reach(self) -> Reach:
        """Where webhooks may go, and the servers of providers of messages may be."""
        allowed = networks(self.webhook_networks.split(",") if self.webhook_networks else ())
        return Reach(allowed=(*allowed, *(LOOPBACK if self.is_local else ())))

    @property
    def source_reach(self) -> Reach:
        """Where the clouds of sources may be: the internet, and this machine while it is alone."""
        return Reach(allowed=LOOPBACK if self.is_local else ())

    @property
    def kept(self) -> Mapping[str, timedelta]:
        """How long the rows of tables are kept that only grow."""
        return {
            "journal": timedelta(days=self.journal_days),
            "readings": timedelta(days=self.readings_days),
        }

    @property
    def files_url(self) -> str | None:
        """Where stations reach us for files; ``None`` when nobody said and nobody can know."""
        if (url := self.station_files_url or self.public_url) is not None:
            return url
        is_known = self.is_local and self.http_port
        return f"http://{self.host}:{self.http_port}" if is_known else None

    @property
    def effective_database_url(self) -> str:
        """The database to use: the one that was set, else a file in the data directory."""
        return self.database_url or f"sqlite:///{self.embedded_database_path}"

    @property
    def embedded_database_path(self) -> Path:
        """Where the embedded database is kept, whether or not it is used."""
        return self.data_dir.absolute() / "sigec.db"


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from an environment.

    :raises InvalidSettings: when a value is wrong or a name with our prefix is unknown.
    """
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and not name.startswith(TEST_PREFIX) and value != ""
    }
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise InvalidSettings("\n".join(_sentence(each) for each in error.errors())) from None


def config_template() -> str:
    """Return a documented file of all settings with their defaults, for ``env`` files."""
    lines = ["# SIGEC-VE: every setting, with its default. Uncomment what you change.", ""]
    for name, field in Settings.model_fields.items():
        if field.description:
            lines.append(f"# {field.description}")
        default = "" if field.default is None else str(field.default)
        lines += [f"#{PREFIX}{name.upper()}={default}", ""]
    return "\n".join(lines)


def _sentence(error: Mapping[str, object]) -> str:
    # Never the value itself: it may be a secret.
    location = error["loc"]
    name = (
        f"{PREFIX}{str(location[0]).upper()}: " if isinstance(location, tuple) and location else ""
    )
    message = "unknown setting" if error["type"] == "extra_forbidden" else str(error["msg"])
    return f"{name}{message.removeprefix('Value error, ')}"
