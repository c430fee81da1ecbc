"""Messages on the display, and what a charge costs so far."""

from sigec_sandbox.frames import Json
from sigec_sandbox.stations import remote
from sigec_sandbox.stations.replies import Reply
from sigec_sandbox.stations.station import Station

MESSAGES_PER_NOTIFICATION = 5


def set_display_message(station: Station, payload: Json) -> Reply:
    """Show a message."""
    running = [c.transaction.id for c in station.connectors.values() if c.transaction]
    return Reply({"status": station.displays.show(payload["message"], running)})


def clear_display_message(station: Station, payload: Json) -> Reply:
    """Show a message no longer."""
    cleared = station.displays.clear(payload["id"])
    return Reply({"status": "Accepted" if cleared else "Unknown"})


def get_display_messages(station: Station, payload: Json) -> Reply:
    """Accept and send the messages that fit in NotifyDisplayMessages."""
    chosen = station.displays.matching(
        payload.get("id"), payload.get("priority"), payload.get("state")
    )
    if not chosen:
        return Reply({"status": "Unknown"})

    async def notify() -> None:
        size = MESSAGES_PER_NOTIFICATION
        for start in range(0, len(chosen), size):
            await station.mention(
                "NotifyDisplayMessages",
                {
                    "requestId": payload["requestId"],
                    "messageInfo": chosen[start : start + size],
                    "tbc": start + size < len(chosen),
                },
            )

    return Reply({"status": "Accepted"}, notify)


def cost_updated(station: Station, payload: Json) -> Reply:
    """Show what a charge costs; the answer says nothing, also of a charge that is unknown."""
    if remote.charging(station, payload["transactionId"]) is not None:
        station.prices.costs[payload["transactionId"]] = payload["totalCost"]
    return Reply({})
