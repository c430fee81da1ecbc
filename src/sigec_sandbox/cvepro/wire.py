"""How the cloud writes things down: three formats of time, Wh as text, and forty prices."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sigec_sandbox.cvepro.behaviours import Behaviours
from sigec_sandbox.cvepro.things import Charger, Charging, Outlet, Tenant

ASKED_FORMAT = "%Y-%m-%d %H:%M:%S"
TOLD_FORMAT = "%d/%m/%Y %H:%M:%S"
KILOWATTS_MAX = 1_000
_PRICES = ("priceKwh", "priceMinute", "pricePerSession", "parkingFee", "idleFee", "priceStart")


def charge_point(charger: Charger, tenant: Tenant, cloud: "Style") -> dict[str, Any]:
    """Return a charger as ``/chargepoints`` lists it."""
    local = ZoneInfo(tenant.timezone)
    item = {
        "chargeBoxPk": charger.pk,
        "chargeBoxId": charger.box_id,
        "uuid": charger.uuid,
        "description": charger.description,
        "chargePointVendor": "Intelbras",
        "chargePointModel": "EVSE 7400",
        "chargePointSerialNumber": f"SN{charger.pk:08d}",
        "fwVersion": "1.4.2",
        "ocppProtocol": "ocpp1.6J",
        # Local time, without saying so.
        "lastHeartbeatTimestamp": charger.heartbeat_at.astimezone(local).strftime(ASKED_FORMAT),
        "locationLatitude": "-27.5954",
        "locationLongitude": "-48.5480",
        "active": True,
        "typeOf": "PRIVATE",
        "chargeBoxGroupPk": None,
        "chargeBoxGroupName": None,
        "tenantPk": tenant.pk,
        "tenantName": tenant.name,
        "monthConsumption": 0,
        "usage": 0,
        "system": "SINGLE_PHASE",
        "phase": None,
        "voltage": None,
        "hasSocPercentage": False,
        "address": {"street": "Rua das Acácias", "houseNumber": "120", "city": "Florianópolis"},
        "connectors": [_connector(charger, each, cloud) for each in charger.outlets.values()],
        **dict.fromkeys(_PRICES),
    }
    return cloud.dressed(item)


def transaction(charging: Charging, zone: tzinfo, cloud: "Style") -> dict[str, Any]:
    """Return a charge as ``/transaction`` lists it, with times of a zone."""
    is_over = charging.is_stopped(cloud.at)
    stopped_at = charging.stopped_at if is_over else None
    until = stopped_at or cloud.at
    seconds = int((until - charging.started_at).total_seconds())
    energy = charging.energy_wh if is_over and not cloud.behaviours.null_energy_after_stop else None
    hides_tag = cloud.behaviours.empty_tag_until_stop and not is_over
    spelled = charging.tag.spelling if charging.charger.swaps_case else charging.tag.id_tag
    item = {
        "id": charging.id,
        "chargeBoxUuid": charging.charger.uuid,
        "chargeBoxId": charging.charger.box_id,
        "chargeBoxDescription": charging.charger.description,
        "connectorId": charging.outlet,
        "ocppIdTag": "" if hides_tag else spelled,
        "ocppTagPk": charging.tag.pk,
        "startTimestamp": charging.started_at.astimezone(zone).strftime(TOLD_FORMAT),
        "stopTimestamp": stopped_at.astimezone(zone).strftime(TOLD_FORMAT) if stopped_at else None,
        "duration": seconds,
        "durationHumanReadable": f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}",
        "energy": energy,
        "energyHumanReadable": None if energy is None else _kilowatt_hours(energy),
        "startValue": str(charging.start_wh),
        "stopValue": str(charging.meter_wh) if is_over else None,
        "userName": charging.tag.owner_name,
        "userAddressComplement": charging.tag.owner_unit,
        "idleDuration": charging.idle_s if is_over else None,
        "stopReason": charging.reason if is_over else None,
        "stopEventActor": "station" if is_over else None,
        "cost": None,
        "income": None,
        "isPaid": False,
    }
    return cloud.dressed(item)


class Style:
    """How the cloud writes at an instant."""

    def __init__(self, behaviours: Behaviours, at: datetime, chance: Random) -> None:
        self.behaviours = behaviours
        self.at = at
        self._chance = chance

    def dressed(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """Return an item, with a field that nobody has heard of while that is the fashion."""
        if not self.behaviours.unknown_fields:
            return dict(item)
        odd: object = self._chance.choice([None, 0, "", [], {"nested": True}, "2026-13-45"])
        return {**item, f"x{self._chance.randrange(1000)}": odd}


def millisecond(at: datetime) -> str:
    """Write a UTC instant as statuses have it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def read_asked(text: str, zone: tzinfo) -> datetime | None:
    """Read an instant of a query, or return ``None`` when it has another form."""
    try:
        return datetime.strptime(text, ASKED_FORMAT).replace(tzinfo=zone)
    except ValueError:
        return None


def _connector(charger: Charger, outlet: Outlet, cloud: Style) -> dict[str, Any]:
    status, error_code, at = outlet.told
    power: float = outlet.power_max_w
    if cloud.behaviours.mixed_power_max and charger.pk % 2:
        power = outlet.power_max_w / KILOWATTS_MAX
    return {
        "connectorPk": outlet.pk,
        "connectorId": outlet.number,
        "powerMax": power,
        "connectorType": "TYPE_2",
        "currentType": "AC",
        "speed": "SLOW",
        "lastStatus": {
            "timeStamp": millisecond(at),
            "status": status,
            "errorCode": error_code,
            "erroInfo": None,
            "usage": 0,
            "totalDuration": 86_400,
            "socPercentage": None,
            "currentChargingUserName": None,
        },
    }


def _kilowatt_hours(energy_wh: int) -> str:
    return f"{energy_wh / 1000:.4f} kWh".replace(".", ",")
