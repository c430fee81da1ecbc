"""How the ports for stations are set up: TLS, proxies, limits, whom we believe, their files."""

import ssl
from functools import partial

from sigec.certificates.model import read_authorities
from sigec.certificates.service import (
    AuthorityService,
    CertificateDesk,
    CertificateKeeper,
    Certificates,
    OwnAuthority,
    RequestDesk,
    RootDesk,
    StationDoors,
    Trust,
)
from sigec.ground import Ground
from sigec.kit.addresses import networks
from sigec.kit.ports import Clock
from sigec.maintenance.service import MaintenancePolicy, Workshop
from sigec.ocpp.connection import ConnectionLimits
from sigec.ocpp.server import OcppServerSettings, Proxies, make_tls_context, trust_authority
from sigec.settings import Settings, TlsFloor
from sigec.stations.model import StationPolicy
from sigec.stations.service import CredentialService, StationDirectory, StationService

_TLS_VERSIONS = {TlsFloor.V12: ssl.TLSVersion.TLSv1_2, TlsFloor.V13: ssl.TLSVersion.TLSv1_3}


async def open_certificates(
    ground: Ground,
    settings: Settings,
    *,
    directory: StationDirectory,
    policy: StationPolicy,
    doors: StationDoors,
) -> Certificates:
    """Let the authorities of tenants sign for their stations, and believe them."""
    database, clock = ground.database, ground.clock
    trust = _open_trust(settings, clock)
    authorities = AuthorityService(database, clock, vault=ground.certificate_vault, trust=trust)
    await authorities.refresh()
    credentials = CredentialService(
        database,
        clock,
        directory=directory,
        vault=ground.station_vault,
        password_key=policy.password_key,
        has_tls=settings.ocpp_tls_cert is not None or bool(settings.ocpp_proxies),
    )
    return Certificates(
        trust=trust,
        authorities=authorities,
        credentials=credentials,
        desk=CertificateDesk(
            database, clock, doors=doors, authorities=authorities, credentials=credentials
        ),
        requests=RequestDesk(database, clock, directory),
        keeper=CertificateKeeper(
            database,
            clock,
            authority=OwnAuthority(database, ground.certificate_vault),
            stations=doors.stations,
        ),
        roots=RootDesk(database, clock, inventory=doors.inventory, stations=doors.stations),
    )


def _open_trust(settings: Settings, clock: Clock) -> Trust:
    """Believe the authorities of the file that is set; our own are told of later."""
    path = settings.ocpp_tls_client_ca
    return Trust(clock, [] if path is None else read_authorities(path.read_text()))


def ocpp_settings(settings: Settings, trust: Trust) -> OcppServerSettings:
    """Say how the ports of stations are set up.

    :raises OSError: when a file of a certificate cannot be read.
    """
    tls = None
    if settings.ocpp_tls_cert is not None and settings.ocpp_tls_key is not None:
        tls = make_tls_context(
            certificate=settings.ocpp_tls_cert,
            key=settings.ocpp_tls_key,
            client_ca=settings.ocpp_tls_client_ca,
            minimum=_TLS_VERSIONS[settings.ocpp_tls_minimum],
        )
        trust.follow(partial(trust_authority, tls))
    return OcppServerSettings(
        host=settings.host,
        port=settings.ocpp_port,
        tls_port=settings.ocpp_tls_port,
        tls=tls,
        proxies=Proxies(
            networks=networks(settings.ocpp_proxies.split(",")) if settings.ocpp_proxies else (),
            certificate_header=settings.ocpp_proxy_certificate_header,
        ),
        limits=ConnectionLimits(
            message_bytes_max=settings.ocpp_frame_bytes_max,
            call_timeout_s=settings.ocpp_call_timeout_s,
            ping_interval_s=settings.ocpp_ping_interval_s,
            silence_max_s=2.5 * settings.ocpp_ping_interval_s,
            mute_silence_max_s=3.0 * settings.ocpp_heartbeat_interval_s,
        ),
    )


def open_workshop(settings: Settings, ground: Ground, stations: StationService) -> Workshop:
    """Return who looks after stations, within what the installation allows."""
    policy = MaintenancePolicy(
        files_url=settings.files_url,
        firmware_bytes_max=settings.firmware_bytes_max,
        log_bytes_max=settings.station_log_bytes_max,
        log_days=settings.station_log_days,
    )
    return Workshop(
        ground.database, ground.clock, stations=stations, cache=ground.cache, policy=policy
    )
