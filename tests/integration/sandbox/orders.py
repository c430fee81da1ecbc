"""A plausible payload for every command of every version."""

from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.integration.sandbox.central_system import Payload

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
LATER = "2026-01-05T18:00:00Z"


class Authority:
    """A certificate authority for the day of the tests."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test root")])
        self.root = self._sign(name, name, self.key.public_key(), ca=True)

    @property
    def pem(self) -> str:
        return _pem(self.root)

    def sign(self, request_pem: str) -> str:
        """Return the chain for a request."""
        request = x509.load_pem_x509_csr(request_pem.encode())
        assert request.is_signature_valid
        key = request.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        return _pem(self._sign(request.subject, self.root.subject, key, ca=False)) + self.pem

    def _sign(
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, ca: bool
    ) -> x509.Certificate:
        return (
            x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number())
            .not_valid_before(NOON - timedelta(days=1))
            .not_valid_after(NOON + timedelta(days=365))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def profile2(profile_id: int = 7, **fields: Any) -> Payload:
    """Return a 2.x profile of 2 kW."""
    schedule: Payload = {
        "id": 1,
        "chargingRateUnit": "W",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 2000.0}],
    }
    if fields.get("chargingProfileKind", "Absolute") == "Absolute":
        schedule["startSchedule"] = "2026-01-05T12:00:00Z"
    return {
        "id": profile_id,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": [schedule],
        **fields,
    }


ROOT = Authority().pem
TOKEN: Payload = {"idToken": "APP", "type": "Central"}
HASH: Payload = {
    "hashAlgorithm": "SHA256",
    "issuerNameHash": "00",
    "issuerKeyHash": "00",
    "serialNumber": "1",
}
POWER: Payload = {
    "component": {"name": "EVSE", "evse": {"id": 1}},
    "variable": {"name": "Power"},
}
TARIFF: Payload = {
    "tariffId": "T1",
    "currency": "BRL",
    "energy": {"prices": [{"priceKwh": 1.2}]},
}
FIRMWARE: Payload = {"location": "ftp://host/fw-2.1.0.bin", "retrieveDateTime": LATER}
LOG: Payload = {"remoteLocation": "sftp://host/upload"}
FIXED_POWER_FACTOR: Payload = {"priority": 1, "displacement": 0.95, "excitation": True}

ORDERS_16: dict[str, Payload] = {
    "CancelReservation": {"reservationId": 1},
    "CertificateSigned": {"certificateChain": ROOT},
    "ChangeAvailability": {"connectorId": 1, "type": "Operative"},
    "ChangeConfiguration": {"key": "HeartbeatInterval", "value": "120"},
    "ClearCache": {},
    "ClearChargingProfile": {},
    "DataTransfer": {"vendorId": "Acme"},
    "DeleteCertificate": {"certificateHashData": HASH},
    "ExtendedTriggerMessage": {"requestedMessage": "Heartbeat"},
    "GetCompositeSchedule": {"connectorId": 1, "duration": 60},
    "GetConfiguration": {},
    "GetDiagnostics": {"location": "ftp://host/"},
    "GetInstalledCertificateIds": {"certificateType": "CentralSystemRootCertificate"},
    "GetLocalListVersion": {},
    "GetLog": {"logType": "SecurityLog", "requestId": 1, "log": LOG},
    "InstallCertificate": {
        "certificateType": "CentralSystemRootCertificate",
        "certificate": ROOT,
    },
    "RemoteStartTransaction": {"idTag": "APP"},
    "RemoteStopTransaction": {"transactionId": 1},
    "ReserveNow": {"connectorId": 1, "expiryDate": LATER, "idTag": "VIP", "reservationId": 4},
    "Reset": {"type": "Soft"},
    "SendLocalList": {"listVersion": 1, "updateType": "Full"},
    "SetChargingProfile": {
        "connectorId": 0,
        "csChargingProfiles": {
            "chargingProfileId": 1,
            "stackLevel": 0,
            "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Relative",
            "chargingSchedule": {
                "chargingRateUnit": "A",
                "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 10.0}],
            },
        },
    },
    "SignedUpdateFirmware": {
        "requestId": 1,
        "firmware": {**FIRMWARE, "signingCertificate": ROOT, "signature": "c2ln"},
    },
    "TriggerMessage": {"requestedMessage": "Heartbeat"},
    "UnlockConnector": {"connectorId": 1},
    "UpdateFirmware": {"location": "ftp://host/fw-2.1.0.bin", "retrieveDate": LATER},
}

ORDERS_201: dict[str, Payload] = {
    "CancelReservation": {"reservationId": 1},
    "CertificateSigned": {"certificateChain": ROOT},
    "ChangeAvailability": {"operationalStatus": "Operative"},
    "ClearCache": {},
    "ClearChargingProfile": {"chargingProfileId": 1},
    "ClearDisplayMessage": {"id": 1},
    "ClearVariableMonitoring": {"id": [1]},
    "CostUpdated": {"totalCost": 1.5, "transactionId": "unknown"},
    "CustomerInformation": {
        "requestId": 1,
        "report": True,
        "clear": False,
        "idToken": TOKEN,
    },
    "DataTransfer": {"vendorId": "Acme"},
    "DeleteCertificate": {"certificateHashData": HASH},
    "GetBaseReport": {"requestId": 1, "reportBase": "SummaryInventory"},
    "GetChargingProfiles": {"requestId": 1, "chargingProfile": {}},
    "GetCompositeSchedule": {"duration": 60, "evseId": 1},
    "GetDisplayMessages": {"requestId": 1},
    "GetInstalledCertificateIds": {},
    "GetLocalListVersion": {},
    "GetLog": {"logType": "SecurityLog", "requestId": 1, "log": LOG},
    "GetMonitoringReport": {"requestId": 1},
    "GetReport": {"requestId": 1},
    "GetTransactionStatus": {},
    "GetVariables": {"getVariableData": [POWER]},
    "InstallCertificate": {"certificateType": "CSMSRootCertificate", "certificate": ROOT},
    "PublishFirmware": {"location": "sftp://host/fw", "checksum": "ab", "requestId": 1},
    "RequestStartTransaction": {"remoteStartId": 1, "idToken": TOKEN},
    "RequestStopTransaction": {"transactionId": "unknown"},
    "ReserveNow": {"id": 1, "expiryDateTime": LATER, "idToken": TOKEN},
    "Reset": {"type": "Immediate"},
    "SendLocalList": {"versionNumber": 1, "updateType": "Full"},
    "SetChargingProfile": {"evseId": 0, "chargingProfile": profile2()},
    "SetDisplayMessage": {
        "message": {
            "id": 1,
            "priority": "NormalCycle",
            "message": {"format": "UTF8", "content": "Olá"},
        }
    },
    "SetMonitoringBase": {"monitoringBase": "All"},
    "SetMonitoringLevel": {"severity": 5},
    "SetNetworkProfile": {
        "configurationSlot": 1,
        "connectionData": {
            "ocppVersion": "OCPP20",
            "ocppTransport": "JSON",
            "ocppCsmsUrl": "wss://host/ocpp",
            "messageTimeout": 30,
            "securityProfile": 2,
            "ocppInterface": "Wired0",
        },
    },
    "SetVariableMonitoring": {
        "setMonitoringData": [{**POWER, "type": "Delta", "value": 100, "severity": 5}]
    },
    "SetVariables": {"setVariableData": [{**POWER, "attributeValue": "1"}]},
    "TriggerMessage": {"requestedMessage": "Heartbeat"},
    "UnlockConnector": {"evseId": 1, "connectorId": 1},
    "UnpublishFirmware": {"checksum": "ab"},
    "UpdateFirmware": {"requestId": 1, "firmware": FIRMWARE},
}

ORDERS_21: dict[str, Payload] = {
    **ORDERS_201,
    "AFRRSignal": {"timestamp": LATER, "signal": 3},
    "AdjustPeriodicEventStream": {"id": 1, "params": {"interval": 10}},
    "ChangeTransactionTariff": {"transactionId": "unknown", "tariff": TARIFF},
    "ClearDERControl": {"isDefault": False},
    "ClearTariffs": {},
    "GetDERControl": {"requestId": 1},
    "GetPeriodicEventStream": {},
    "GetTariffs": {"evseId": 0},
    "NotifyAllowedEnergyTransfer": {
        "transactionId": "unknown",
        "allowedEnergyTransfer": ["AC_single_phase"],
    },
    "NotifyWebPaymentStarted": {"evseId": 1, "timeout": 60},
    "RequestBatterySwap": {"idToken": TOKEN, "requestId": 1},
    "SetDERControl": {
        "isDefault": True,
        "controlId": "D1",
        "controlType": "FixedPFInject",
        "fixedPFInject": FIXED_POWER_FACTOR,
    },
    "SetDefaultTariff": {"evseId": 0, "tariff": TARIFF},
    "UpdateDynamicSchedule": {"chargingProfileId": 1, "scheduleUpdate": {"limit": 5000}},
    "UsePriorityCharging": {"transactionId": "unknown", "activate": True},
}

ORDERS = {"1.6": ORDERS_16, "2.0.1": ORDERS_201, "2.1": ORDERS_21}
