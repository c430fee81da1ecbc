"""Remote start and stop, unlock, trigger."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from sigec_sandbox.frames import Json
from sigec_sandbox.profiles import Profile
from sigec_sandbox.stations import remote
from sigec_sandbox.stations.equipment import ACCEPTED
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger
from sigec_sandbox.v2.commands import security
from sigec_sandbox.v2.messages import CONNECTOR

Send: TypeAlias = Callable[[], Awaitable[object]]


def request_start_transaction(station: Station, payload: Json) -> Reply:
    """Accept when an EVSE can take the driver, then start or wait for the cable."""
    token = Token(payload["idToken"]["idToken"], payload["idToken"]["type"])
    connector = station.choose(token, payload.get("evseId"))
    if connector is None:
        return Reply({"status": "Rejected"})
    if profile := payload.get("chargingProfile"):
        station.profiles.install(
            Profile(evse=connector.number, body=profile, installed_at=station.clock.now())
        )
    answer: Json = {"status": "Accepted"}
    if connector.transaction is not None:
        answer["transactionId"] = connector.transaction.id
    remote_start_id = payload["remoteStartId"]
    return Reply(answer, lambda: remote.start(station, connector, token, remote_start_id))


def request_stop_transaction(station: Station, payload: Json) -> Reply:
    """Stop the transaction if it is one of ours."""
    connector = remote.charging(station, payload["transactionId"])
    if connector is None:
        return Reply({"status": "Rejected"})
    return Reply(
        {"status": "Accepted"}, lambda: station.finish(connector, "Remote", Trigger.REMOTE_STOP)
    )


def unlock_connector(station: Station, payload: Json) -> Reply:
    """Let the cable go unless an authorised transaction needs it."""
    connector = station.connectors.get(payload["evseId"])
    if connector is None or payload["connectorId"] != CONNECTOR:
        return Reply({"status": "UnknownConnector"})
    if connector.transaction is not None and connector.authorized is not None:
        return Reply({"status": "OngoingAuthorizedTransaction"})
    return Reply({"status": "Unlocked"})


def trigger_message(station: Station, payload: Json) -> Reply:
    """Accept what the station can send now, then send it."""
    number = payload.get("evse", {}).get("id")
    if number is not None and number not in station.connectors:
        return Reply({"status": "Rejected"})
    numbers = [number] if number is not None else list(station.connectors)
    wanted = payload["requestedMessage"]
    if wanted == "BootNotification" and station.registration == ACCEPTED:
        return Reply({"status": "Rejected"})
    send = _senders(station, numbers).get(wanted)
    if send is None:
        return Reply({"status": "NotImplemented"})
    return Reply({"status": "Accepted"}, send)


def _senders(station: Station, numbers: list[int]) -> Mapping[str, Send]:
    async def statuses() -> None:
        for number in numbers:
            await station.report_status(number)

    async def readings() -> None:
        for number in numbers:
            await station.take_sample(station.connectors[number], "Trigger")

    async def events() -> None:
        for number in numbers:
            if station.connectors[number].transaction is not None:
                await station.take_sample(station.connectors[number], "Trigger")

    def status_of(action: str, status: str, request_id: int | None) -> Send:
        payload: Json = {"status": status}
        return lambda: station.call(
            action, payload if request_id is None else payload | {"requestId": request_id}
        )

    def sign(purpose: str) -> Send:
        return lambda: security.request_certificate(station, purpose)

    firmware, uploads = station.firmware, station.uploads
    return {
        "BootNotification": lambda: station.boot("Triggered"),
        "FirmwareStatusNotification": status_of(
            "FirmwareStatusNotification", firmware.status, firmware.request_id
        ),
        "Heartbeat": station.heartbeat,
        "LogStatusNotification": status_of(
            "LogStatusNotification", uploads.status, uploads.request_id
        ),
        "MeterValues": readings,
        "PublishFirmwareStatusNotification": status_of(
            "PublishFirmwareStatusNotification", "Idle", None
        ),
        "SignChargingStationCertificate": sign(security.STATION),
        "SignCombinedCertificate": sign(security.STATION),
        "SignV2GCertificate": sign(security.V2G),
        "SignV2G20Certificate": sign(security.V2G20),
        "StatusNotification": statuses,
        "TransactionEvent": events,
    }
