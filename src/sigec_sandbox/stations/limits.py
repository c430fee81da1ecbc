"""What charging profiles mean for a station's connectors, for every version."""

from sigec_sandbox.frames import Json
from sigec_sandbox.profiles import Supply
from sigec_sandbox.stations.station import Station
from sigec_sandbox.stations.triggers import Trigger


def has_transaction(station: Station, number: int, transaction_id: str | int | None) -> bool:
    """Tell whether a connector has this transaction (`None`: any)."""
    connector = station.connectors.get(number)
    if connector is None or connector.transaction is None:
        return False
    return transaction_id is None or connector.transaction.id == transaction_id


async def heed(station: Station) -> None:
    """Let changed profiles hold now and report what they changed."""
    for connector in station.connectors.values():
        offered_w = connector.outlet.offered_w
        await station.observe(connector)
        transaction = connector.transaction
        if transaction is not None and connector.outlet.offered_w != offered_w:
            await station.tell(connector, Trigger.CHARGING_RATE_CHANGED)


def composite(station: Station, number: int, duration_s: int, unit: str) -> list[Json]:
    """Return the periods of a composite schedule; 0 is the whole station."""
    if number == 0:
        specs = [connector.outlet.spec for connector in station.connectors.values()]
        supply = Supply(phases=specs[0].phases, voltage_v=specs[0].voltage_v)
        most_w, started_at = sum(spec.max_power_w for spec in specs), None
    else:
        connector = station.connectors[number]
        supply = station.supply(connector)
        most_w = connector.outlet.spec.max_power_w
        started_at = connector.transaction.started_at if connector.transaction else None
    return station.profiles.composite(
        number,
        station.clock.now(),
        duration_s=duration_s,
        started_at=started_at,
        supply=supply,
        most_w=most_w,
        unit=unit,
    )
