"""The same stations on the port with TLS and behind a proxy, with and without a certificate."""

import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from websockets.exceptions import InvalidStatus, WebSocketException

from sigec.ocpp.server import OcppServerSettings, Proxies, make_tls_context
from sigec.stations.model import CertificateFault, PeerCertificate, RefusalReason
from tests.authority import DAY, Holder
from tests.integration.ocpp.harness import Platform, ask, serve

HEADER = "X-SSL-Client-Cert"
HERE = Proxies(networks=[ip_network("127.0.0.0/8")], certificate_header=HEADER)
ELSEWHERE = Proxies(networks=[ip_network("192.0.2.0/24")], certificate_header=HEADER)


@pytest.fixture(scope="module")
def platform_holder() -> Holder:
    return Holder("platform", is_authority=True)


@pytest.fixture(scope="module")
def root() -> Holder:
    return Holder("Root", "Somebody", is_authority=True)


@asynccontextmanager
async def with_tls(
    holder: Holder, folder: Path, root: Holder | None = None, **options: Any
) -> AsyncIterator[Platform]:
    certificate, key = holder.write(folder / "platform")
    client_ca = None if root is None else root.write(folder / "root")[0]
    tls = make_tls_context(certificate=certificate, key=key, client_ca=client_ca, **options)
    async with serve(settings=OcppServerSettings(port=0, tls_port=0, tls=tls)) as platform:
        yield platform


async def test_a_station_connects_by_tls_and_by_the_plain_port(
    platform_holder: Holder, tmp_path: Path
) -> None:
    async with with_tls(platform_holder, tmp_path) as platform:
        context = platform_holder.context(tmp_path)
        async with platform.open("/ocpp/CP1", "ocpp1.6", tls=True, ssl=context) as station:
            assert (await ask(station, "Heartbeat"))[0] == 3
        async with platform.station("CP1") as station:
            assert (await ask(station, "Heartbeat"))[0] == 3
        assert [peer.is_tls for peer in platform.gate.peers] == [True, False]
        assert [peer.certificate for peer in platform.gate.peers] == [None, None]


async def test_what_a_client_certificate_says_is_known(
    platform_holder: Holder, root: Holder, tmp_path: Path
) -> None:
    shown = root.sign("CP1", "Garagem")
    async with with_tls(platform_holder, tmp_path, root) as platform:
        context = platform_holder.context(tmp_path / "shown", shown)
        async with platform.open("/ocpp/CP1", "ocpp1.6", tls=True, ssl=context) as station:
            assert (await ask(station, "Heartbeat"))[0] == 3
        certificate = platform.gate.peers[0].certificate
        assert certificate is not None
        assert certificate.names == {"CP1", "localhost", "127.0.0.1"}
        assert certificate.organizations == {"Garagem"}
        assert (certificate.fault, certificate.issued_for) == (None, None)


async def test_tls_itself_refuses_strangers_and_what_is_over(
    platform_holder: Holder, root: Holder, tmp_path: Path
) -> None:
    strangers = Holder("Other", is_authority=True).sign("CP1")
    over = root.sign("CP1", valid=(-2 * DAY, -DAY))
    async with with_tls(platform_holder, tmp_path, root) as platform:
        for number, shown in enumerate((strangers, over)):
            context = platform_holder.context(tmp_path / str(number), shown)
            with pytest.raises((OSError, WebSocketException)):
                async with platform.open("/ocpp/CP1", "ocpp1.6", tls=True, ssl=context):
                    pass
        assert not platform.gate.peers


