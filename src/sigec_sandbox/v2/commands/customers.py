"""What the station knows of a customer."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.tokens import Token

TEXT_PER_MESSAGE = 512


def customer_information(station: Station, payload: Json) -> Reply:
    """Report and forget, as asked, what is known of a token, a certificate or a customer."""
    named = [
        key for key in ("idToken", "customerCertificate", "customerIdentifier") if key in payload
    ]
    if len(named) != 1:
        return Reply({"status": "Invalid"})
    text = _known(station, payload)
    if payload["clear"] and "idToken" in payload:
        station.local_list.forget(Token(payload["idToken"]["idToken"]))
    if not payload["report"] and not payload["clear"]:
        return Reply({"status": "Rejected"})

    async def notify() -> None:
        size = TEXT_PER_MESSAGE
        for seq, start in enumerate(range(0, max(1, len(text)), size)):
            await station.mention(
                "NotifyCustomerInformation",
                {
                    "requestId": payload["requestId"],
                    "generatedAt": station.stamp(),
                    "seqNo": seq,
                    "tbc": start + size < len(text),
                    "data": text[start : start + size],
                },
            )

    return Reply({"status": "Accepted"}, notify)


def _known(station: Station, payload: Json) -> str:
    """Return what is known; after it was cleared, nothing is."""
    if not payload["report"] or "idToken" not in payload:
        return ""
    token = Token(payload["idToken"]["idToken"])
    status = station.local_list.status(token)
    listed = [f"local list: {status}"] if status else []
    charges = [
        f"charges at EVSE {connector.number}"
        for connector in station.connectors.values()
        if connector.transaction is not None and token.same_as(connector.transaction.token)
    ]
    return "\n".join([*listed, *charges])
