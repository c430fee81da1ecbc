"""What the station knows of a transaction."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import remote
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station


def get_transaction_status(station: Station, payload: Json) -> Reply:
    """Return whether messages wait and, for a named transaction, whether it goes on."""
    answer: Json = {"messagesInQueue": len(station.delivery) > 0}
    if "transactionId" in payload:
        ongoing = remote.charging(station, payload["transactionId"]) is not None
        answer["ongoingIndicator"] = ongoing
    return Reply(answer)
