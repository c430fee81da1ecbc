"""How the ports for stations are set up: TLS, proxies, limits, and whom we believe there."""

import ssl
from functools import partial

from sigec.certificates.model import read_authorities
from sigec.certificates.service import Trust
from sigec.kit.addresses import networks
from sigec.kit.ports import Clock
from sigec.ocpp.connection import ConnectionLimits
from sigec.ocpp.server import OcppServerSettings, Proxies, make_tls_context, trust_authority
from sigec.settings import Settings, TlsFloor

_TLS_VERSIONS = {TlsFloor.V12: ssl.TLSVersion.TLSv1_2, TlsFloor.V13: ssl.TLSVersion.TLSv1_3}


def open_trust(settings: Settings, clock: Clock) -> Trust:
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
