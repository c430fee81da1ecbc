"""Keeping a place and letting it go, as 1.6 says it (§5.13, §5.2)."""

import msgspec
from msgspec import Struct

from sigec.drivers.model import IdTokenKind
from sigec.ocpp.messages import v16
from sigec.stations.model import CancelReservation, ReserveNow

ID_TAG_LENGTH_MAX = 20
ANY_CONNECTOR = 0


def say_reservation(command: ReserveNow | CancelReservation) -> tuple[str, Struct] | None:
    """Return the action and its request; 1.6 has no words for a type of plug.

    A group whose name is too long to be said is left out: its other tokens are refused.
    """
    if isinstance(command, CancelReservation):
        cancel = v16.CancelReservationRequest(reservation_id=command.reservation_id)
        return "CancelReservation", cancel
    if command.connector_type is not None:
        return None
    is_sayable = command.group is not None and len(command.group) <= ID_TAG_LENGTH_MAX
    return "ReserveNow", v16.ReserveNowRequest(
        connector_id=command.connector or command.evse or ANY_CONNECTOR,
        expiry_date=command.expires_at,
        id_tag=command.id_token,
        parent_id_tag=command.group if is_sayable else None,
        reservation_id=command.reservation_id,
    )


def read_reservation(payload: bytes) -> ReserveNow:
    """Read a ReserveNow that somebody wrote by hand, and that fits the schema."""
    said = msgspec.json.decode(payload, type=v16.ReserveNowRequest)
    connector = said.connector_id or None
    return ReserveNow(
        reservation_id=said.reservation_id,
        expires_at=said.expiry_date,
        id_token=said.id_tag,
        id_token_kind=IdTokenKind.ISO14443.value,
        group=said.parent_id_tag,
        evse=connector,
        connector=connector,
    )
