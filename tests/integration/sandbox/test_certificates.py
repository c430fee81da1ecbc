"""Real keys, real requests, real chains."""

import ssl

import pytest
from cryptography import x509

from sigec_sandbox import ScriptClock
from sigec_sandbox.versions import STATIONS
from tests.integration.sandbox.central_system import CentralSystem, Payload
from tests.integration.sandbox.orders import NOON, Authority

TRIGGERS = {
    "1.6": ("ExtendedTriggerMessage", "SignChargePointCertificate"),
    "2.0.1": ("TriggerMessage", "SignChargingStationCertificate"),
    "2.1": ("TriggerMessage", "SignChargingStationCertificate"),
}


@pytest.mark.parametrize("version", sorted(TRIGGERS))
async def test_a_station_has_its_key_signed(central: CentralSystem, version: str) -> None:
    authority = Authority()
    action, message = TRIGGERS[version]
    async with STATIONS[version](central.url, "CP-1", clock=ScriptClock(NOON)) as station:
        await central.ask("CP-1", action, {"requestedMessage": message})
        await station.settle()
        request = central.of("SignCertificate")[0]["csr"]
        subject = x509.load_pem_x509_csr(request.encode()).subject
        assert subject.rfc4514_string() == "O=SIGEC Sandbox,CN=CP-1"
        chain = authority.sign(request)
        stranger = Authority().sign(request)
        for signed, expected in ((stranger[:-900], "Rejected"), (chain, "Accepted")):
            answer = await central.ask("CP-1", "CertificateSigned", {"certificateChain": signed})
            assert answer["status"] == expected
        again = await central.ask("CP-1", "CertificateSigned", {"certificateChain": chain})
        assert again == {"status": "Rejected"}
        context = ssl.create_default_context()
        station.certificates.load_into(context, "ChargingStationCertificate")


@pytest.mark.parametrize("version", sorted(TRIGGERS))
async def test_roots_are_installed_listed_and_deleted(central: CentralSystem, version: str) -> None:
    kind = "CentralSystemRootCertificate" if version == "1.6" else "CSMSRootCertificate"
    query: Payload = {"certificateType": kind if version == "1.6" else [kind]}
    async with STATIONS[version](central.url, "CP-1", clock=ScriptClock(NOON)):
        assert (await central.ask("CP-1", "GetInstalledCertificateIds", query))["status"] == (
            "NotFound"
        )
        for pem, expected in ((Authority().pem, "Accepted"), ("none", "Rejected")):
            install = {"certificateType": kind, "certificate": pem}
            answer = await central.ask("CP-1", "InstallCertificate", install)
            assert answer == {"status": expected}
        listed = await central.ask("CP-1", "GetInstalledCertificateIds", query)
        name = (
            listed["certificateHashData"][0]
            if version == "1.6"
            else listed["certificateHashDataChain"][0]["certificateHashData"]
        )
        for expected in ("Accepted", "NotFound"):
            answer = await central.ask("CP-1", "DeleteCertificate", {"certificateHashData": name})
            assert answer == {"status": expected}