@pytest.mark.parametrize("floor", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_older_tls_than_the_floor_is_refused(
    platform_holder: Holder, tmp_path: Path, floor: ssl.TLSVersion
) -> None:
    async with with_tls(platform_holder, tmp_path, minimum=floor) as platform:
        context = platform_holder.context(tmp_path)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        opening = platform.open("/ocpp/CP1", "ocpp1.6", tls=True, ssl=context)
        if floor is ssl.TLSVersion.TLSv1_2:
            async with opening as station:
                assert (await ask(station, "Heartbeat"))[0] == 3
        else:
            with pytest.raises(OSError):  # noqa: PT011 - TLS says no in several ways
                await opening


def _escaped(holder: Holder) -> str:
    return quote(holder.pem)


def _client_cert(holder: Holder) -> str:
    return f":{base64.b64encode(holder.der).decode()}:"


def _envoy(holder: Holder) -> str:
    return f'By=spiffe://x;Hash=abc;Cert="{quote(holder.pem)}";Subject="CN=CP1"'


def _plain(holder: Holder) -> str:
    return base64.b64encode(holder.der).decode()


async def seen_behind(
    platform: Platform, header: str, **more: str
) -> tuple[bool, str, PeerCertificate | None]:
    headers = {HEADER: header, "X-Forwarded-For": "10.9.9.9, 203.0.113.7"} | more
    async with platform.station("CP1", additional_headers=headers) as station:
        assert (await ask(station, "Heartbeat"))[0] == 3
    peer = platform.gate.peers[-1]
    return peer.is_tls, peer.address, peer.certificate


async def test_a_proxy_of_ours_passes_the_certificate_on(root: Holder) -> None:
    shown = root.sign("CP1", "Garagem")
    settings = OcppServerSettings(port=0, proxies=HERE)
    async with serve(settings=settings, trusted=[root.certificate]) as platform:
        for write in (_escaped, _client_cert, _envoy, _plain):
            is_tls, address, certificate = await seen_behind(platform, write(shown))
            assert (is_tls, address) == (True, "203.0.113.7")
            assert certificate is not None
            assert ("CP1" in certificate.names, certificate.fault) == (True, None)


async def test_what_a_proxy_passes_on_is_verified_again(root: Holder) -> None:
    middle = root.sign("Middle", is_authority=True)
    no_authority = root.sign("CP0")
    faults = {
        _escaped(middle.sign("CP1")) + _escaped(middle): None,
        _escaped(middle.sign("CP1")): CertificateFault.UNTRUSTED,  # its issuer is not there
        _escaped(no_authority.sign("CP1")) + _escaped(no_authority): CertificateFault.UNTRUSTED,
        _escaped(Holder("Root", "Somebody", is_authority=True).sign("CP1")): (
            CertificateFault.UNTRUSTED
        ),
        _escaped(root.sign("CP1", valid=(-2 * DAY, -DAY))): CertificateFault.EXPIRED,
        _escaped(root.sign("CP1", valid=(DAY, 2 * DAY))): CertificateFault.EXPIRED,
        "no certificate": CertificateFault.UNTRUSTED,
        _plain(root)[:200]: CertificateFault.UNTRUSTED,
    }
    settings = OcppServerSettings(port=0, proxies=HERE)
    async with serve(settings=settings, trusted=[root.certificate]) as platform:
        for header, fault in faults.items():
            certificate = (await seen_behind(platform, header))[2]
            assert certificate is not None
            assert certificate.fault is fault, header


async def test_a_proxy_says_whether_it_was_tls() -> None:
    async with serve(settings=OcppServerSettings(port=0, proxies=HERE)) as platform:
        for scheme, is_tls in (("wss", True), ("https", True), ("http", False), ("", False)):
            headers = {"X-Forwarded-Proto": scheme, "X-Forwarded-For": "nonsense"}
            async with platform.station("CP1", additional_headers=headers):
                pass
            peer = platform.gate.peers[-1]
            assert (peer.is_tls, peer.address, peer.certificate) == (is_tls, "127.0.0.1", None)


async def test_nobody_else_may_claim_a_certificate(root: Holder) -> None:
    settings = OcppServerSettings(port=0, proxies=ELSEWHERE)
    async with serve(settings=settings, trusted=[root.certificate]) as platform:
        headers = {HEADER: _escaped(root.sign("CP1"))}
        with pytest.raises(InvalidStatus) as caught:
            await platform.station("CP1", additional_headers=headers)
        assert caught.value.response.status_code == 403
        [(identity, refusal)] = platform.gate.refusals
        assert (identity, refusal.reason) == ("CP1", RefusalReason.PROXY_UNTRUSTED)
        forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        async with platform.station("CP1", additional_headers=forwarded):
            peer = platform.gate.peers[-1]
            assert (peer.is_tls, peer.address) == (False, "127.0.0.1")
