"""What stations send although nobody wants it: frames that are none, messages out of the blue."""

from contextlib import suppress

from sigec_sandbox.errors import CallRefused, LineLost
from sigec_sandbox.stations.station import Station

GARBAGE = (
    "",
    "hello",
    "{}",
    "[]",
    "[2]",
    '[2,"cut-off","Heartbeat",{"a":',
    '[2,"no-value","StopTransaction",{"transactionId":,"meterStop":1}]',  # AEFA
    '[2,"comma","StatusNotification",{,"connectorId":1}]',  # ZJ Beny
    '[2,"no-payload","Heartbeat"]',
    '[2,"list","Heartbeat",[]]',
    '[2,{"id":1},"Heartbeat",{}]',
    '[3,"never-asked",{}]',
    '[4,"never-asked","InternalError","","a text instead of an object"]',
    '[4,"-1","RpcFrameworkError","",{}]',  # EVerest
    '[5,"never-asked","FormatViolation","",{}]',
    '[6,"nobody-subscribed","NotifyPeriodicEventStream",{}]',
    '[99,"what","is","this"]',
)


async def send_garbage(station: Station) -> None:
    """Send every kind of frame that is none; a good central system keeps the line."""
    with suppress(LineLost):
        for text in GARBAGE:
            await station.send_raw(text)


async def chatter(station: Station) -> None:
    """Send what a central system does not expect: a vendor's data, events, an unknown action."""
    event = {"type": "MemoryExhaustion", "timestamp": station.stamp()}
    for action, payload in (
        (
            "DataTransfer",
            {"vendorId": "org.example.unknown", "messageId": "ping", "data": "x" * 90},
        ),
        ("SecurityEventNotification", event),
        ("VendorHello", {"mood": "good"}),
    ):
        with suppress(CallRefused, LineLost):
            await station.call(action, payload)


async def stop_ghost(station: Station, transaction_id: int) -> None:
    """Stop a transaction that never was; only 1.6 can."""
    if station.version != "1.6":
        return
    await station.mention(
        "StopTransaction",
        {
            "transactionId": transaction_id,
            "timestamp": station.stamp(),
            "meterStop": station.register_wh(),
        },
    )
