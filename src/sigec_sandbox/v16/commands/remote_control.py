"""Remote start and stop."""

from sigec_sandbox.frames import Json
from sigec_sandbox.profiles import Profile
from sigec_sandbox.stations import remote
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token
from sigec_sandbox.stations.triggers import Trigger


def remote_start_transaction(station: Station, payload: Json) -> Reply:
    """Accept when a connector can take the driver, then start or wait for the cable."""
    token = Token(payload["idTag"])
    connector = station.choose(token, payload.get("connectorId"))
    if connector is None:
        return Reply({"status": "Rejected"})
    if profile := payload.get("chargingProfile"):
        station.profiles.install(
            Profile(evse=connector.number, body=profile, installed_at=station.clock.now())
        )
    return Reply({"status": "Accepted"}, lambda: remote.start(station, connector, token))


def remote_stop_transaction(station: Station, payload: Json) -> Reply:
    """Stop the transaction if it is one of ours."""
    connector = remote.charging(station, payload["transactionId"])
    if connector is None:
        return Reply({"status": "Rejected"})
    return Reply(
        {"status": "Accepted"}, lambda: station.finish(connector, "Remote", Trigger.REMOTE_STOP)
    )
