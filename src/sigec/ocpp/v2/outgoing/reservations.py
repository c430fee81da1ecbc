"""Keeping a place and letting it go, as 2.x says it (block H)."""

import msgspec
from msgspec import Struct

from sigec.drivers.model import IdTokenKind
from sigec.ocpp.messages import v21, v201
from sigec.stations.model import CancelReservation, ReserveNow


def say_reservation(command: ReserveNow | CancelReservation) -> tuple[str, Struct] | None:
    """Return the action and its request, ``None`` for a type of plug that 2.x does not know."""
    if isinstance(command, CancelReservation):
        cancel = v201.CancelReservationRequest(reservation_id=command.reservation_id)
        return "CancelReservation", cancel
    plug, group = command.connector_type, command.group
    if plug is not None and plug not in set(v201.ConnectorEnumType):
        return None
    kinds = v201.IdTokenEnumType
    return "ReserveNow", v201.ReserveNowRequest(
        id=command.reservation_id,
        expiry_date_time=command.expires_at,
        id_token=v201.IdTokenType(id_token=command.id_token, type=kinds(command.id_token_kind)),
        group_id_token=v201.IdTokenType(id_token=group, type=kinds.CENTRAL) if group else None,
        evse_id=command.evse,
        connector_type=None if plug is None else v201.ConnectorEnumType(plug),
    )


def read_reservation(payload: bytes) -> ReserveNow:
    """Read a ReserveNow that somebody wrote by hand, and that fits the schema of either version."""
    said = msgspec.json.decode(payload, type=v21.ReserveNowRequest)
    kind = said.id_token.type
    return ReserveNow(
        reservation_id=said.id,
        expires_at=said.expiry_date_time,
        id_token=said.id_token.id_token,
        # 2.1 lets anybody name new kinds; we know a token of such by its value.
        id_token_kind=kind if kind in set(IdTokenKind) else IdTokenKind.CENTRAL.value,
        group=said.group_id_token.id_token if said.group_id_token else None,
        evse=said.evse_id or None,
        connector_type=said.connector_type,
    )
